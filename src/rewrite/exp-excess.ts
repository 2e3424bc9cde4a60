import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { logOf } from "./log-of.ts";
import { apart, negated, sumOf, type Term, termsOf } from "./terms.ts";

/** `p + q`, or `p - q`, where `exp(x) - 1 - x` or its negative is in that sum, as one term. */
export function expExcess(b: Build, p: Node, op: "add" | "sub", q: Node): Node | undefined {
  const terms = [...termsOf(p), ...(op === "add" ? termsOf(q) : negated(termsOf(q)))];
  // What is there twice, once with each sign, vanishes as it stands.
  if (apart(terms, negated(terms))[1].length < terms.length) return undefined;
  for (const exponential of terms) {
    const { sign, node } = exponential;
    const x = exponentOf(b, node) ?? (terms.some(isLog) ? exponentOfProduct(b, node) : undefined);
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

const isLog = ({ node }: Term): boolean => node.kind === "map" && node.op === "log";

const isExp = (node: Node): boolean => node.kind === "map" && node.op === "exp";

/** A product with an exponential is the exponential of its logarithm. */
const exponentOfProduct = (b: Build, node: Node): Node | undefined =>
  node.kind === "map" && node.op === "mul" && node.args.some(isExp) ? logOf(b, node) : undefined;
