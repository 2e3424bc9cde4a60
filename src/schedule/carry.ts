import { isConstant, isReduction, type Node, operands } from "../ir/graph.ts";
import { postorder } from "../ir/walk.ts";
import { range } from "../rewrite/facts.ts";
import type { Block } from "./block.ts";
import { nearestFolds, outsideFolds } from "./task.ts";

/** Whether a loop may take `part` as an array has rounded it: no sum is made of it, for that may be the rest of a larger one. */
export const mayBeRounded = (part: Node, { terms, bodies }: Block): boolean =>
  !terms.some((term) => outsideFolds(term).includes(part)) && bodies.every((body) => toleratesRounding(body, part));

/**
 * Whether `root` is as accurate if `part` in it is rounded to float32: what is made of it are products, and sums in which
 * nothing cancels. The term of a selection, `if index(C) == t then x else 0`, may be subtracted from a softmax, whose
 * exponents are at most 0: where that cancels, the exponential is 1, exactly. A scan of exponentials is no such total.
 */
function toleratesRounding(root: Node, part: Node): boolean {
  const isShifted = nearestFolds(part).some((fold) => fold.kind === "fold" && fold.fold === "max");
  const mayCancel = isShifted && !nearestFolds(root).some((fold) => fold.kind === "scan");
  const holds = new Map<Node, "without" | "well" | "badly">();
  for (const node of postorder([root])) {
    const below = isReduction(node) ? [] : operands(node);
    const parts = below.filter((operand) => holds.get(operand) !== "without");
    if (node === part) holds.set(node, "well");
    else if (parts.length === 0) holds.set(node, "without");
    else
      holds.set(
        node,
        parts.every((operand) => holds.get(operand) === "well") && keepsAccuracy(node, parts, mayCancel)
          ? "well"
          : "badly",
      );
  }
  return holds.get(root) !== "badly";
}

function keepsAccuracy(node: Node, rounded: readonly Node[], mayCancel: boolean): boolean {
  if (node.kind !== "map") return false;
  switch (node.op) {
    case "mul":
    case "div":
    case "neg":
      return true;
    case "select":
      return !rounded.includes(node.args[0]!);
    case "add":
      return (
        node.args.every((arg) => range(arg).lo >= 0 || (mayCancel && isSelected(arg, node))) ||
        (mayCancel && withSelected(node.args, rounded, node))
      );
    case "sub":
      return mayCancel && withSelected(node.args, rounded, node);
    default:
      return false;
  }
}

/** One rounded term, and the term of a selection. */
function withSelected(args: readonly Node[], rounded: readonly Node[], sum: Node): boolean {
  return rounded.length === 1 && args.every((arg) => rounded.includes(arg) || isSelected(arg, sum));
}

/** `if ... then x else 0`, with an x that has fewer axes than the sum that it stands in. */
function isSelected(node: Node, sum: Node): boolean {
  if (node.kind !== "map" || node.op !== "select") return false;
  const [, yes, no] = node.args as [Node, Node, Node];
  const other = isConstant(no, 0) ? yes : isConstant(yes, 0) ? no : undefined;
  return other !== undefined && other.axes.length < sum.axes.length;
}
