import type { Node } from "../ir/graph.ts";
import type { Build } from "./build.ts";
import { erf, erfcHazardSlope, erfcx, halfErfc } from "./erf-functions.ts";
import { hull, NON_NEGATIVE, UNIT } from "./interval.ts";
import type { Operator, Partial } from "./operator.ts";

const SQRT_PI = Math.sqrt(Math.PI);

const logHalfErfc = (x: number) => (x > 0 ? Math.log(0.5 * erfcx(x)) - x * x : Math.log1p(-halfErfc(-x)));

/** What is beyond |x|: erfcx / 2 of that, and the same times `scale = exp(-x^2)`. Both tails of x share it. */
function tailBeyond(b: Build, x: Node) {
  const square = b.mul(x, x);
  const scale = b.exp(b.neg(square));
  const half = b.mul(b.real(0.5), b.map("erfcx", b.abs(x)));
  return { isUpper: b.gt(x, b.real(0)), square, scale, half, rare: b.mul(scale, half) };
}

/** ierfc(x) / (erfc(x) / 2), which is h - 2x of the hazard h: the derivative of that is h (h - 2x). */
const scaledExcess = (x: number) => (erfcHazardSlope(x) * erfcx(x) * SQRT_PI) / 2;

/** The same of a node. */
const scaledExcessOf = (b: Build, x: Node): Node => b.div(b.map("erfc_hazard_slope", x), b.map("erfc_hazard", x));

/** exp(-x^2) / sqrt(pi), the density of a normal number of variance 1/2. */
const density = (b: Build, x: Node): Node => b.mul(b.real(1 / SQRT_PI), b.exp(b.neg(b.mul(x, x))));

/** Beyond it and its negative are the tails, where erf has lost digits that its complement has. */
const NEAR = 0.5;

/**
 * Two bounds by those of the upper tail, if both are in one tail: from p to q there is as much as from x to y,
 * `exp(-p^2) * scaled / 2`, with `scaled = erfcx(p) - exp(p^2 - q^2) * erfcx(q)`.
 */
function inTail(x: number, y: number) {
  const isTail = Math.min(x, y) > NEAR || Math.max(x, y) < -NEAR;
  const [p, q] = x > 0 ? [x, y] : [-y, -x];
  const scaled = p === q ? 0 : erfcx(p) - erfcx(q) - Math.expm1((p - q) * (p + q)) * erfcx(q);
  return { isTail, p, scaled };
}

/** The same of nodes. */
function inTailOf(b: Build, x: Node, y: Node) {
  const isTail = b.or(b.gt(b.min(x, y), b.real(NEAR)), b.lt(b.max(x, y), b.real(-NEAR)));
  const isUpper = b.gt(x, b.real(0));
  const [p, q] = [b.select(isUpper, x, b.neg(y)), b.select(isUpper, y, b.neg(x))];
  const [first, second] = [b.map("erfcx", p), b.map("erfcx", q)];
  const gap = b.map("expm1", b.mul(b.sub(p, q), b.add(p, q)));
  const scaled = b.select(b.eq(p, q), b.real(0), b.sub(b.sub(first, second), b.mul(gap, second)));
  return { isTail, isUpper, p, scaled };
}

const mass = (x: number, y: number): number => {
  if (!inTail(x, y).isTail) return 0.5 * (erf(y) - erf(x));
  return x > 0 ? halfErfc(x) - halfErfc(y) : halfErfc(-y) - halfErfc(-x);
};

/** (erf(y) - erf(x)) / 2 where that is no difference of numbers that are almost 1. */
const nearMass = (b: Build, x: Node, y: Node): Node => b.mul(b.real(0.5), b.sub(b.map("erf", y), b.map("erf", x)));

/** A slope in a bound, which is a hard 0 where that is infinite. */
function inBound(b: Build, x: Node, factor: Node): Partial {
  return { when: b.lt(b.abs(x), b.real(Infinity)), factor, generic: () => ({ factor }) };
}

const INFINITE_BOUND = "a difference of normal distribution functions: gradient 0 in an infinite bound";

