import type { Node } from "../ir/graph.ts";
import type { Build } from "./build.ts";
import { ANYTHING, hull, NON_NEGATIVE, UNIT } from "./interval.ts";
import type { Operator } from "./operator.ts";

/** Powers up to this one are taken by products. */
const MOST_FACTORS = 8;

/**
 * (1 + x)^n - 1 of a whole n > 0, by squaring: of a power t + 1 the square less 1 is t (t + 2), and that times 1 + x, less 1,
 * is t + x (t + 1). For -1 <= x neither cancels.
 */
function wholePower(b: Build, x: Node, n: number): Node {
  if (n === 1) return x;
  const half = wholePower(b, x, Math.floor(n / 2));
  const square = b.mul(half, b.add(b.real(2), half));
  return n % 2 === 0 ? square : b.add(square, b.mul(x, b.add(b.real(1), square)));
}

/** (1 + x)^y - 1, which is expm1(y log1p(x)) where that is small or 1 + x has lost digits of x. */
function powerLessOne(x: number, y: number): number {
  const exponent = y * Math.log1p(x);
  return Math.abs(x) < 0.5 || Math.abs(exponent) < 1 ? Math.expm1(exponent) : (1 + x) ** y - 1;
}

/** Below this size, exp(x) - 1 - x is a polynomial, x^2 / 2 (1 + x / 3 (1 + x / 4 (1 + ...))); above it loses 3 bits. */
const SERIES = 0.5;
/** The divisors of that polynomial, the innermost first; what is cut off is within 1e-15 of the whole. */
const DIVISORS = [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3];

const expExcess = (x: number) =>
  Math.abs(x) < SERIES ? 0.5 * x * x * DIVISORS.reduce((sum, n) => 1 + (x / n) * sum, 1) : Math.expm1(x) - x;

/**
 * Below this size, x - log(1 + x) is (x - 2 r^2 (1/3 + r^2 / 5 + r^4 / 7 + ...)) r with r = x / (2 + x), as log(1 + x) is
 * 2 artanh(r); above it loses 4 bits.
 */
export const LOG_SERIES = 0.3;
/** The coefficients of that series, the last first; what is cut off is within 1e-17 of the whole. */
const ARTANH = [23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3].map((n) => 1 / n);

function logExcess(x: number): number {
  if (Math.abs(x) >= LOG_SERIES) return x - Math.log1p(x);
  const r = x / (2 + x);
  return r * (x - 2 * r * r * ARTANH.reduce((sum, c) => c + r * r * sum, 0));
}

/** exp(x) - exp(y) of a larger x. */
const above = (x: number, y: number) => Math.exp(x) * -Math.expm1(y - x);

/** x + sqrt(x^2 + y), which for a negative x is y over what the root has beyond x. */
function plusRoot(x: number, y: number): number {
  const root = Math.sqrt(x * x + y);
  return x < 0 ? y / (root - x) : x + root;
}

