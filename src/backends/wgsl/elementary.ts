const helper = (text: string): string => text.trim();

/** Terms of a polynomial in Horner's form, from the highest. */
const horner = (x: string, coefficients: readonly number[]): string =>
  coefficients.map((c) => `${c}f`).reduce((sum, c) => `fma(${sum}, ${x}, ${c})`);

const branch = (place: string, x: string, first: number, rest: readonly number[]): string =>
  [`  var ${place} = ${first}f;`, ...rest.map((c) => `  ${place} = fma(${place}, ${x}, ${c}f);`)].join("\n");

/**
 * Elementary functions of float32. WGSL bounds the errors of its own exp, log, pow, sin, cos, tan and atan loosely, and
 * lets a shader assume that there is neither NaN nor infinity: so infinities are tested for and given by their bits.
 * Relative errors are below 3e-7 where nothing else is said; sin, cos and tan hold that absolutely up to 1e4, and 1e-6 up to 1e5; a power loses 1e-8 for each unit of its own logarithm.
 * The polynomials of exp, sin, cos and atan are those of S. Moshier's Cephes, that of log of FreeBSD's msun.
 */
export const elementary: Readonly<Record<string, string>> = {
  is_nan: helper(`
fn is_nan(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}`),
  min_f32: helper(
    `
// The smaller; NaN if one is NaN.
fn min_f32(x: f32, y: f32) -> f32 {
  return select(select(min(x, y), y, is_nan(y)), x, is_nan(x));
}`,
  ),
  max_f32: helper(
    `
// The larger; NaN if one is NaN.
fn max_f32(x: f32, y: f32) -> f32 {
  return select(select(max(x, y), y, is_nan(y)), x, is_nan(x));
}`,
  ),
  sign_f32: helper(
    `
fn sign_f32(x: f32) -> f32 {
  return select(sign(x), x, is_nan(x));
}`,
  ),
  scale_f32: helper(`
// x * 2^k for k from -252 to 254, in two steps: the power alone may be too large or too small.
fn scale_f32(x: f32, k: i32) -> f32 {
  let half = k / 2;
  return x * bitcast<f32>(u32(half + 127) << 23u) * bitcast<f32>(u32(k - half + 127) << 23u);
}`),
  exp_f32: helper(
    `
fn exp_f32(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  if (x > 88.72284f) { return params.infinity; }
  if (x < -103.97208f) { return 0.0f; }
  let n = round(x * 1.442695f);
  let r = fma(n, 2.1219444e-4f, fma(n, -0.693359375f, x));
  let p = ${horner("r", [1.98756915e-4, 1.39819995e-3, 8.33345191e-3, 4.1665796e-2, 0.16666665, 0.5])};
  return scale_f32(fma(p * r, r, r) + 1.0f, i32(n));
}`,
  ),
  expm1_f32: helper(
    `
fn expm1_f32(x: f32) -> f32 {
  if (abs(x) >= 0.5f) { return exp_f32(x) - 1.0f; }
  let p = ${horner("x", [2.7557319e-6, 2.4801587e-5, 1.984127e-4, 1.3888889e-3, 8.3333333e-3, 4.1666667e-2, 0.16666667, 0.5])};
  return fma(p * x, x, x);
}`,
  ),
  log_of_near_one: helper(`
// log(1 + f) for f from -0.3 to 0.42.
fn log_of_near_one(f: f32) -> f32 {
  let s = f / (2.0f + f);
  let z = s * s;
  let w = z * z;
  let r = fma(w, fma(w, 0.24279079f, 0.40000972f), z * fma(w, 0.28498787f, 0.66666663f));
  let half = 0.5f * f * f;
  return f - (half - s * (half + r));
}`),
  split_f32: helper(`
// x > 0 as m * 2^k, with m from 0.707 to 1.414: (m - 1, k). A number below the normal ones counts too.
fn split_f32(x: f32) -> vec2f {
  var bits = bitcast<u32>(x);
  var k = -127;
  if (bits < 0x00800000u) {
    bits = bitcast<u32>(f32(bits));
    k -= 149;
  }
  bits += 0x3f800000u - 0x3f3504f3u;
  k += i32(bits >> 23u);
  return vec2f(bitcast<f32>((bits & 0x007fffffu) + 0x3f3504f3u) - 1.0f, f32(k));
}`),
  log_f32: helper(
    `
fn log_f32(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  if ((bits & 0x7fffffffu) == 0u) { return -params.infinity; }
  if (bits > 0x7f800000u) { return select(params.nan, x, is_nan(x)); }
  if (bits == 0x7f800000u) { return x; }
  let parts = split_f32(x);
  return fma(parts.y, 0.69313812f, fma(parts.y, 9.0580006e-6f, log_of_near_one(parts.x)));
}`,
  ),
  log1p_f32: helper(
    `
fn log1p_f32(x: f32) -> f32 {
  if (x > -0.29f && x < 0.41f) { return log_of_near_one(x); }
  return log_f32(1.0f + x);
}`,
  ),
  pow_f32: helper(
    `
// x to the power y. The whole part of y * log2(x) is kept apart, so that it costs no accuracy.
fn pow_f32(x: f32, y: f32) -> f32 {
  if (y == 0.0f) { return 1.0f; }
  if (is_nan(x) || is_nan(y)) { return params.nan; }
  let whole = floor(y) == y;
  let odd = whole && abs(y) < 16777216.0f && (i32(y) & 1) != 0;
  let size = abs(x);
  let negative = (bitcast<u32>(x) >> 31u) != 0u && odd;
  let sign = select(1.0f, -1.0f, negative);
  if (size == 0.0f) { return select(sign * params.infinity, 0.0f, y > 0.0f); }
  if (x < 0.0f && !whole) { return params.nan; }
  if (bitcast<u32>(size) == 0x7f800000u) { return select(0.0f, sign * params.infinity, y > 0.0f); }
  let parts = split_f32(size);
  let logarithm = 1.442695f * log_of_near_one(parts.x);
  if (abs(y * (parts.y + logarithm)) > 400.0f) {
    return select(0.0f, sign * params.infinity, (y > 0.0f) == (parts.y + logarithm > 0.0f));
  }
  let power = round(y * parts.y);
  let rest = fma(y, logarithm, fma(y, parts.y, -power));
  let more = round(rest);
  let result = exp_f32(0.6931472f * (rest - more));
  let k = i32(power + more);
  if (k > 128) { return sign * params.infinity; }
  if (k < -150) { return 0.0f; }
  return sign * scale_f32(result, k);
}`,
  ),
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
  sinh_f32: helper(
    `
fn sinh_f32(x: f32) -> f32 {
  let size = abs(x);
  let sign = select(1.0f, -1.0f, x < 0.0f);
  if (size > 88.0f) {
    let root = exp_f32(0.5f * size);
    return sign * (0.5f * root) * root;
  }
  let t = expm1_f32(size);
  return sign * 0.5f * (t + t / (t + 1.0f));
}`,
  ),
  cosh_f32: helper(
    `
fn cosh_f32(x: f32) -> f32 {
  let size = abs(x);
  if (size > 88.0f) {
    let root = exp_f32(0.5f * size);
    return (0.5f * root) * root;
  }
  let power = exp_f32(size);
  return 0.5f * power + 0.5f / power;
}`,
  ),
  tanh_f32: helper(
    `
fn tanh_f32(x: f32) -> f32 {
  let size = abs(x);
  let sign = select(1.0f, -1.0f, x < 0.0f);
  if (size > 9.5f) { return sign; }
  let t = expm1_f32(2.0f * size);
  return sign * t / (t + 2.0f);
}`,
  ),
  quarter_turns: helper(`
// x as n quarter turns and a rest within an eighth of a turn: (rest, n).
fn quarter_turns(x: f32) -> vec2f {
  let n = round(x * 0.63661977f);
  let rest = fma(n, -7.5497899e-8f, fma(n, -4.837513e-4f, fma(n, -1.5703125f, x)));
  return vec2f(rest, n);
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
  sin_f32: helper(
    `
fn sin_f32(x: f32) -> f32 {
  let turn = quarter_turns(x);
  let n = i32(turn.y);
  let value = select(sin_of_rest(turn.x), cos_of_rest(turn.x), (n & 1) != 0);
  return select(value, -value, (n & 2) != 0);
}`,
  ),
  cos_f32: helper(
    `
fn cos_f32(x: f32) -> f32 {
  let turn = quarter_turns(x);
  let n = i32(turn.y);
  let value = select(cos_of_rest(turn.x), sin_of_rest(turn.x), (n & 1) != 0);
  return select(value, -value, ((n + 1) & 2) != 0);
}`,
  ),
  tan_f32: helper(
    `
fn tan_f32(x: f32) -> f32 {
  let turn = quarter_turns(x);
  let sine = sin_of_rest(turn.x);
  let cosine = cos_of_rest(turn.x);
  return select(sine / cosine, -cosine / sine, (i32(turn.y) & 1) != 0);
}`,
  ),
  atan_f32: helper(`
fn atan_f32(x: f32) -> f32 {
  let size = abs(x);
  var base = 0.0f;
  var t = size;
  if (size > 2.4142136f) {
    base = 1.5707964f;
    t = -1.0f / size;
  } else if (size > 0.41421357f) {
    base = 0.78539819f;
    t = (size - 1.0f) / (size + 1.0f);
  }
  let z = t * t;
  let p = ${horner("z", [8.0537445e-2, -0.13877686, 0.19977711, -0.3333295])};
  let value = base + fma(p * z, t, t);
  return select(value, -value, x < 0.0f);
}`),
  erf_f32: helper(
    `
// Within 3e-7 of its magnitude: the approximations of the float64 function, with fewer terms.
fn erf_f32(x: f32) -> f32 {
  let size = abs(x);
  if (size < 1.0f) {
    let z = x * x;
${branch("  p", "z", -1.63503126e-7, [1.64610005e-6, -1.49255953e-5, 1.20553311e-4, -8.54832698e-4, 5.22397762e-3, -0.0268661706, 0.112837917, -0.376126389, 1.12837917])}
    return x * p;
  }
  if (size >= 6.0f) { return select(1.0f, -1.0f, x < 0.0f); }
  let t = (size - 2.0f) / (size + 2.0f);
${branch("q", "t", 4.01164933e-6, [1.30585771e-6, -1.39982838e-5, -2.75622092e-5, 2.75271756e-5, 1.74359474e-4, 4.35555868e-5, -9.81976941e-4, -8.47143253e-4, 6.99746174e-3, 3.7328924e-3, -0.078978581, 0.241658194, -0.427185847, 0.255395676])}
  let value = 1.0f - exp_f32(-x * x) * q;
  return select(value, -value, x < 0.0f);
}`,
  ),
  lgamma_f32: helper(
    `
// Within 1e-6 of the larger of 1 and its magnitude: the method of the float64 function.
fn lgamma_f32(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  if ((bitcast<u32>(x) & 0x7fffffffu) == 0x7f800000u) { return params.infinity; }
  let mirrored = x < -0.5f;
  var reflection = 0.0f;
  if (mirrored) {
    let fraction = x - round(x);
    if (fraction == 0.0f) { return params.infinity; }
    reflection = 1.1447299f - log_f32(abs(sin_f32(3.1415927f * fraction)));
  }
  var y = select(x, 1.0f - x, mirrored);
  var value = 0.0f;
  if (y >= 10.0f) {
    let inverse = 1.0f / y;
    let z = inverse * inverse;
    let series = ${horner("z", [7.9365079e-4, -2.7777778e-3, 8.3333333e-2])};
    value = fma(y - 0.5f, log_f32(y) - 1.0f, 0.41893853f + series * inverse);
  } else {
    var rest = 0.0f;
    var d = 0.0f;
    if (y < 0.5f) {
      d = y;
      rest = -log1p_f32(y) - log_f32(abs(y));
    } else if (y < 1.5f) {
      d = y - 1.0f;
      rest = -log1p_f32(d);
    } else {
      var product = 1.0f;
      while (y >= 2.5f) {
        y -= 1.0f;
        product *= y;
      }
      d = y - 2.0f;
      rest = log_f32(product);
    }
${branch("  p", "d", 9.24285223e-7, [-1.97431069e-6, 4.38285454e-6, -9.45628852e-6, 2.05060197e-5, -4.49237276e-5, 9.94576169e-5, -2.23154977e-4, 5.0966952e-4, -1.1927539e-3, 2.89051033e-3, -7.38555103e-3, 0.0205808084, -0.0673523011, 0.322467033, 0.422784335])}
    value = fma(d, p, rest);
  }
  return select(value, reflection - value, mirrored);
}`,
  ),
  digamma_f32: helper(
    `
// Within 1e-6 of the larger of 1 and its largest term: the method of the float64 function.
fn digamma_f32(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  if (x == 0.0f) { return select(-params.infinity, params.infinity, (bitcast<u32>(x) >> 31u) != 0u); }
  var y = x;
  var value = 0.0f;
  if (x < 0.0f) {
    let fraction = x - round(x);
    if (fraction == 0.0f) { return params.nan; }
    value = -3.1415927f / tan_f32(3.1415927f * fraction);
    y = 1.0f - x;
  }
  while (y < 6.0f) {
    value -= 1.0f / y;
    y += 1.0f;
  }
  let z = 1.0f / y / y;
  let series = ${horner("z", [-4.1666667e-3, 3.968254e-3, -8.3333333e-3, 8.3333333e-2])};
  return value + (log_f32(y) - (0.5f / y + series * z));
}`,
  ),
  trigamma_f32: helper(
    `
// Within 1e-6 of its magnitude: the method of the float64 function.
fn trigamma_f32(x: f32) -> f32 {
  if (is_nan(x)) { return x; }
  var y = x;
  var reflection = 0.0f;
  if (x < 0.0f) {
    let fraction = x - round(x);
    if (fraction == 0.0f) { return params.infinity; }
    let ratio = 3.1415927f / sin_f32(3.1415927f * fraction);
    reflection = ratio * ratio;
    y = 1.0f - x;
  }
  if (x == 0.0f) { return params.infinity; }
  var terms = 0.0f;
  while (y < 6.0f) {
    terms += 1.0f / (y * y);
    y += 1.0f;
  }
  let inverse = 1.0f / y;
  let z = inverse * inverse;
  let series = ${horner("z", [-3.3333333e-2, 2.3809524e-2, -3.3333333e-2, 0.16666667])};
  let value = terms + (inverse + fma(0.5f, z, series * z * inverse));
  return select(value, reflection - value, x < 0.0f);
}`,
  ),
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
