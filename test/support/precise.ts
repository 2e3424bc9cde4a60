/** A real number `mantissa * 2^exponent`, with up to 640 bits of mantissa: some 190 digits. */
export interface Precise {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const BITS = 640;
export const ZERO: Precise = { mantissa: 0n, exponent: 0 };
export const ONE: Precise = { mantissa: 1n, exponent: 0 };

function bitLength(x: bigint): number {
  return x === 0n ? 0 : (x < 0n ? -x : x).toString(16).length * 4;
}

function rounded(mantissa: bigint, exponent: number): Precise {
  if (mantissa === 0n) return ZERO;
  const extra = bitLength(mantissa) - BITS;
  return extra > 0 ? { mantissa: mantissa >> BigInt(extra), exponent: exponent + extra } : { mantissa, exponent };
}

/** The exact value of a finite float64. */
export function precise(x: number): Precise {
  if (x === 0) return ZERO;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const size = field === 0 ? fraction : fraction | 0x10000000000000n;
  return { mantissa: x < 0 ? -size : size, exponent: Math.max(field, 1) - 1075 };
}

/** The float64 next to `x`, give or take one step of its last digit. */
export function toNumber(x: Precise): number {
  const extra = Math.max(0, bitLength(x.mantissa) - 64);
  const scale = x.exponent + extra;
  const half = Math.trunc(scale / 2);
  return Number(x.mantissa >> BigInt(extra)) * 2 ** half * 2 ** (scale - half);
}

export function add(x: Precise, y: Precise): Precise {
  if (x.mantissa === 0n) return y;
  if (y.mantissa === 0n) return x;
  const [high, low] = x.exponent >= y.exponent ? [x, y] : [y, x];
  const shift = high.exponent - low.exponent;
  if (shift > 4 * BITS && bitLength(low.mantissa) < shift) return high;
  return rounded((high.mantissa << BigInt(shift)) + low.mantissa, low.exponent);
}

export const neg = (x: Precise): Precise => ({ mantissa: -x.mantissa, exponent: x.exponent });
export const sub = (x: Precise, y: Precise): Precise => add(x, neg(y));
export const mul = (x: Precise, y: Precise): Precise => rounded(x.mantissa * y.mantissa, x.exponent + y.exponent);
export const abs = (x: Precise): Precise => (x.mantissa < 0n ? neg(x) : x);
export const sign = (x: Precise): number => (x.mantissa > 0n ? 1 : x.mantissa < 0n ? -1 : 0);
export const compare = (x: Precise, y: Precise): number => sign(sub(x, y));

export function div(x: Precise, y: Precise): Precise {
  return rounded((x.mantissa << BigInt(2 * BITS)) / y.mantissa, x.exponent - y.exponent - 2 * BITS);
}

export function sqrt(x: Precise): Precise {
  if (x.mantissa === 0n) return ZERO;
  const shift = 2 * BITS + (Math.abs(x.exponent) % 2);
  const radicand = x.mantissa << BigInt(shift);
  let root = 1n << BigInt(Math.ceil(bitLength(radicand) / 2) + 1);
  for (;;) {
    const next = (root + radicand / root) >> 1n;
    if (next >= root) return rounded(root, (x.exponent - shift) / 2);
    root = next;
  }
}

/** By `exp(x) = exp(x / 2^k)^(2^k)` and Taylor's series; `|x|` must be below a million. */
export function exp(x: Precise): Precise {
  const halvings = Math.max(0, bitLength(x.mantissa) + x.exponent) + 24;
  const small: Precise = { mantissa: x.mantissa, exponent: x.exponent - halvings };
  let sum = ONE;
  let term = ONE;
  for (let n = 1; n < 200; n++) {
    term = div(mul(term, small), precise(n));
    if (term.mantissa === 0n || bitLength(term.mantissa) + term.exponent < -BITS - 8) break;
    sum = add(sum, term);
  }
  for (let square = 0; square < halvings; square++) sum = mul(sum, sum);
  return sum;
}

/** By Halley's iteration on `exp(y) = x`, from the float64 logarithm. */
export function log(x: Precise): Precise {
  const length = bitLength(x.mantissa);
  const start =
    Math.log(Number(x.mantissa >> BigInt(Math.max(0, length - 60)))) +
    (Math.max(0, length - 60) + x.exponent) * Math.LN2;
  let y = precise(start);
  for (let step = 0; step < 3; step++) {
    const e = exp(y);
    y = add(y, mul(precise(2), div(sub(x, e), add(x, e))));
  }
  return y;
}

const THIRD = div(ONE, precise(3));

/** Whether `x` is so small that three terms of a series in it have half of all digits. */
function isTiny(x: Precise): boolean {
  return bitLength(x.mantissa) + x.exponent < -BITS / 6;
}

export function expm1(x: Precise): Precise {
  if (!isTiny(x)) return sub(exp(x), ONE);
  const cubic = mul(mul(x, THIRD), precise(0.5));
  return mul(x, add(ONE, mul(x, add(precise(0.5), cubic))));
}

/** For `x` above -1. */
export function log1p(x: Precise): Precise {
  return isTiny(x) ? mul(x, sub(ONE, mul(x, sub(precise(0.5), mul(x, THIRD))))) : log(add(ONE, x));
}

/** pi = 16 atan(1/5) - 4 atan(1/239), by J. Machin. */
const PI = sub(mul(precise(16), atanOfInverse(5)), mul(precise(4), atanOfInverse(239)));

function atanOfInverse(n: number): Precise {
  let power = div(ONE, precise(n));
  let sum = ZERO;
  for (let k = 0; bitLength(power.mantissa) + power.exponent > -BITS; k++) {
    const term = div(power, precise(2 * k + 1));
    sum = k % 2 === 0 ? add(sum, term) : sub(sum, term);
    power = div(power, precise(n * n));
  }
  return sum;
}

/** By Taylor's series of x less whole turns. */
export function sin(x: Precise): Precise {
  const turns = Math.round(toNumber(x) / (2 * Math.PI));
  const angle = sub(x, mul(precise(2 * turns), PI));
  const square = mul(angle, angle);
  let sum = angle;
  let term = angle;
  for (let n = 2; term.mantissa !== 0n && bitLength(term.mantissa) + term.exponent > -2 * BITS; n += 2) {
    term = neg(div(mul(term, square), precise(n * (n + 1))));
    sum = add(sum, term);
  }
  return sum;
}

/** exp(-x^2) / sqrt(pi) */
export const density = (x: Precise): Precise => div(exp(neg(mul(x, x))), sqrt(PI));

/** By a series of positive terms (DLMF 7.6.2), for `|x|` up to 10. */
export function erf(x: Precise): Precise {
  if (x.mantissa === 0n) return ZERO;
  const square = mul(x, x);
  let term = x;
  let sum = x;
  for (let n = 1; bitLength(term.mantissa) + term.exponent > bitLength(sum.mantissa) + sum.exponent - BITS; n++) {
    term = div(mul(mul(precise(2), square), term), precise(2 * n + 1));
    sum = add(sum, term);
  }
  return mul(mul(precise(2), density(x)), sum);
}

/** From 8 on by a continued fraction (DLMF 7.9.1). */
export function erfc(x: Precise): Precise {
  const size = toNumber(x);
  if (size < -10) return sub(precise(2), erfc(neg(x)));
  if (size < 8) return sub(ONE, erf(x));
  let tail = x;
  for (let k = 300; k > 0; k--) tail = add(x, div(precise(k / 2), tail));
  return div(density(x), tail);
}
