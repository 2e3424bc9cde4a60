import { helper } from "./text.ts";

/** Whole powers, and ints. */
export const integers = {
  repeat_product_f32: helper(`
// x multiplied n times.
fn repeat_product_f32(x: f32, n: i32) -> f32 {
  var product = 1.0f;
  var factor = x;
  for (var left = abs(n); left > 0; left >>= 1u) {
    if ((left & 1) != 0) { product *= factor; }
    factor *= factor;
  }
  return select(product, 1.0f / product, n < 0);
}`),
  repeat_product_i32: helper(`
// x multiplied n times, for n >= 0.
fn repeat_product_i32(x: i32, n: i32) -> i32 {
  var product = 1;
  var factor = x;
  for (var left = n; left > 0; left >>= 1u) {
    if ((left & 1) != 0) { product *= factor; }
    factor *= factor;
  }
  return product;
}`),
  div_floor: helper(`
// The quotient rounded down. By 0 it is no index of anything.
fn div_floor(x: i32, y: i32) -> i32 {
  if (y == 0) { return i32(-2147483648); }
  let quotient = x / y;
  return select(quotient, quotient - 1, quotient * y != x && (x < 0) != (y < 0));
}`),
  real_of: helper(`
// An int as a real. The smallest and the largest of no ints are infinite.
fn real_of(x: i32) -> f32 {
  return select(select(f32(x), params.infinity, x == 2147483647), -params.infinity, x == i32(-2147483648));
}`),
};
