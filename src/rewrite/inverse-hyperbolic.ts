import { isConstant, type Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";

/** The logarithm of `x + sqrt(x^2 + 1)` or `sqrt(x^2 + 1) - x`, which is asinh(x) or -asinh(x), and of `x + sqrt(x^2 - 1)`, which is acosh(x). */
export function inverseHyperbolic(b: Build, sum: Node): Node | undefined {
  if (sum.kind !== "map" || (sum.op !== "add" && sum.op !== "sub")) return undefined;
  const [first, second] = sum.args as [Node, Node];
  const isFirst = first.kind === "map" && first.op === "sqrt";
  const [root, x] = isFirst ? [first, second] : [second, first];
  const inside = root.kind === "map" && root.op === "sqrt" ? root.args[0]! : undefined;
  if (inside?.kind !== "map" || (sum.op === "sub" && !isFirst)) return undefined;
  const [p, q] = inside.args as [Node, Node];
  const square = b.mul(x, x);
  const isOneMore = inside.op === "add" && ((isConstant(p, 1) && q === square) || (isConstant(q, 1) && p === square));
  if (isOneMore) return sum.op === "add" ? b.map("asinh", x) : b.neg(b.map("asinh", x));
  const isOneLess = inside.op === "sub" && p === square && isConstant(q, 1);
  return isOneLess && sum.op === "add" ? b.map("acosh1p", excess(b, x)) : undefined;
}

/** x - 1 */
function excess(b: Build, x: Node): Node {
  if (x.kind === "map" && x.op === "add") {
    const [p, q] = x.args as [Node, Node];
    if (isConstant(p, 1)) return q;
    if (isConstant(q, 1)) return p;
  }
  return b.sub(x, b.real(1));
}
