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

/** What expressions are made of outside of folds. That is asked at every exponential in a loop, so it is kept. */
export class Composition {
  readonly #parts = new Map<Node, ReadonlySet<Node>>();

  /** The parts of an expression, operands first. */
  #partsOf(root: Node): ReadonlySet<Node> {
    let parts = this.#parts.get(root);
    if (parts === undefined) {
      parts = new Set([...outsideFolds(root)].sort((a, b) => a.id - b.id));
      this.#parts.set(root, parts);
    }
    return parts;
  }

  isMadeOf(root: Node, part: Node): boolean {
    return this.#partsOf(root).has(part);
  }

  /** Whether a loop may take `part` as an array has rounded it. */
  mayBeRounded(part: Node, { terms, bodies }: Work): boolean {
    return (
      !terms.some((term) => this.isMadeOf(term, part)) && bodies.every((body) => this.#toleratesRounding(body, part))
    );
  }

  /**
   * Whether `root` is as accurate if `part` in it is rounded to float32: what is made of it are products, and sums in which
   * nothing cancels. The term of a selection, `if index(C) == t then x else 0`, may be subtracted from a softmax, whose
   * exponents are at most 0: where that cancels, the exponential is 1, exactly. A scan of exponentials is no such total.
   */
  #toleratesRounding(root: Node, part: Node): boolean {
    if (!this.isMadeOf(root, part)) return true;
    const isShifted = nearestFolds(part).some((fold) => fold.kind === "fold" && fold.fold === "max");
    const all = [...this.#partsOf(root)];
    const mayCancel = isShifted && !all.some(({ kind }) => kind === "scan");
    const holds = new Map<Node, "well" | "badly">([[part, "well"]]);
    // What is made of a part comes after it.
    for (const node of all.slice(all.indexOf(part) + 1)) {
      if (isReduction(node)) continue;
      const parts = operands(node).filter((operand) => holds.has(operand));
      if (parts.length === 0) continue;
      const isWell = parts.every((operand) => holds.get(operand) === "well") && keepsAccuracy(node, parts, mayCancel);
      holds.set(node, isWell ? "well" : "badly");
    }
    return holds.get(root) === "well";
  }
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
