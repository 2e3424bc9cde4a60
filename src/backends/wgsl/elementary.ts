const helper = (text: string): string => text.trim();

/** Terms of a polynomial in Horner's form, from the highest. */
const horner = (x: string, coefficients: readonly number[]): string =>
  coefficients.map((c) => `${c}f`).reduce((sum, c) => `fma(${sum}, ${x}, ${c})`);

/** The same, a line a term. */
const polynomial = (place: string, x: string, [first, ...rest]: readonly number[]): string =>
  [`  var ${place} = ${first}f;`, ...rest.map((c) => `  ${place} = fma(${place}, ${x}, ${c}f);`)].join("\n");

/**
 * Elementary functions of float32. WGSL bounds the errors of its own exp, log, pow, sin, cos, tan and atan loosely, and
 * lets a shader assume that there is neither NaN nor infinity: so infinities are tested for and given by their bits.
 *
 * A device inlines them at each call, so they are short: no loops, nothing twice, and no branches but those that return at once
 * for what is rare. (These should stay: without any, calls in a row become one block of instructions, and SwiftShader takes
 * minutes for a long one.)
 *
 * Relative errors are below 5e-7 where nothing else is said, which `test/wgsl/elementary.test.ts` measures.
 * The polynomials of exp, sin, cos and atan are those of S. Moshier's Cephes, that of log of FreeBSD's msun; those of erf,
 * lgamma and digamma were fitted with 50 digits at Chebyshev nodes by the project itself.
 */
export const elementary: Readonly<Record<string, string>> = {
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

/** The names of the functions that a text calls, and of those that they call. */
export function helpersFor(text: string): readonly string[] {
  const needed = new Set<string>();
  const need = (code: string): void => {
    for (const name of new Set(code.match(/\w+/g))) {
      if (needed.has(name) || !Object.hasOwn(elementary, name)) continue;
      needed.add(name);
      need(elementary[name]!);
    }
  };
  need(text);
  return Object.keys(elementary).filter((name) => needed.has(name));
}
