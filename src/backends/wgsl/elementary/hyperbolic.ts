import { helper } from "./text.ts";

/** Hyperbolic functions. */
export const hyperbolic = {
  half_expm1: helper(`
// (e^x - 1) / 2 for x >= 0, also where e^x itself is too large.
fn half_expm1(x: f32) -> f32 {
  let parts = split_power(min(x, 90.0f));
  return select(scale_f32(parts.x + 1.0f, i32(parts.y) - 1) - 0.5f, 0.5f * parts.x, parts.y == 0.0f);
}`),
  sinh_f32: helper(`
fn sinh_f32(x: f32) -> f32 {
  let size = abs(x);
  if (size > 89.415985f || is_nan(x)) { return select(sign(x) * params.infinity, x, is_nan(x)); }
  let t = half_expm1(size);
  let bounded = min(t, 1e9f);
  let value = t + bounded / (2.0f * bounded + 1.0f);
  return select(value, -value, x < 0.0f);
}`),
  cosh_f32: helper(`
fn cosh_f32(x: f32) -> f32 {
  let size = abs(x);
  if (size > 89.415985f || is_nan(x)) { return select(params.infinity, x, is_nan(x)); }
  let power = half_expm1(size) + 0.5f;
  return power + 0.25f / min(power, 1e9f);
}`),
  tanh_f32: helper(`
fn tanh_f32(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let t = half_expm1(2.0f * min(abs(x), 10.0f));
  let value = t / (t + 1.0f);
  return select(value, -value, x < 0.0f);
}`),
};