/** Differences of numbers that may be almost equal, and quotients whose slopes are such, without the cancellation. */
export const differences = {
  portion: {
    doc: "x / (x + y), with a slope in x that is accurate also where x is almost all of the sum.",
    arity: 2,
    signature: "real",
    meaning: (x, y) => x / (x + y),
    partials: (b, [x, y], out) => {
      const sum = b.add(x!, y!);
      return [{ factor: b.div(b.div(y!, sum), sum) }, { factor: b.neg(b.div(out, sum)) }];
    },
    decompose: (b, x, y) => b.div(x, b.add(x, y)),
    range: (x, y) => (x.lo >= 0 && y.lo >= 0 ? UNIT : ANYTHING),
  },
  over_root: {
    doc: "x / sqrt(x^2 + y), with a slope in x that is accurate also where this is almost 1.",
    arity: 2,
    signature: "real",
    meaning: (x, y) => x / Math.sqrt(x * x + y),
    partials: (b, [x, y], out) => {
      const square = b.add(b.mul(x!, x!), y!);
      const root = b.map("sqrt", square);
      return [{ factor: b.div(b.div(y!, square), root) }, { factor: b.div(b.mul(b.real(-0.5), out), square) }];
    },
    decompose: (b, x, y) => b.div(x, b.map("sqrt", b.add(b.mul(x, x), y))),
    range: (_, y) => (y.lo > 0 ? hull(-1, 1) : ANYTHING),
  },
  plus_root: {
    doc: "x + sqrt(x^2 + y), accurate also where x is negative and the two are almost opposite.",
    arity: 2,
    signature: "real",
    meaning: plusRoot,
    partials: (b, [x, y], out) => {
      const root = b.map("sqrt", b.add(b.mul(x!, x!), y!));
      return [{ factor: b.div(out, root) }, { factor: b.div(b.real(0.5), root) }];
    },
    decompose: (b, x, y) => {
      const root = b.map("sqrt", b.add(b.mul(x, x), y));
      return b.select(b.lt(x, b.real(0)), b.div(y, b.sub(root, x)), b.add(x, root));
    },
    range: (_, y) => (y.lo >= 0 ? NON_NEGATIVE : ANYTHING),
  },
  pow1pm1: {
    doc: "(1 + x) ^ y - 1, accurate near x = 0.",
    arity: 2,
    signature: "real",
    meaning: powerLessOne,
    partials: (b, [x, y]) => {
      const factor = b.mul(y!, b.pow(b.add(b.real(1), x!), b.sub(y!, b.real(1))));
      return [{ when: b.ne(y!, b.real(0)), factor, generic: () => ({ factor }) }, null];
    },
    decompose: (b, x, y) => {
      const isWhole = y.kind === "constant" && Number.isInteger(y.value) && y.value > 0 && y.value <= MOST_FACTORS;
      if (isWhole) return wholePower(b, x, y.value);
      const exponent = b.mul(y, b.log1p(x));
      const isNear = b.or(b.lt(b.abs(x), b.real(0.5)), b.lt(b.abs(exponent), b.real(1)));
      const far = b.sub(b.pow(b.add(b.real(1), x), y), b.real(1));
      return b.select(isNear, b.map("expm1", exponent), far);
    },
  },
  exp_excess: {
    doc: "exp(x) - 1 - x, accurate near 0.",
    arity: 1,
    signature: "real",
    meaning: expExcess,
    partials: (b, [x]) => [{ factor: b.map("expm1", x!) }],
    decompose: (b, x) => {
      const one = b.real(1);
      const series = DIVISORS.reduce((sum, n) => b.add(one, b.mul(b.mul(b.real(1 / n), x), sum)), one);
      const near = b.mul(b.mul(b.real(0.5), b.mul(x, x)), series);
      return b.select(b.lt(b.abs(x), b.real(SERIES)), near, b.sub(b.map("expm1", x), x));
    },
    range: () => NON_NEGATIVE,
  },
  log1p_excess: {
    doc: "x - log(1 + x), accurate near 0.",
    arity: 1,
    signature: "real",
    meaning: logExcess,
    partials: (b, [x]) => [{ factor: b.div(x!, b.add(b.real(1), x!)) }],
    decompose: (b, x) => {
      const r = b.div(x, b.add(b.real(2), x));
      const square = b.mul(r, r);
      const series = ARTANH.reduce((sum, c) => b.add(b.real(c), b.mul(square, sum)), b.real(0));
      const near = b.mul(r, b.sub(x, b.mul(b.mul(b.real(2), square), series)));
      return b.select(b.lt(b.abs(x), b.real(LOG_SERIES)), near, b.sub(x, b.log1p(x)));
    },
    range: () => NON_NEGATIVE,
  },
  exp_difference: {
    doc: "exp(x) - exp(y), accurate also where the two are almost equal.",
    arity: 2,
    signature: "real",
    meaning: (x, y) => (x === y ? Math.exp(x) - Math.exp(y) : x > y ? above(x, y) : -above(y, x)),
    partials: (b, [x, y]) => [{ factor: b.exp(x!) }, { factor: b.neg(b.exp(y!)) }],
    decompose: (b, x, y) => {
      const gap = b.select(b.eq(x, y), b.real(0), b.neg(b.abs(b.sub(x, y))));
      const share = b.map("expm1", gap);
      return b.select(b.lt(x, y), b.mul(b.exp(y), share), b.neg(b.mul(b.exp(x), share)));
    },
    range: (x, y) => ({ lo: x.lo >= y.hi ? 0 : -Math.exp(y.hi), hi: x.hi <= y.lo ? 0 : Math.exp(x.hi) }),
  },
} as const satisfies Record<string, Operator>;
