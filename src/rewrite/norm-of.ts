import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { isNonNegative } from "./facts.ts";

/** Deeper nests of choices, products and sums than this are left as they are. */
const DEPTH = 8;

/** A node whose square is `node`, if that is spelled as a square, also where a condition chooses between such. */
function rootOf(b: Build, node: Node, depth = DEPTH): Node | undefined {
  if (node.kind === "constant") return node.value >= 0 ? b.real(Math.sqrt(node.value)) : undefined;
  if (node.kind !== "map" || depth === 0) return undefined;
  const [p, q, r] = node.args as [Node, Node, Node];
  if (node.op === "mul") {
    if (p === q) return p;
    const root = p.kind === "constant" && p.value > 0 ? rootOf(b, q, depth - 1) : undefined;
    return root && b.mul(b.real(Math.sqrt((p as Node & { kind: "constant" }).value)), root);
  }
  if (node.op !== "select") return undefined;
  const [yes, no] = [rootOf(b, q, depth - 1), rootOf(b, r, depth - 1)];
  return yes && no && b.select(p, yes, no);
}

/** sqrt(c * sum(x * x)) for a positive c: the norm, which neither overflows nor has a gradient at 0. */
export function normOf(b: Build, node: Node, depth = DEPTH): Node | undefined {
  if (node.kind === "fold" && node.fold === "sum" && node.body.kind === "map") {
    const root = rootOf(b, node.body);
    return root && b.fold("norm", node.bound, root);
  }
  if (node.kind !== "map" || depth === 0) return undefined;
  const [p, q, r] = node.args as [Node, Node, Node];
  if (node.op === "select") {
    const [yes, no] = [normOf(b, q, depth - 1), normOf(b, r, depth - 1)];
    return yes && no && b.select(p, yes, no);
  }
  if (node.op === "div" && isNonNegative(q)) {
    const norm = normOf(b, p, depth - 1);
    return norm && b.div(norm, b.map("sqrt", q));
  }
  if (node.op === "mul") {
    for (const [factor, rest] of [
      [p, q],
      [q, p],
    ] as const) {
      const norm = isNonNegative(factor) ? normOf(b, rest, depth - 1) : undefined;
      if (norm) return b.mul(b.map("sqrt", factor), norm);
    }
  }
  return undefined;
}
