import type { Node } from "../ir/graph.ts";
import type { Build } from "./build.ts";
import { NON_NEGATIVE } from "./interval.ts";
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
  const inside = b.min(b.max(x, b.real(-746)), b.real(710));
  const k = rounded(b, b.mul(inside, b.real(64 / Math.LN2)));
  const r = b.sub(inside, b.mul(k, b.real(Math.LN2 / 64)));
  const fraction = b.mul(b.map("exp2_fraction", k), polynomial(b, r, [1, 1, 1 / 2, 1 / 6]));
  return b.mul(b.map("exp2_whole", k), fraction);
}

/** log(1 + x) for 0 <= x <= 1, from tables and a polynomial of degree 5 (Tang 1990). Relative error below 5e-12. */
export function log1pByTable(b: Build, x: Node): Node {
  const k = rounded(b, b.mul(x, b.real(64)));
  const r = b.mul(b.sub(x, b.mul(k, b.real(1 / 64))), b.map("log1p_slope", k));
  return b.add(b.map("log1p_whole", k), b.mul(r, polynomial(b, r, [1, -1 / 2, 1 / 3, -1 / 4, 1 / 5])));
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
} as const satisfies Record<string, Operator>;
