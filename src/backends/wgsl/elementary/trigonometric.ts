import { helper, horner } from "./text.ts";

/** Trigonometric functions, and the arc tangent. */
export const trigonometric = {
  quarter_turns: helper(`
// x as n quarter turns and a rest within an eighth of a turn: (rest, n).
fn quarter_turns(x: f32) -> vec2f {
  if (!(abs(x) <= 10000.0f)) { return many_quarter_turns(x); }
  let n = round(x * 0.63661977f);
  let rest = fma(n, -7.5497899e-8f, fma(n, -4.837513e-4f, fma(n, -1.5703125f, x)));
  return vec2f(rest, n);
}`),
  many_quarter_turns: helper(`
// The same where x has no digits to spare: the product of its bits with those of 2 / pi that matter, a quarter turn being 2^30.
fn many_quarter_turns(x: f32) -> vec2f {
  let bits = bitcast<u32>(x);
  if ((bits & 0x7fffffffu) >= 0x7f800000u) { return vec2f(params.nan, 0.0f); }
  var words = array<u32, 7>(0u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u, 0x3c439041u);
  let place = ((bits >> 23u) & 255u) - 120u;
  let word = place >> 5u;
  let high = words[word];
  let middle = words[word + 1u];
  let low = words[word + 2u];
  let shift = place & 31u;
  let first = (high << shift) | ((middle >> 1u) >> (31u - shift));
  let second = (middle << shift) | ((low >> 1u) >> (31u - shift));
  let m = (bits & 0x007fffffu) | 0x00800000u;
  let part = ((m * (second >> 24u)) >> 8u) + ((m * ((second >> 16u) & 255u)) >> 16u) + ((m * ((second >> 8u) & 255u)) >> 24u);
  let turns = m * first + part;
  let n = (turns + 0x20000000u) >> 30u;
  let rest = 1.4629181e-9f * f32(bitcast<i32>(turns - (n << 30u)));
  return select(vec2f(rest, f32(n)), vec2f(-rest, -f32(n)), x < 0.0f);
}`),
  sin_of_rest: helper(`
fn sin_of_rest(r: f32) -> f32 {
  let z = r * r;
  return fma(fma(fma(-1.9515296e-4f, z, 8.3321609e-3f), z, -0.16666655f) * z, r, r);
}`),
  cos_of_rest: helper(`
fn cos_of_rest(r: f32) -> f32 {
  let z = r * r;
  return fma(fma(fma(2.4433157e-5f, z, -1.3887316e-3f), z, 4.1666646e-2f) * z, z, fma(-0.5f, z, 1.0f));
}`),
  sin_f32: helper(`
// Within 1e-7 of 1.
fn sin_f32(x: f32) -> f32 {
  let turn = quarter_turns(x);
  let n = i32(turn.y);
  let value = select(sin_of_rest(turn.x), cos_of_rest(turn.x), (n & 1) != 0);
  return select(value, -value, (n & 2) != 0);
}`),
  cos_f32: helper(`
// As exact as sin.
fn cos_f32(x: f32) -> f32 {
  let turn = quarter_turns(x);
  let n = i32(turn.y);
  let value = select(cos_of_rest(turn.x), sin_of_rest(turn.x), (n & 1) != 0);
  return select(value, -value, ((n + 1) & 2) != 0);
}`),
  tan_f32: helper(`
fn tan_f32(x: f32) -> f32 {
  let turn = quarter_turns(x);
  let sine = sin_of_rest(turn.x);
  let cosine = cos_of_rest(turn.x);
  let odd = (i32(turn.y) & 1) != 0;
  return select(sine, -cosine, odd) / select(cosine, sine, odd);
}`),
  atan_f32: helper(`
fn atan_f32(x: f32) -> f32 {
  let size = abs(x);
  let large = size > 2.4142136f;
  let middle = size > 0.41421357f;
  let base = select(select(0.0f, 0.78539819f, middle), 1.5707964f, large);
  let above = select(select(size, size - 1.0f, middle), -1.0f, large);
  let t = above / select(select(1.0f, size + 1.0f, middle), size, large);
  let z = t * t;
  let p = ${horner("z", [8.0537445e-2, -0.13877686, 0.19977711, -0.3333295])};
  let value = base + fma(p * z, t, t);
  return select(value, -value, x < 0.0f);
}`),
};