/** The error function, its complement, and what is between two bounds: probabilities of a normal number of variance 1/2. */
export const errorFunctions = {
  erf: {
    doc: "The error function.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: erf,
    partials: (b, [x]) => [{ factor: b.mul(b.real(2), density(b, x!)) }],
    range: () => hull(-1, 1),
  },
  erfc: {
    doc: "1 - erf(x), accurate where that is small.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: (x) => 2 * halfErfc(x),
    partials: (b, [x]) => [{ factor: b.mul(b.real(-2), density(b, x!)) }],
    decompose: (b, x) => b.mul(b.real(2), b.map("half_erfc", x)),
    range: () => hull(0, 2),
  },
  half_erfc: {
    doc: "(1 - erf(x)) / 2, the probability that a normal number of variance 1/2 exceeds x.",
    arity: 1,
    signature: "real",
    meaning: halfErfc,
    partials: (b, [x]) => [{ factor: b.neg(density(b, x!)) }],
    range: () => UNIT,
  },
  erfcx: {
    doc: "exp(x^2) * erfc(x), without underflow.",
    arity: 1,
    signature: "real",
    meaning: erfcx,
    partials: (b, [x], out) => {
      const excess = b.sub(b.map("erfc_hazard", x!), b.mul(b.real(2), x!));
      return [{ factor: b.neg(b.mul(out, b.select(b.gt(x!, b.real(0)), scaledExcessOf(b, x!), excess))) }];
    },
    range: () => NON_NEGATIVE,
  },
  log_half_erfc: {
    doc: "log(erfc(x) / 2), without underflow and accurate where that is almost 0.",
    arity: 1,
    signature: "real",
    meaning: logHalfErfc,
    partials: (b, [x]) => [{ factor: b.neg(b.map("erfc_hazard", x!)) }],
    decompose: (b, x) => {
      const { isUpper, square, half, rare } = tailBeyond(b, x);
      return b.select(isUpper, b.sub(b.log(half), square), b.log1p(b.neg(rare)));
    },
    range: () => ({ lo: -Infinity, hi: 0 }),
  },
  log_erfc: {
    doc: "log(erfc(x)), without underflow and accurate near 0.",
    arity: 1,
    signature: "real",
    meaning: (x) => (Math.abs(x) < NEAR ? Math.log1p(-erf(x)) : Math.LN2 + logHalfErfc(x)),
    partials: (b, [x]) => [{ factor: b.neg(b.map("erfc_hazard", x!)) }],
    decompose: (b, x) =>
      b.select(
        b.lt(b.abs(x), b.real(NEAR)),
        b.log1p(b.neg(b.map("erf", x))),
        b.add(b.real(Math.LN2), b.map("log_half_erfc", x)),
      ),
    range: () => ({ lo: -Infinity, hi: Math.LN2 }),
  },
  erfc_hazard: {
    doc: "exp(-x^2) / (sqrt(pi) * erfc(x) / 2), the hazard of a normal number of variance 1/2, without 0 / 0.",
    arity: 1,
    signature: "real",
    meaning: (x) => 2 / SQRT_PI / erfcx(x),
    partials: (b, [x]) => [{ factor: b.map("erfc_hazard_slope", x!) }],
    decompose: (b, x) => {
      const { isUpper, scale, half, rare } = tailBeyond(b, x);
      const above = b.div(b.real(1), half);
      const below = b.div(scale, b.sub(b.real(1), rare));
      return b.mul(b.real(1 / SQRT_PI), b.select(isUpper, above, below));
    },
    range: () => NON_NEGATIVE,
  },
  erfc_hazard_slope: {
    doc: "h * (h - 2 * x) of h = erfc_hazard(x): the derivative of erfc_hazard.",
    arity: 1,
    signature: "real",
    meaning: erfcHazardSlope,
    range: () => NON_NEGATIVE,
  },
  ierfc: {
    doc: "exp(-x^2) / sqrt(pi) - x * erfc(x), the integral of erfc from x on, accurate where that is small.",
    arity: 1,
    signature: "real",
    meaning: (x) => (x > 0 ? halfErfc(x) * scaledExcess(x) : Math.exp(-x * x) / SQRT_PI - 2 * x * halfErfc(x)),
    partials: (b, [x]) => [{ factor: b.mul(b.real(-2), b.map("half_erfc", x!)) }],
    decompose: (b, x) => {
      const tail = b.map("half_erfc", x);
      const below = b.sub(density(b, x), b.mul(b.real(2), b.mul(x, tail)));
      return b.select(b.gt(x, b.real(0)), b.mul(tail, scaledExcessOf(b, x)), below);
    },
    range: () => NON_NEGATIVE,
  },
  log_ierfc: {
    doc: "log(exp(-x^2) / sqrt(pi) - x * erfc(x)), without underflow.",
    arity: 1,
    signature: "real",
    meaning: (x) =>
      x > 0 ? logHalfErfc(x) + Math.log(scaledExcess(x)) : Math.log(Math.exp(-x * x) / SQRT_PI - 2 * x * halfErfc(x)),
    partials: (b, [x]) => {
      const plain = b.div(b.mul(b.real(-2), b.map("half_erfc", x!)), b.map("ierfc", x!));
      const factor = b.select(b.gt(x!, b.real(0)), b.div(b.real(-2), scaledExcessOf(b, x!)), plain);
      return [{ factor, generic: () => ({ factor: plain }) }];
    },
    decompose: (b, x) => {
      const tail = b.add(b.map("log_half_erfc", x), b.log(scaledExcessOf(b, x)));
      return b.select(b.gt(x, b.real(0)), tail, b.log(b.map("ierfc", x)));
    },
  },
  erf_mass: {
    doc: "(erf(y) - erf(x)) / 2, the probability that a normal number of variance 1/2 is between x and y; accurate in both tails.",
    arity: 2,
    signature: "real",
    meaning: mass,
    partials: (b, [x, y]) => [inBound(b, x!, b.neg(density(b, x!))), inBound(b, y!, density(b, y!))],
    convention: INFINITE_BOUND,
    decompose: (b, x, y) => {
      const { isTail, isUpper } = inTailOf(b, x, y);
      const beyond = (p: Node, q: Node) => b.sub(b.map("half_erfc", p), b.map("half_erfc", q));
      return b.select(isTail, b.select(isUpper, beyond(x, y), beyond(b.neg(y), b.neg(x))), nearMass(b, x, y));
    },
    range: () => hull(-1, 1),
  },
  log_erf_mass: {
    doc: "log((erf(y) - erf(x)) / 2), also where that is almost 1, or too small for a float.",
    arity: 2,
    signature: "real",
    meaning: (x, y) => {
      const { isTail, p, scaled } = inTail(x, y);
      if (isTail) return Math.log(0.5 * scaled) - p * p;
      const all = mass(x, y);
      return all > 0.5 ? Math.log1p(-(halfErfc(-x) + halfErfc(y))) : Math.log(all);
    },
    partials: (b, [x, y]) => [
      inBound(b, x!, b.neg(b.map("truncated_density", x!, x!, y!))),
      inBound(b, y!, b.map("truncated_density", y!, x!, y!)),
    ],
    convention: INFINITE_BOUND,
    decompose: (b, x, y) => {
      const { isTail, p, scaled } = inTailOf(b, x, y);
      const tail = b.sub(b.log(b.mul(b.real(0.5), scaled)), b.mul(p, p));
      const near = nearMass(b, x, y);
      const rest = b.add(b.map("half_erfc", b.neg(x)), b.map("half_erfc", y));
      return b.select(isTail, tail, b.select(b.gt(near, b.real(0.5)), b.log1p(b.neg(rest)), b.log(near)));
    },
    range: () => ({ lo: -Infinity, hi: 0 }),
  },
  truncated_density: {
    doc: "exp(-z^2) / (sqrt(pi) * erf_mass(x, y)), the density at z where a normal number is between x and y, without 0 / 0.",
    arity: 3,
    signature: "real",
    meaning: (z, x, y) => {
      const { isTail, p, scaled } = inTail(x, y);
      const size = Math.abs(z);
      if (isTail) return ((2 / SQRT_PI) * Math.exp((p - size) * (p + size))) / scaled;
      return Math.exp(-z * z) / SQRT_PI / mass(x, y);
    },
    partials: (b, [z, x, y], out) => [
      { factor: b.mul(b.mul(b.real(-2), z!), out) },
      inBound(b, x!, b.mul(out, b.map("truncated_density", x!, x!, y!))),
      inBound(b, y!, b.neg(b.mul(out, b.map("truncated_density", y!, x!, y!)))),
    ],
    decompose: (b, z, x, y) => {
      const { isTail, p, scaled } = inTailOf(b, x, y);
      const size = b.abs(z);
      const scale = b.exp(b.mul(b.sub(p, size), b.add(p, size)));
      return b.select(
        isTail,
        b.div(b.mul(b.real(2 / SQRT_PI), scale), scaled),
        b.div(density(b, z), nearMass(b, x, y)),
      );
    },
  },
} as const satisfies Record<string, Operator>;
