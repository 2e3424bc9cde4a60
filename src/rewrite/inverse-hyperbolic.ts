import { isConstant, type Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { isSetting } from "./facts.ts";
import { gapOf, otherThan } from "./terms.ts";

/**
 * The logarithm of `x + sqrt(x^2 - c)`, which is acosh(x / sqrt(c)) + log(sqrt(c)), for a setting c > 0. Where the root is taken
 * from x, acosh changes its sign.
 */
export function logOfAcosh(b: Build, sum: Node): Node | undefined {
  if (sum.kind !== "map" || (sum.op !== "add" && sum.op !== "sub")) return undefined;
  const [first, second] = sum.args as [Node, Node];
  const isFirst = sum.op === "add" && first.kind === "map" && first.op === "sqrt";
  const [root, x] = isFirst ? [first, second] : [second, first];
  const c = root.kind === "map" && root.op === "sqrt" ? subtrahendOf(b, root.args[0]!, x) : undefined;
  if (c === undefined || !isSetting(c)) return undefined;
  const unit = b.map("sqrt", c);
  const acosh = b.map("acosh1p", b.div(gapOf(b, x, unit), unit));
  return wherePositive(b, c, sum, b.map(sum.op, b.log(unit), acosh));
}

/** The c of `x^2 - c`; where that is 1, also as it keeps the digits of d = x - 1, or as `d * (d + 2)`. */
function subtrahendOf(b: Build, node: Node, x: Node): Node | undefined {
  if (node.kind !== "map") return undefined;
  const [p, q] = node.args as [Node, Node];
  const distance = gapOf(b, x, b.real(1));
  if (node.op === "pow1pm1") return isConstant(q, 2) && distance === p ? b.real(1) : undefined;
  if (node.op === "mul") {
    const isSquare = node.args.includes(distance) && isConstant(gapOf(b, otherThan(node, distance), distance), 2);
    return isSquare ? b.real(1) : undefined;
  }
  const square = b.mul(x, x);
  if (node.op === "sub") return p === square && !(q.kind === "constant" && q.value <= 0) ? q : undefined;
  const c = node.op === "add" ? (p === square ? q : q === square ? p : undefined) : undefined;
  return c?.kind === "constant" && c.value < 0 ? b.neg(c) : undefined;
}

/** The logarithm of `x + sqrt(x^2 + c)`, which is asinh(x / sqrt(c)) + log(sqrt(c)), for a setting c > 0. */
export function logOfAsinh(b: Build, sum: Node): Node | undefined {
  if (sum.kind !== "map" || sum.op !== "plus_root") return undefined;
  const [x, c] = sum.args as [Node, Node];
  if (!isSetting(c) || (c.kind === "constant" && c.value <= 0)) return undefined;
  const unit = b.map("sqrt", c);
  return wherePositive(b, c, sum, b.add(b.map("asinh", b.div(x, unit)), b.log(unit)));
}

/** The logarithm of a node, as it is known where c > 0. */
function wherePositive(b: Build, c: Node, node: Node, log: Node): Node {
  return c.kind === "constant" ? log : b.select(b.gt(c, b.real(0)), log, b.graph.map("log", "real", [node]));
}
