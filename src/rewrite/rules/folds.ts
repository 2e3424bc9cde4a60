import type { FoldNode, Node } from "../../ir/graph.ts";
import type { Build } from "../../ops/build.ts";
import type { Rule, Warrant } from "../rule.ts";

/** Whether a node is the same for every position of the fold's axes. */
const fixed = (fold: FoldNode, node: Node) => !node.axes.some((axis) => fold.bound.includes(axis));

function sumRule(warrant: Warrant, law: string, apply: (sum: FoldNode, b: Build) => Node | undefined): Rule {
  return {
    name: law.replace(/\s+/g, ""),
    law,
    warrant,
    on: "fold sum",
    apply: (node, b) => (node.kind === "fold" ? apply(node, b) : undefined),
  };
}

/** What does not change along the axes of a sum goes outside. */
export const foldRules: readonly Rule[] = [
  sumRule("real", "sum(-x) = -sum(x)", (sum, b) =>
    sum.body.kind === "map" && sum.body.op === "neg" ? b.neg(b.sum(sum.bound, sum.body.args[0]!)) : undefined,
  ),
  sumRule("real", "sum(c * x) = c * sum(x)", (sum, b) => {
    if (sum.body.kind !== "map" || sum.body.op !== "mul") return undefined;
    const [x, y] = sum.body.args as [Node, Node];
    if (fixed(sum, x)) return b.mul(x, b.sum(sum.bound, y));
    if (fixed(sum, y)) return b.mul(y, b.sum(sum.bound, x));
    return undefined;
  }),
  sumRule("real", "sum(x / c) = sum(x) / c", (sum, b) => {
    if (sum.body.kind !== "map" || sum.body.op !== "div") return undefined;
    const [x, y] = sum.body.args as [Node, Node];
    if (fixed(sum, y)) return b.div(b.sum(sum.bound, x), y);
    if (fixed(sum, x) && !(x.kind === "constant" && x.value === 1)) return b.mul(x, b.sum(sum.bound, b.div(b.real(1), y)));
    return undefined;
  }),
  sumRule("exact", "sum(if c then x else 0) = if c then sum(x) else 0", (sum, b) => {
    if (sum.body.kind !== "map" || sum.body.op !== "select") return undefined;
    const [condition, x, y] = sum.body.args as [Node, Node, Node];
    if (!fixed(sum, condition)) return undefined;
    return b.select(condition, b.sum(sum.bound, x), b.sum(sum.bound, y));
  }),
];
