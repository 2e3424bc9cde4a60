import { helper, horner } from "./text.ts";

/** Exponentials, logarithms and powers. */
export const exponential = {
  expm1_of_rest: helper(`
// e^r - 1 for r from -0.35 to 0.35.
fn expm1_of_rest(r: f32) -> f32 {
  let p = ${horner("r", [1.98756915e-4, 1.39819995e-3, 8.33345191e-3, 4.1665796e-2, 0.16666665, 0.5])};
  return fma(p * r, r, r);
}`),
  split_power: helper(`
// e^x = 2^n * (1 + m) as (m, n), for x that is not large.
fn split_power(x: f32) -> vec2f {
  let n = round(x * 1.442695f);
  return vec2f(expm1_of_rest(fma(n, 2.1219444e-4f, fma(n, -0.693359375f, x))), n);
}`),
  exp_f32: helper(`
fn exp_f32(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  if (x > 88.72284f) { return params.infinity; }
  if (x < -103.97208f) { return 0.0f; }
  let parts = split_power(x);
  return scale_f32(parts.x + 1.0f, i32(parts.y));
}`),
  expm1_f32: helper(`
fn expm1_f32(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  if (x > 88.72284f) { return params.infinity; }
  if (x < -103.97208f) { return -1.0f; }
  let parts = split_power(x);
  return select(scale_f32(parts.x + 1.0f, i32(parts.y)) - 1.0f, parts.x, parts.y == 0.0f);
}`),
  less_than_near_one: helper(`
// f - log(1 + f) for f from -0.3 to 0.42.
fn less_than_near_one(f: f32) -> f32 {
  let s = f / (2.0f + f);
  let z = s * s;
  let w = z * z;
  let r = fma(w, fma(w, 0.24279079f, 0.40000972f), z * fma(w, 0.28498787f, 0.66666663f));
  let half = 0.5f * f * f;
  return half - s * (half + r);
}`),
  split_f32: helper(`
// x > 0 as m * 2^k, with m from 0.707 to 1.414: (m - 1, k). A number below the normal ones counts too.
fn split_f32(x: f32) -> vec2f {
  let own = bitcast<u32>(x);
  let small = own < 0x00800000u;
  let bits = select(own, bitcast<u32>(f32(own)), small) + (0x3f800000u - 0x3f3504f3u);
  let k = i32(bits >> 23u) - select(127, 276, small);
  return vec2f(bitcast<f32>((bits & 0x007fffffu) + 0x3f3504f3u) - 1.0f, f32(k));
}`),
  log_of_parts: helper(`
// The logarithm of x = 2^k * (1 + f), where x is what a logarithm is asked of.
fn log_of_parts(parts: vec2f, x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  if ((bits & 0x7fffffffu) == 0u) { return -params.infinity; }
  if (bits > 0x7f800000u) { return select(params.nan, x, is_nan(x)); }
  if (bits == 0x7f800000u) { return x; }
  let near = parts.x - less_than_near_one(parts.x);
  return fma(parts.y, 0.69313812f, fma(parts.y, 9.0580006e-6f, near));
}`),
  log_f32: helper(`
fn log_f32(x: f32) -> f32 {
  return log_of_parts(split_f32(x), x);
}`),
  log1p_f32: helper(`
fn log1p_f32(x: f32) -> f32 {
  let more = 1.0f + x;
  let near = x > -0.29f && x < 0.41f;
  return log_of_parts(select(split_f32(more), vec2f(x, 0.0f), near), more);
}`),
  head_f32: helper(`
// The first 12 bits of x: the product of two such is exact. The bits say so to compilers that know x - head(x) as 0.
fn head_f32(x: f32) -> f32 {
  return bitcast<f32>(bitcast<u32>(x) & 0xfffff000u);
}`),
  pow_f32: helper(`
// x to the power y, as 2 to the power y * log2(x), with both factors in two parts: nothing is lost where the result is large.
fn pow_f32(x: f32, y: f32) -> f32 {
  if (y == 0.0f) { return 1.0f; }
  if (is_nan(x) || is_nan(y)) { return params.nan; }
  let whole = floor(y) == y;
  let odd = whole && abs(y) < 16777216.0f && (i32(y) & 1) != 0;
  let size = abs(x);
  let sign = select(1.0f, -1.0f, (bitcast<u32>(x) >> 31u) != 0u && odd);
  let bits = bitcast<u32>(size);
  if (bits == 0u || bits == 0x7f800000u) { return sign * select(0.0f, params.infinity, (y > 0.0f) == (bits != 0u)); }
  if (x < 0.0f && !whole) { return params.nan; }
  let parts = split_f32(size);
  let f = parts.x;
  let less = 1.442695f * less_than_near_one(f);
  let f_head = head_f32(f);
  let log_head = head_f32(fma(1.442695f, f, -less));
  let log_tail = (1.4423828f * f_head - log_head) + (fma(3.1222839e-4f, f_head, 1.442695f * (f - f_head)) - less);
  let power = round(y * (parts.y + log_head));
  if (power > 128.0f || power < -150.0f) { return select(0.0f, sign * params.infinity, power > 0.0f); }
  let y_head = head_f32(y);
  let head = (y_head * parts.y - power) + y_head * log_head;
  let rest = head + fma(y - y_head, parts.y + log_head, y * log_tail);
  return sign * scale_f32(1.0f + expm1_of_rest(0.6931472f * rest), i32(power));
}`),
};
