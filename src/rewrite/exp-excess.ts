import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { apart, opposite, sumOf, type Term, termsOf } from "./terms.ts";

const negated = (terms: readonly Term[]): readonly Term[] =>
  terms.map(({ sign, node }) => ({ sign: opposite(sign), node }));

/** `p + q`, or `p - q`, where `exp(x) - 1 - x` or its negative is in that sum, as one term. */
export function expExcess(b: Build, p: Node, op: "add" | "sub", q: Node): Node | undefined {
  const terms = [...termsOf(p), ...(op === "add" ? termsOf(q) : negated(termsOf(q)))];
  // What is there twice, once with each sign, vanishes as it stands.
  if (apart(terms, negated(terms))[1].length < terms.length) return undefined;
  for (const exponential of terms) {
    const { sign, node } = exponential;
    const x = exponentOf(b, node);
    if (node.kind !== "map" || x === undefined) continue;
    const subtracted = [...termsOf(x), ...(node.op === "expm1" ? [] : termsOf(b.real(1)))];
    const [rest, missing] = apart(terms, [exponential, ...(sign === 1 ? negated(subtracted) : subtracted)]);
    if (missing.length === 0) return sumOf(b, [...rest, { sign, node: b.map("exp_excess", x) }]);
  }
  return undefined;
}

/** What an exponential is one of, also where 1 is taken from it already; a sigmoid is one of its logarithm. */
function exponentOf(b: Build, node: Node): Node | undefined {
  if (node.kind !== "map") return undefined;
  const x = node.args[0]!;
  if (node.op === "sigmoid") return b.graph.map("log_sigmoid", "real", [x]);
  return node.op === "exp" || node.op === "expm1" ? x : undefined;
}
