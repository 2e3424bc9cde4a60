import { combinedAxes, isReduction, type Node, operands, type Reduction } from "../ir/graph.ts";
import { type KernelGraph, rootsOf } from "../ir/kernel.ts";
import type { Axis } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { exactRules, simplifier } from "../rewrite/engine.ts";
import { isOptional } from "./specialize.ts";

/** For each fold, the condition under which some result needs it: of options, and of choices that are rarely made. */
export function foldConditions(kernel: KernelGraph): ReadonlyMap<Reduction, Node> {
  const b = new Build(kernel.graph, simplifier(exactRules));
  const nodes = postorder(rootsOf(kernel));
  const optional = new Set<Node>();
  for (const node of nodes) if (isOptional(node, optional)) optional.add(node);

  const needed = new Map<Node, Node>(rootsOf(kernel).map((root) => [root, b.bool(true)]));
  const require = (node: Node, when: Node) => needed.set(node, needed.has(node) ? b.or(needed.get(node)!, when) : when);
  const result = new Map<Reduction, Node>();
  for (const node of nodes.reverse()) {
    const when = needed.get(node)!;
    if (isReduction(node)) {
      result.set(node, when);
      // Another loop than the condition's walks these axes.
      const isElsewhere = combinedAxes(node).some((axis) => when.axes.includes(axis));
      for (const operand of operands(node)) require(operand, isElsewhere ? b.bool(true) : when);
      continue;
    }
    if (node.kind === "read") {
      require(node.of, when.axes.includes(node.axis) ? b.bool(true) : when);
      require(node.at, when);
      continue;
    }
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
  return withoutCycles(result);
}

/** The conditions but those that wait for what waits for them. */
function withoutCycles(conditions: ReadonlyMap<Reduction, Node>): ReadonlyMap<Reduction, Node> {
  const found = new Map<Reduction, Node>();
  for (const [fold, when] of conditions) if (!waitsFor(when, fold, found)) found.set(fold, when);
  return found;
}

/** Whether a condition is made of a fold, also by way of what its folds wait for. */
function waitsFor(condition: Node, fold: Reduction, conditions: ReadonlyMap<Reduction, Node>): boolean {
  const seen = new Set<Node>();
  const stack = [condition];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (node === fold) return true;
    if (seen.has(node)) continue;
    seen.add(node);
    stack.push(...operands(node));
    const when = isReduction(node) ? conditions.get(node) : undefined;
    if (when) stack.push(when);
  }
  return false;
}

/**
 * The conditions that folds wait for. A fold whose condition is not known where its loops begin does not wait if it can be
 * made along with what the condition is made of.
 */
export function awaited(
  conditions: ReadonlyMap<Reduction, Node>,
  order: readonly Axis[],
): ReadonlyMap<Reduction, Node> {
  const rank = new Map<Node, number>();
  for (const node of postorder([...conditions].flat())) {
    const below = Math.max(0, ...operands(node).map((operand) => rank.get(operand)!));
    rank.set(node, isReduction(node) ? below + 1 : below);
  }
  return new Map(
    [...conditions].filter(
      ([fold, when]) =>
        isKnownBefore(fold, when, order) || operands(fold).some((operand) => rank.get(operand)! >= rank.get(when)!),
    ),
  );
}

/** Whether a condition is known where the loops over what a fold combines begin. */
function isKnownBefore(fold: Reduction, condition: Node, order: readonly Axis[]): boolean {
  const first = order.findIndex((axis) => combinedAxes(fold).includes(axis));
  return condition.axes.every((axis) => fold.axes.includes(axis) && order.indexOf(axis) < first);
}
