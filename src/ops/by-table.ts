import type { Node } from "../ir/graph.ts";
import type { Build } from "./build.ts";
import { ANYTHING, NON_NEGATIVE } from "./interval.ts";
import type { Operator } from "./operator.ts";

/** Adding and subtracting it rounds a float64 of magnitude below 2^51 to a whole number. */
const ROUNDER = 1.5 * 2 ** 52;

const rounded = (b: Build, x: Node): Node => b.sub(b.add(x, b.real(ROUNDER)), b.real(ROUNDER));

/** c0 + x * (c1 + x * (c2 + ...)) */
const polynomial = (b: Build, x: Node, coefficients: readonly number[]): Node =>
  coefficients.map((c) => b.real(c)).reduceRight((rest, c) => b.add(c, b.mul(x, rest)));

/**
 * e^x from tables of powers of two and a polynomial of degree 3 (Tang 1989): x = k log(2) / 64 + r. The relative error is
 * below 4e-11 where the result is a normal number; overflow, underflow, infinities and NaN are those of exp.
 */
export function expByTable(b: Build, x: Node): Node {
  const { k, r } = reduced(b, x);
  const fraction = b.mul(b.map("exp2_fraction", k), polynomial(b, r, [1, 1, 1 / 2, 1 / 6]));
  return b.mul(b.map("exp2_whole", k), fraction);
}

/** e^x - 1 as (T - 1) + T * (e^r - 1), with T = 2^(k/64): relative error below 1e-11, also about 0, where T is 1. */
export function expm1ByTable(b: Build, x: Node): Node {
  const { k, r } = reduced(b, x);
  const power = b.mul(b.map("exp2_whole", k), b.map("exp2_fraction", k));
  const rest = b.mul(r, polynomial(b, r, [1, 1 / 2, 1 / 6, 1 / 24]));
  return b.add(b.sub(power, b.real(1)), b.mul(power, rest));
}

/** x = k log(2) / 64 + r with a whole k, for x brought to where exp is neither 0 nor infinite. */
function reduced(b: Build, x: Node): { k: Node; r: Node } {
  const inside = b.select(b.gt(x, b.real(710)), b.real(710), b.select(b.lt(x, b.real(-746)), b.real(-746), x));
  const k = rounded(b, b.mul(inside, b.real(64 / Math.LN2)));
  const r = b.sub(inside, b.mul(k, b.real(Math.LN2 / 64)));
  return { k, r };
}

/** log(1 + x) for 0 <= x <= 1, from tables and a polynomial of degree 5 (Tang 1990). Relative error below 5e-12. */
export function log1pByTable(b: Build, x: Node): Node {
  const k = rounded(b, b.mul(x, b.real(64)));
  const r = b.mul(b.sub(x, b.mul(k, b.real(1 / 64))), b.map("log1p_slope", k));
  return b.add(b.map("log1p_whole", k), b.mul(r, polynomial(b, r, [1, -1 / 2, 1 / 3, -1 / 4, 1 / 5])));
}

/**
 * log(x) of a float32 number, from tables and a polynomial of degree 5 (Tang 1990): x is brought to [1, 2) by a power of
 * two, which the leading zeros of x * 2^22 give. Outside of 2.5e-7 to 511, and for NaN, the library's log. The absolute
 * error is below 1e-15 about 1, where log is 0 and the next float32 number has 6e-8: within a fifth of an ulp of float32.
 */
export function logByTable(b: Build, x: Node): Node {
  const place = b.map("binade", x);
  const near = b.mul(x, b.map("binade_scale", place));
  const k = rounded(b, b.sub(b.mul(near, b.real(128)), b.real(128)));
  const r = b.sub(b.mul(near, b.map("log_slope", k)), b.real(1));
  const small = b.mul(r, polynomial(b, r, [1, -1 / 2, 1 / 3, -1 / 4, 1 / 5]));
  const inside = b.and(b.gt(x, b.real(2.5e-7)), b.lt(x, b.real(511)));
  const looked = b.add(b.add(b.map("binade_log", place), b.map("log_whole", k)), small);
  return b.select(inside, looked, b.map("log_call", x));
}

/** log(1 - x) of a float32 number: through `logByTable` where x is not so small that 1 - x loses it. */
export function log1mByTable(b: Build, x: Node): Node {
  return b.select(b.gt(x, b.real(0.001)), logByTable(b, b.sub(b.real(1), x)), b.map("log1p_call", b.neg(x)));
}

/** sign(x) without a branch that random signs would mispredict: a finite number divided by its magnitude is exactly 1 or -1. */
export function signByDivision(b: Build, x: Node): Node {
  const size = b.abs(x);
  const one = b.select(b.lt(size, b.real(Infinity)), b.div(x, size), b.map("sign_call", x));
  return b.select(b.eq(x, b.real(0)), b.real(0), one);
}

/** Whether a node is an exponential, as it is spelled or as `expByTable` makes it. */
export function isExponential(node: Node): boolean {
  if (node.kind !== "map") return false;
  const first = node.args[0]!;
  return node.op === "exp" || (node.op === "mul" && first.kind === "map" && first.op === "exp2_whole");
}

const lookup = (doc: string, meaning: (k: number) => number): Operator => ({
  doc,
  arity: 1,
  signature: "real",
  meaning,
  range: () => NON_NEGATIVE,
});

/** Tables as operators of a whole number, which stand only in what this file makes. */
export const tables = {
  exp2_whole: lookup("2 ^ floor(k / 64) of a whole k from -68928 to 65599.", (k) => 2 ** Math.floor(k / 64)),
  exp2_fraction: lookup("2 ^ (k / 64 - floor(k / 64)) of a whole k.", (k) => 2 ** (k / 64 - Math.floor(k / 64))),
  log1p_whole: lookup("log(1 + k / 64) of a whole k from 0 to 64.", (k) => Math.log1p(k / 64)),
  log1p_slope: lookup("1 / (1 + k / 64) of a whole k from 0 to 64.", (k) => 1 / (1 + k / 64)),
  binade: lookup("The leading zeros of x * 2^22 as an int of 32 bits.", (x) => Math.clz32(x * 2 ** 22)),
  binade_scale: lookup("The power of two that brings the numbers of a binade to [1, 2).", (k) => 2 ** (k - 9)),
  binade_log: {
    ...lookup("The logarithm of the smallest number of a binade.", (k) => (9 - k) * Math.LN2),
    range: () => ANYTHING,
  },
  log_whole: lookup("log(1 + k / 128) of a whole k from 0 to 128.", (k) => Math.log1p(k / 128)),
  log_slope: lookup("1 / (1 + k / 128) of a whole k from 0 to 128.", (k) => 1 / (1 + k / 128)),
  sign_call: { ...lookup("sign as the target's library has it.", Math.sign), range: () => ANYTHING },
  log_call: { ...lookup("log as the target's library has it.", Math.log), range: () => ANYTHING },
  log1p_call: { ...lookup("log1p as the target's library has it.", Math.log1p), range: () => ANYTHING },
} as const satisfies Record<string, Operator>;
