// The error function and its relatives in float64: see special-functions.ts, where the other functions are.

/**
 * The error function, within 4e-16 of its magnitude.
 *
 * Below 1, x P(x^2); above, 1 less its complement.
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 1) {
    const z = x * x;
    let p = 5.957176147748911e-11;
    p = p * z - 1.1372848856791674e-9;
    p = p * z + 1.4659775274047436e-8;
    p = p * z - 1.6350312701054695e-7;
    p = p * z + 1.6461000484121368e-6;
    p = p * z - 1.4925595266831182e-5;
    p = p * z + 0.0001205533111164271;
    p = p * z - 0.000854832698083379;
    p = p * z + 0.0052239776248180145;
    p = p * z - 0.026866170645076792;
    p = p * z + 0.11283791670954879;
    p = p * z - 0.3761263890318375;
    p = p * z + 1.1283791670955126;
    return x * p;
  }
  if (size >= 6) return x > 0 ? 1 : -1;
  const value = 1 - expSquare(size, -1) * erfcxTail(size);
  return x < 0 ? -value : value;
}

/** Half the complement of the error function, (1 - erf(x)) / 2, within 1e-15 of its magnitude, where that is a normal number. */
export function halfErfc(x: number): number {
  if (!(x > 0.5)) return 0.5 - 0.5 * erf(x);
  return x < 30 ? 0.5 * expSquare(x, -1) * erfcxTail(x) : 0;
}

/** The complement of the error function, scaled: exp(x^2) (1 - erf(x)), within 1e-15 of its magnitude. */
export function erfcx(x: number): number {
  if (x > 0.5) return erfcxTail(x);
  if (x < -30) return Infinity;
  const scale = expSquare(x, 1);
  return x < -0.5 ? 2 * scale - erfcxTail(-x) : scale * (1 - erf(x));
}

/**
 * erfcx from 0.5 on: Q(t) / (1 + 2x) in t = (x - 2) / (x + 2) (the change of variable of M. Shepherd & J. Laframboise,
 * Chebyshev approximation of (1 + 2x) exp(x^2) erfc x, Math. Comp. 36, 1981); far out, 1 / (sqrt(pi) x).
 */
function erfcxTail(x: number): number {
  if (x > 1e9) return 0.5641895835477563 / x;
  const t = (x - 2) / (x + 2);
  let q = -3.375441266877228e-8;
  q = q * t - 5.776340273285328e-8;
  q = q * t + 5.272139263806782e-7;
  q = q * t - 9.227263849310392e-8;
  q = q * t - 1.4396114730010244e-6;
  q = q * t - 6.235883176265318e-7;
  q = q * t + 1.941403600576058e-6;
  q = q * t + 5.068174743875688e-6;
  q = q * t + 3.5322674893943927e-6;
  q = q * t - 1.3401897392761337e-5;
  q = q * t - 3.637918577829313e-5;
  q = q * t - 1.5381829934036546e-6;
  q = q * t + 0.0001510323973299416;
  q = q * t + 0.00020637246280831323;
  q = q * t - 0.00045434018825346915;
  q = q * t - 0.0014568145323066595;
  q = q * t + 0.0012713389289393652;
  q = q * t + 0.008722653913124188;
  q = q * t - 0.00803401508115301;
  q = q * t - 0.05422000099325379;
  q = q * t + 0.16405128003341757;
  q = q * t - 0.16603039761527402;
  q = q * t - 0.09276382658574582;
  q = q * t + 1.2769783815525286;
  return q / (1 + 2 * x);
}

/**
 * exp(x^2) or exp(-x^2), by the sign, for |x| of at most 30. The square of the first 24 bits of x is exact; the exponential of
 * the rest, which is below 1e-4, is a polynomial: rounding x^2 would cost 1e-13 at x = 25.
 */
function expSquare(x: number, sign: 1 | -1): number {
  const head = Math.fround(x);
  const rest = sign * (x - head) * (x + head);
  return Math.exp(sign * head * head) * (1 + rest * (1 + rest * (0.5 + rest / 6)));
}

/**
 * The derivative of h(x) = exp(-x^2) / (sqrt(pi) halfErfc(x)), which is h (h - 2x), within 4e-15 of its magnitude. Far out, where
 * that cancels, it is P(t) in t = (x - 2) / (x + 2), which tends to 2.
 */
export function erfcHazardSlope(x: number): number {
  if (x < -30) return 0;
  if (x < 2) {
    const hazard = 1.1283791670955126 / erfcx(x);
    return hazard * (hazard - 2 * x);
  }
  if (x > 1e9) return 2;
  const t = (x - 2) / (x + 2);
  let p = 0.00030960361563413545;
  p = p * t - 0.0027295978978401757;
  p = p * t + 0.010379661303099124;
  p = p * t - 0.02200775312325251;
  p = p * t + 0.028614448355415385;
  p = p * t - 0.025774547288031812;
  p = p * t + 0.021225410289906117;
  p = p * t - 0.014692680313097511;
  p = p * t - 0.001209333527295648;
  p = p * t + 0.004868883556917779;
  p = p * t + 0.01768558999593694;
  p = p * t - 0.00863635317672637;
  p = p * t - 0.04487181498762579;
  p = p * t + 0.011487590386725598;
  p = p * t + 0.11164514651820011;
  p = p * t - 0.038536389638100015;
  p = p * t - 0.29042238300342194;
  p = p * t + 0.3951628352860017;
  p = p * t + 1.8475016836475553;
  return p;
}
