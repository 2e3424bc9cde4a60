import { type FoldNode, type InputNode, type Node, operands } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import type { Output } from "../ir/kernel.ts";
import { invariant } from "../support/invariant.ts";
import { type Scatter, scatterOf } from "./scatter.ts";

/** Something that a loop nest must do: finish a fold, or leave an output. Everything else is computed where it is used. */
export interface Task {
  readonly does:
    | { readonly kind: "fold"; readonly fold: FoldNode }
    | { readonly kind: "output"; readonly output: Output };
  /** The expression that is evaluated at each point of the loops. */
  readonly body: Node;
  /** The loops around it, outermost first. */
  readonly loops: readonly Axis[];
  /** Those of the loops over which the task has a result of its own. */
  readonly free: readonly Axis[];
  /** Set where the result lands at a computed position along one axis, which then has no loop. */
  readonly scatter?: Scatter;
  /** How many loops are around what the result is for: more than none where a loop computes a fold again for itself. */
  readonly home: number;
  /** The folds that must be there before the body can be evaluated. */
  readonly needs: readonly FoldNode[];
}

export function outputTask(output: Output, order: readonly Axis[]): Task {
  const axes = "axes" in output ? output.axes : [];
  const loops = order.filter((axis) => axes.includes(axis));
  return {
    does: { kind: "output", output },
    body: output.node,
    loops,
    free: loops,
    home: 0,
    needs: nearestFolds(output.node),
  };
}

/** `condition` says where the fold is needed at all: it must be known before. */
export function foldTask(fold: FoldNode, order: readonly Axis[], condition: Node | undefined): Task {
  const scatter = scatterOf(fold);
  const body = scatter?.value ?? fold.body;
  const walked = scatter ? fold.body.axes.filter((axis) => axis !== scatter.axis) : fold.body.axes;
  const loops = order.filter((axis) => walked.includes(axis));
  return {
    does: { kind: "fold", fold },
    body,
    loops,
    free: loops.filter((axis) => fold.axes.includes(axis)),
    ...(scatter && { scatter }),
    home: 0,
    needs: [...new Set([...nearestFolds(fold.body), ...(condition ? nearestFolds(condition) : [])])],
  };
}

/** The nearest folds below an expression. */
export function nearestFolds(root: Node): readonly FoldNode[] {
  return outsideFolds(root)
    .filter((node) => node.kind === "fold")
    .sort((a, b) => a.id - b.id);
}

/** The input elements that an expression reads outside of folds. */
export function loadsIn(root: Node): readonly InputNode[] {
  return outsideFolds(root).filter((node) => node.kind === "input");
}

/** What an expression is made of, down to its nearest folds and with them. */
function outsideFolds(root: Node): readonly Node[] {
  const seen = new Set<Node>();
  const stack = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind !== "fold") stack.push(...operands(node));
  }
  return [...seen];
}

/** The gradient that a task stores, if it does. */
export function gradientOf({ does }: Task): readonly (Output & { readonly kind: "gradient" })[] {
  return does.kind === "output" && does.output.kind === "gradient" ? [does.output] : [];
}

/** The fold that a task finishes. */
export function foldOf(task: Task): FoldNode {
  invariant(task.does.kind === "fold", "only folds have accumulators");
  return task.does.fold;
}
