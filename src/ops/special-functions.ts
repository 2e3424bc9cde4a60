// The special functions in float64. A backend embeds the source text of one of these functions in the modules that use it,
// with those that it calls: they use Math alone. Coefficients were fitted with 50 digits at Chebyshev nodes by the project
// itself; the errors are the largest seen against mpmath on the samples of test/ops/special-functions.json.

/** x e^y without overflow on the way, and 0 where x is 0 and y not infinite. For y above 200, within 2e-15 of its magnitude. */
export function scaledExp(x: number, y: number): number {
  if (x === 0) return x * Math.max(y, 0);
  const part = Math.exp(y / 4);
  return x * part * part * part * part;
}

/**
 * log |gamma(x)|: infinite at 0, -1, -2, ... and at both infinities.
 *
 * Within 1e-15 of its magnitude for x > 0, also about its zeros 1 and 2. Below 0 the error is within 1e-15 of the larger of 1 and
 * lgamma(1 - x), of which reflection subtracts the most.
 *
 * Near 2, d P(d) with d = x - 2; elsewhere below 10 the recurrence gamma(x + 1) = x gamma(x) leads there; from 10 on Stirling's
 * series (DLMF 5.11.1), and below -0.5 the reflection formula (DLMF 5.5.3).
 */
export function lgamma(x: number): number {
  if (x === -Infinity) return Infinity;
  const mirrored = x < -0.5;
  let reflection = 0;
  if (mirrored) {
    const fraction = x - Math.round(x);
    if (fraction === 0) return Infinity;
    reflection = 1.1447298858494002 - Math.log(Math.abs(Math.sin(Math.PI * fraction)));
  }
  let y = mirrored ? 1 - x : x;
  let value = 0;
  if (y >= 10) {
    const inverse = 1 / y;
    const z = inverse * inverse;
    let series = -0.029550653594771242;
    series = series * z + 0.00641025641025641;
    series = series * z - 0.0019175269175269176;
    series = series * z + 0.0008417508417508417;
    series = series * z - 0.0005952380952380953;
    series = series * z + 0.0007936507936507937;
    series = series * z - 0.002777777777777778;
    series = series * z + 0.08333333333333333;
    value = (y - 0.5) * (Math.log(y) - 1) + 0.4189385332046727 + series * inverse;
  } else {
    let rest = 0;
    let d = 0;
    if (y < 0.5) {
      d = y;
      rest = -Math.log1p(y) - Math.log(Math.abs(y));
    } else if (y < 1.5) {
      d = y - 1;
      rest = -Math.log1p(d);
    } else {
      let product = 1;
      while (y >= 2.5) {
        y -= 1;
        product *= y;
      }
      d = y - 2;
      rest = Math.log(product);
    }
    let p = 2.7475390051909663e-7;
    p = p * d - 5.811277768921246e-7;
    p = p * d + 9.242852225162277e-7;
    p = p * d - 1.9743106888421067e-6;
    p = p * d + 4.3828545383846665e-6;
    p = p * d - 9.45628851510172e-6;
    p = p * d + 2.050601970174762e-5;
    p = p * d - 4.4923727564247656e-5;
    p = p * d + 9.945761692157133e-5;
    p = p * d - 0.00022315497746292723;
    p = p * d + 0.0005096695196526673;
    p = p * d - 0.0011927539009983087;
    p = p * d + 0.002890510330865901;
    p = p * d - 0.007385551028935545;
    p = p * d + 0.02058080842778338;
    p = p * d - 0.06735230105319563;
    p = p * d + 0.3224670334241132;
    p = p * d + 0.42278433509846713;
    value = d * p + rest;
  }
  return mirrored ? reflection - value : value;
}

/**
 * The derivative of lgamma: -inf at 0, inf at -0 and NaN at -1, -2, ..., as PyTorch has it.
 *
 * Within 1e-15 of the larger of 1 and the magnitude of its largest term (below 0, pi / tan(pi x)); its zeros are not
 * resolved any further.
 *
 * A polynomial between 2 and 3, the recurrence psi(x + 1) = psi(x) + 1 / x from there to 0 and to 10, then the asymptotic
 * series (DLMF 5.11.2); below 0 the reflection formula (DLMF 5.5.4).
 */
export function digamma(x: number): number {
  if (x === 0) return -1 / x;
  let y = x;
  let value = 0;
  if (x < 0) {
    const fraction = x - Math.round(x);
    if (fraction === 0) return NaN;
    value = -Math.PI / Math.tan(Math.PI * fraction);
    y = 1 - x;
  }
  if (y >= 10) {
    const z = 1 / y / y;
    let series = -0.4432598039215686;
    series = series * z + 0.08333333333333333;
    series = series * z - 0.021092796092796094;
    series = series * z + 0.007575757575757576;
    series = series * z - 0.004166666666666667;
    series = series * z + 0.003968253968253968;
    series = series * z - 0.008333333333333333;
    series = series * z + 0.08333333333333333;
    return value + (Math.log(y) - (0.5 / y + series * z));
  }
  while (y < 2) {
    value -= 1 / y;
    y += 1;
  }
  let terms = 0;
  while (y >= 3) {
    y -= 1;
    terms += 1 / y;
  }
  const d = y - 2.5;
  let p = -2.047891022197242e-7;
  p = p * d + 5.126050992843158e-7;
  p = p * d - 1.0661559311957542e-6;
  p = p * d + 2.672613474275583e-6;
  p = p * d - 6.802386003463138e-6;
  p = p * d + 1.7097814576852476e-5;
  p = p * d - 4.305222744303708e-5;
  p = p * d + 0.00010882468831361856;
  p = p * d - 0.0002764392890487257;
  p = p * d + 0.0007073882522027979;
  p = p * d - 0.0018305640368755439;
  p = p * d + 0.004821409817920042;
  p = p * d - 0.01307316664613865;
  p = p * d + 0.03731764146960415;
  p = p * d - 0.11810202582086357;
  p = p * d + 0.4903577561002345;
  p = p * d + 0.7031566406452432;
  return value + (terms + p);
}

/**
 * The derivative of digamma: infinite at 0, -1, -2, ...
 *
 * Within 1e-15 of its magnitude.
 *
 * The recurrence psi1(x) = psi1(x + 1) + 1 / x^2 to 10, then the asymptotic series (DLMF 5.15.8); below 0 the
 * reflection formula (DLMF 5.15.6).
 */
export function trigamma(x: number): number {
  let y = x;
  let reflection = 0;
  if (x < 0) {
    const fraction = x - Math.round(x);
    if (fraction === 0) return Infinity;
    const ratio = Math.PI / Math.sin(Math.PI * fraction);
    reflection = ratio * ratio;
    y = 1 - x;
  }
  let terms = 0;
  while (y < 10) {
    terms += 1 / (y * y);
    y += 1;
  }
  const inverse = 1 / y;
  const z = inverse * inverse;
  let series = 54.971177944862156;
  series = series * z - 7.092156862745098;
  series = series * z + 1.1666666666666667;
  series = series * z - 0.2531135531135531;
  series = series * z + 0.07575757575757576;
  series = series * z - 0.03333333333333333;
  series = series * z + 0.023809523809523808;
  series = series * z - 0.03333333333333333;
  series = series * z + 0.16666666666666666;
  const value = terms + (inverse + 0.5 * z + series * z * inverse);
  return x < 0 ? reflection - value : value;
}
