import { type FoldNode, type Node, operands } from "../ir/graph.ts";
import { type KernelGraph, rootsOf } from "../ir/kernel.ts";
import { postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { exactRules, simplifier } from "../rewrite/engine.ts";
import { isOptional } from "./specialize.ts";

/** For each fold, the condition under which some result needs it: of options, and of choices that are rarely made. */
export function foldConditions(kernel: KernelGraph): ReadonlyMap<FoldNode, Node> {
  const b = new Build(kernel.graph, simplifier(exactRules));
  const nodes = postorder(rootsOf(kernel));
  const optional = new Set<Node>();
  for (const node of nodes) if (isOptional(node, optional)) optional.add(node);

  const needed = new Map<Node, Node>(rootsOf(kernel).map((root) => [root, b.bool(true)]));
  const require = (node: Node, when: Node) => needed.set(node, needed.has(node) ? b.or(needed.get(node)!, when) : when);
  const result = new Map<FoldNode, Node>();
  for (const node of nodes.reverse()) {
    const when = needed.get(node)!;
    if (node.kind === "fold") result.set(node, when);
    const [condition, yes, no] = operands(node) as [Node, Node, Node];
    if (node.kind === "map" && node.op === "fallback") {
      require(condition, when);
      require(yes, when);
      require(no, b.and(when, b.not(condition)));
    } else if (node.kind === "map" && node.op === "select" && optional.has(condition)) {
      require(condition, when);
      require(yes, b.and(when, condition));
      require(no, b.and(when, b.not(condition)));
    } else for (const operand of operands(node)) require(operand, when);
  }
  return result;
}
