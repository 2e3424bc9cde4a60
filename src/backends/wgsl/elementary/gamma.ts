import { helper, horner, polynomial } from "./text.ts";

/** The logarithm of the gamma function, and its derivatives. */
export const gamma = {
  lgamma_f32: helper(`
// Within 5e-7 of its magnitude for x > 0; below, of the larger of 1 and the terms that reflection subtracts.
// Near 1 and 2 a polynomial, from 3 on Stirling's series; one logarithm leads there, and one to the other side of 0.
fn lgamma_f32(x: f32) -> f32 {
  let mirrored = x < -0.5f;
  let fraction = x - round(x);
  let size = bitcast<u32>(x) & 0x7fffffffu;
  if (size == 0u || size >= 0x7f800000u || (mirrored && fraction == 0.0f)) {
    return select(params.infinity, x, is_nan(x));
  }
  let y = select(x, 1.0f - x, mirrored);
  let far = y >= 3.0f;
  let d = y - (f32(y >= 0.5f) + f32(y >= 1.5f) + f32(y >= 2.5f));
  let below = y < 1.5f;
  let above = select(1.0f, y - 1.0f, y >= 2.5f);
  let factor = select(above, select(y, abs(y) * (1.0f + y), y < 0.5f), below);
  let logarithm = log_f32(select(factor, y, far));
${polynomial("p", "d", [-2.50562021e-4, 5.7025125e-4, -1.18748481e-3, 2.87886868e-3, -7.38592088e-3, 0.0205816254, -0.0673522941, 0.322467018, 0.422784335])}
  let near = fma(d, p, select(logarithm, -logarithm, below));
  let inverse = 1.0f / y;
  let z = inverse * inverse;
  let series = ${horner("z", [-5.952381e-4, 7.9365079e-4, -2.7777778e-3, 8.3333333e-2])};
  let stirling = fma(y - 0.5f, logarithm - 1.0f, 0.41893853f + series * inverse);
  let value = select(near, stirling, far);
  let reflection = 1.1447299f - log_f32(abs(sin_of_half_turns(fraction)));
  return select(value, reflection - value, mirrored);
}`),
  sin_of_half_turns: helper(`
// sin(pi x) for x from -0.5 to 0.5.
fn sin_of_half_turns(x: f32) -> f32 {
  return select(sin_of_rest(3.1415927f * x), sign(x) * cos_of_rest(3.1415927f * (0.5f - abs(x))), abs(x) > 0.25f);
}`),
  digamma_f32: helper(`
// Within 5e-7 of its magnitude for x > 0, also about its zero; below, of the larger of 1 and its largest term.
// From 1 to 2 the distance to the zero times a polynomial, from 3 on the asymptotic series.
fn digamma_f32(x: f32) -> f32 {
  let mirrored = x < 0.0f;
  let fraction = x - round(x);
  if (x == 0.0f || (mirrored && fraction == 0.0f) || is_nan(x)) {
    let pole = select(-params.infinity, params.infinity, (bitcast<u32>(x) >> 31u) != 0u);
    return select(select(params.nan, pole, x == 0.0f), x, is_nan(x));
  }
  let y = select(x, 1.0f - x, mirrored);
  let far = y >= 3.0f;
  let low = y < 1.0f;
  let high = y >= 2.0f;
  let place = clamp(select(select(y, y - 1.0f, high), y + 1.0f, low), 1.0f, 2.0f);
  let d = place - 1.5f;
${polynomial("p", "d", [0.0109025887, -0.0163736203, 0.017114989, -0.0257868836, 0.0408500267, -0.0620559804, 0.0949846851, -0.148398861, 0.240542535, -0.423627497, 0.951055876])}
  let shift = 1.0f / select(place, y, low);
  // The zero in two parts, which a compiler may not add up.
  let near = fma(p, place - 1.4616321f, fma(p, -1.243815e-8f, select(select(0.0f, shift, high), -shift, low)));
  let inverse = 1.0f / y;
  let z = inverse * inverse;
  let series = ${horner("z", [7.5757576e-3, -4.1666667e-3, 3.968254e-3, -8.3333333e-3, 8.3333333e-2])};
  let value = select(near, log_f32(y) - fma(series, z, 0.5f * inverse), far);
  let turned = -3.1415927f * sin_of_half_turns(0.5f - abs(fraction)) / sin_of_half_turns(fraction);
  return select(value, value + turned, mirrored);
}`),
  trigamma_f32: helper(`
// Four steps of the recurrence where x is below 4, then the asymptotic series.
fn trigamma_f32(x: f32) -> f32 {
  let mirrored = x < 0.0f;
  let fraction = x - round(x);
  if ((mirrored && fraction == 0.0f) || x == 0.0f || is_nan(x)) { return select(params.infinity, x, is_nan(x)); }
  let start = select(x, 1.0f - x, mirrored);
  let low = start < 4.0f;
  let a = 1.0f / start;
  let b = 1.0f / (start + 1.0f);
  let c = 1.0f / (start + 2.0f);
  let e = 1.0f / (start + 3.0f);
  let terms = select(0.0f, fma(e, e, c * c) + b * b + a * a, low);
  let inverse = 1.0f / select(start, start + 4.0f, low);
  let z = inverse * inverse;
  let series = ${horner("z", [-3.3333333e-2, 2.3809524e-2, -3.3333333e-2, 0.16666667])};
  let value = terms + (inverse + fma(0.5f, z, series * z * inverse));
  let ratio = 3.1415927f / sin_of_half_turns(fraction);
  return select(value, ratio * ratio - value, mirrored);
}`),
};
