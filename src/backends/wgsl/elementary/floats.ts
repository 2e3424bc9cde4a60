import { helper } from "./text.ts";

/** Comparisons that keep NaN, and powers of two. */
export const floats = {
  is_nan: helper(`
fn is_nan(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}`),
  min_f32: helper(`
// The smaller; NaN if one is NaN.
fn min_f32(x: f32, y: f32) -> f32 {
  return select(select(min(x, y), y, is_nan(y)), x, is_nan(x));
}`),
  max_f32: helper(`
// The larger; NaN if one is NaN.
fn max_f32(x: f32, y: f32) -> f32 {
  return select(select(max(x, y), y, is_nan(y)), x, is_nan(x));
}`),
  sign_f32: helper(`
fn sign_f32(x: f32) -> f32 {
  return select(sign(x), x, is_nan(x));
}`),
  scale_f32: helper(`
// x * 2^k for k from -252 to 254, in two steps: the power alone may be too large or too small.
fn scale_f32(x: f32, k: i32) -> f32 {
  let half = k >> 1u;
  return x * bitcast<f32>(u32(half + 127) << 23u) * bitcast<f32>(u32(k - half + 127) << 23u);
}`),
};
