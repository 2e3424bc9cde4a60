import { isConstant, isReduction, type Node, operands } from "../ir/graph.ts";
import { range } from "../rewrite/facts.ts";
import type { Axis } from "../ir/type.ts";
import type { Work } from "./block.ts";
import type { Item } from "./fuse.ts";
import { tasksIn } from "./keep.ts";
import { gradientOf, nearestFolds, outsideFolds } from "./task.ts";

/** The work of a loop. What a sum takes must be as it is, for that may be the rest of a larger one. */
export function workOf(items: readonly Item[]): Work {
  const tasks = tasksIn(items);
  const terms = tasks.flatMap(({ does, body }) =>
    does.kind === "fold" ? [body, ...operands(does.fold).slice(1)] : [],
  );
  const bodies = tasks.flatMap(({ does, body }) => (does.kind === "output" ? body : []));
  const stores = items.flatMap((item) => (item.kind === "task" ? gradientOf(item.task) : []));
  return { terms, bodies, stores };
}

/**
 * The work of a loop over `axis` that is rarely run: it takes what the loop after it takes that stores gradients, from the
 * array of these. Its sums replace others that have lost their digits, and are as exact as the gradients.
 */
export function workOfRare(items: readonly Item[], axis: Axis, later: readonly Item[]): Work {
  const own = workOf(items);
  const heir = later
    .flatMap((item) => (item.kind === "loop" && item.axis === axis ? workOf(item.items) : []))
    .find(({ stores }) => stores.length > 0);
  return heir ? { ...heir, bodies: [...own.terms, ...heir.bodies] } : own;
}

const known = new WeakMap<Node, ReadonlySet<Node>>();

/** What an expression is made of outside of folds, operands first. It is asked for at every exponential in a loop, so it is kept. */
function partsOf(root: Node): ReadonlySet<Node> {
  let parts = known.get(root);
  if (parts === undefined) known.set(root, (parts = new Set([...outsideFolds(root)].sort((a, b) => a.id - b.id))));
  return parts;
}

export const isMadeOf = (root: Node, part: Node): boolean => partsOf(root).has(part);

/** Whether a loop may take `part` as an array has rounded it. */
export const mayBeRounded = (part: Node, { terms, bodies }: Work): boolean =>
  !terms.some((term) => isMadeOf(term, part)) && bodies.every((body) => toleratesRounding(body, part));

/**
 * Whether `root` is as accurate if `part` in it is rounded to float32: what is made of it are products, and sums in which
 * nothing cancels. The term of a selection, `if index(C) == t then x else 0`, may be subtracted from a softmax, whose
 * exponents are at most 0: where that cancels, the exponential is 1, exactly. A scan of exponentials is no such total.
 */
function toleratesRounding(root: Node, part: Node): boolean {
  if (!isMadeOf(root, part)) return true;
  const isShifted = nearestFolds(part).some((fold) => fold.kind === "fold" && fold.fold === "max");
  const mayCancel = isShifted && !nearestFolds(root).some((fold) => fold.kind === "scan");
  const holds = new Map<Node, "without" | "well" | "badly">();
  for (const node of partsOf(root)) {
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
