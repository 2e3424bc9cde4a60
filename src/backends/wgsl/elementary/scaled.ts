import { helper } from "./text.ts";

/** Sums of numbers in scaled form. */
export const scaled = {
  in_parts_of: helper(`
// A number (exponent, x) in scaled form in parts of e^most, with most not below the exponent; 0 if that is -infinity.
fn in_parts_of(scaled: vec2f, most: f32) -> f32 {
  if (bitcast<u32>(scaled.x) == 0xff800000u) { return 0.0f; }
  return select(scaled.y * exp_f32(scaled.x - most), scaled.y, scaled.x == most);
}`),
  add_scaled: helper(`
// The sum of two numbers (exponent, x) that stand for x * e^exponent, with the larger of their exponents.
fn add_scaled(p: vec2f, q: vec2f) -> vec2f {
  let most = max_f32(p.x, q.x);
  return vec2f(most, in_parts_of(p, most) + in_parts_of(q, most));
}`),
  before_scaled: helper(`
// The numbers (exponent, x) of the threads of an item before this one as one.
var<workgroup> shared_scaled: array<vec2f, 256>;
fn before_scaled(value: vec2f, thread: u32, lanes: u32) -> vec2f {
  let lane = thread & (lanes - 1u);
  var folded = value;
  workgroupBarrier();
  shared_scaled[thread] = folded;
  for (var step = 1u; step < lanes; step <<= 1u) {
    workgroupBarrier();
    var other = vec2f(-params.infinity, 0.0f);
    if (lane >= step) { other = shared_scaled[thread - step]; }
    workgroupBarrier();
    folded = add_scaled(other, folded);
    shared_scaled[thread] = folded;
  }
  workgroupBarrier();
  if (lane == 0u) { return vec2f(-params.infinity, 0.0f); }
  return shared_scaled[thread - 1u];
}`),
};
