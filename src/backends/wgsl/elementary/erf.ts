import { helper, polynomial } from "./text.ts";

/** The error function and its relatives. */
export const erf = {
  exp_square: helper(`
// exp(x^2) or exp(-x^2), by the sign: what x^2 loses where it is rounded is a rest of the exponent.
fn exp_square(x: f32, sign: f32) -> f32 {
  let size = min(abs(x), 16.0f);
  let head = head_f32(size);
  let power = sign * head * head;
  let rest = sign * (size - head) * (size + head);
  if (power + rest > 88.72284f) { return params.infinity; }
  if (power + rest < -103.97208f) { return 0.0f; }
  let n = round((power + rest) * 1.442695f);
  let r = fma(n, 2.1219444e-4f, fma(n, -0.693359375f, power) + rest);
  return scale_f32(expm1_of_rest(r) + 1.0f, i32(n));
}`),
  erf_near: helper(`
// erf for x from -1 to 1: x P(x^2).
fn erf_near(x: f32) -> f32 {
  let z = x * x;
${polynomial("p", "z", [7.87587506e-5, -8.01686429e-4, 5.18908742e-3, -0.026854212, 0.112835947, -0.376126267, 1.12837917])}
  return x * p;
}`),
  erfcx_tail: helper(`
// exp(x^2) * erfc(x) for x from 0.5 on: Q(t) / (1 + 2x).
fn erfcx_tail(x: f32) -> f32 {
  let size = min(x, 1e38f);
  let t = (size - 2.0f) / (size + 2.0f);
${polynomial("q", "t", [2.77381382e-4, -3.3629255e-4, -1.5229029e-3, 1.2335543e-3, 8.74271162e-3, -8.02814504e-3, -0.054222216, 0.164050857, -0.166030338, -0.0927638177, 1.27697838])}
  return q / (1.0f + 2.0f * size);
}`),
  erf_f32: helper(`
fn erf_f32(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let size = abs(x);
  let value = 1.0f - exp_square(size, -1.0f) * erfcx_tail(max(size, 0.5f));
  return select(select(value, -value, x < 0.0f), erf_near(x), size < 1.0f);
}`),
  half_erfc_f32: helper(`
fn half_erfc_f32(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let size = abs(x);
  let tail = 0.5f * exp_square(size, -1.0f) * erfcx_tail(max(size, 0.5f));
  return select(select(tail, 1.0f - tail, x < 0.0f), 0.5f - 0.5f * erf_near(x), size < 0.5f);
}`),
  erfcx_f32: helper(`
fn erfcx_f32(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let tail = erfcx_tail(max(abs(x), 0.5f));
  if (x >= 0.5f) { return tail; }
  let scale = exp_square(x, 1.0f);
  return select(2.0f * scale - tail, scale * (1.0f - erf_near(x)), x > -0.5f);
}`),
  erfc_hazard_slope_f32: helper(`
// Of h = 2 / (sqrt(pi) * erfcx), h * (h - 2x), within 8e-7: from 0.5 on P(t).
fn erfc_hazard_slope_f32(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  let size = clamp(x, 0.5f, 1e38f);
  let t = (size - 2.0f) / (size + 2.0f);
${polynomial("p", "t", [1.94750496e-3, -7.318247e-3, 2.04482859e-3, 0.0195555817, -7.31990781e-3, -0.0457196168, 0.0113341557, 0.111769023, -0.0385290163, -0.290428796, 0.395162731, 1.84750174])}
  if (x >= 0.5f) { return p; }
  let below = max(x, -16.0f);
  let hazard = 1.1283792f / erfcx_f32(below);
  return hazard * (hazard - 2.0f * below);
}`),
};
