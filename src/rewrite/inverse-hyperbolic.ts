import { isConstant, type Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { isSetting } from "./facts.ts";
import { gapOf } from "./terms.ts";

/**
 * The logarithm of `x + sqrt(x^2 + c)`, which is asinh(x / sqrt(c)) + log(sqrt(c)), and of `x + sqrt(x^2 - c)`, which is the same of
 * acosh, for a setting c > 0. Where a root is taken from x, or an x from a root, one of the two changes its sign.
 */
export function inverseHyperbolic(b: Build, sum: Node): Node | undefined {
  if (sum.kind !== "map" || (sum.op !== "add" && sum.op !== "sub")) return undefined;
  const [first, second] = sum.args as [Node, Node];
  const isFirst = first.kind === "map" && first.op === "sqrt";
  const [root, other] = isFirst ? [first, second] : [second, first];
  if (root.kind !== "map" || root.op !== "sqrt") return undefined;
  const x = sum.op === "sub" && isFirst ? b.neg(other) : other;
  const { c, isLess } = shiftedSquare(b, root.args[0]!, other) ?? {};
  if (c === undefined || !isSetting(c) || (c.kind === "constant" && !(c.value > 0))) return undefined;
  const unit = b.map("sqrt", c);
  const isSmaller = sum.op === "sub" && !isFirst;
  if (isSmaller && !isLess) return undefined;
  const inverse = isLess ? b.map("acosh1p", b.div(gapOf(b, x, unit), unit)) : b.map("asinh", b.div(x, unit));
  const log = isSmaller ? b.sub(b.log(unit), inverse) : b.add(inverse, b.log(unit));
  return c.kind === "constant" ? log : b.select(b.gt(c, b.real(0)), log, b.graph.map("log", "real", [sum]));
}

/** The c of `x^2 + c`, or of `x^2 - c`; of `x^2 - 1` also as it keeps the digits of `x - 1`. */
function shiftedSquare(b: Build, node: Node, x: Node): { readonly c: Node; readonly isLess: boolean } | undefined {
  if (node.kind !== "map") return undefined;
  const [p, q] = node.args as [Node, Node];
  if (node.op === "pow1pm1" && isConstant(q, 2) && gapOf(b, x, b.real(1)) === p) return { c: b.real(1), isLess: true };
  if (node.op !== "add" && node.op !== "sub") return undefined;
  const square = b.mul(x, x);
  if (p !== square && (q !== square || node.op === "sub")) return undefined;
  const c = p === square ? q : p;
  const isLess = node.op === "sub";
  return c.kind === "constant" && c.value < 0 ? { c: b.neg(c), isLess: !isLess } : { c, isLess };
}
