import { type InputNode, isReduction, type Node, operands, type ReadNode, type Reduction } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import type { Output } from "../ir/kernel.ts";
import { invariant } from "../support/invariant.ts";
import type { Buckets } from "./bucket.ts";
import { type Scatter, scatterOf } from "./scatter.ts";

/** Something that a loop nest must do: finish a fold, or leave an output. Everything else is computed where it is used. */
export interface Task {
  readonly does:
    | { readonly kind: "fold"; readonly fold: Reduction }
    | { readonly kind: "output"; readonly output: Output };
  /** The expression that is evaluated at each point of the loops. */
  readonly body: Node;
  /** The loops around it, outermost first. */
  readonly loops: readonly Axis[];
  /** Those of the loops over which the task has a result of its own. */
  readonly free: readonly Axis[];
  /** Set where the result lands at computed positions along some axes, which then have no loop. */
  readonly scatter?: Scatter;
  /** How many loops are around what the result is for: more than none where a loop computes a fold again for itself. */
  readonly home: number;
  /** The folds that must be there before the body can be evaluated. */
  readonly needs: readonly Reduction[];
  /** Where the body reads them at other positions than its own. */
  readonly reads: readonly ReadNode[];
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
    reads: readsIn(output.node),
  };
}

/** `condition` says where the fold is needed at all: it must be known before, so the loops over its axes are around the others. */
export function foldTask(fold: Reduction, order: readonly Axis[], condition: Node | undefined, buckets: Buckets): Task {
  const scatter = scatterOf(fold, buckets);
  const body = scatter?.value ?? fold.body;
  const walked = scatter ? fold.body.axes.filter((axis) => !scatter.places.has(axis)) : fold.body.axes;
  const inOrder = order.filter((axis) => walked.includes(axis));
  const isFirst = (axis: Axis) => condition?.axes.includes(axis) === true;
  const loops = [...inOrder.filter(isFirst), ...inOrder.filter((axis) => !isFirst(axis))];
  return {
    does: { kind: "fold", fold },
    body,
    loops,
    free: loops.filter((axis) => fold.axes.includes(axis)),
    ...(scatter && { scatter }),
    home: 0,
    needs: [...new Set([...nearestFolds(fold.body), ...(condition ? nearestFolds(condition) : [])])],
    reads: readsIn(fold.body),
  };
}

/** The nearest folds and scans below an expression. */
export function nearestFolds(root: Node): readonly Reduction[] {
  return [...outsideFolds(root)].filter(isReduction).sort((a, b) => a.id - b.id);
}

/** Where an expression reads folds and scans, outside of folds, at other positions than its own. */
export function readsIn(root: Node): readonly ReadNode[] {
  return [...outsideFolds(root)].filter((node) => node.kind === "read");
}

/** The input elements that an expression reads outside of folds. */
export function loadsIn(root: Node): readonly InputNode[] {
  return [...outsideFolds(root)].filter((node) => node.kind === "input");
}

/** What an expression is made of, down to its nearest folds and with them. */
export function outsideFolds(root: Node): ReadonlySet<Node> {
  const seen = new Set<Node>();
  const stack = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (seen.has(node)) continue;
    seen.add(node);
    if (!isReduction(node)) stack.push(...operands(node));
  }
  return seen;
}

/** The gradient that a task stores, if it does. */
export function gradientOf({ does }: Task): readonly (Output & { readonly kind: "gradient" })[] {
  return does.kind === "output" && does.output.kind === "gradient" ? [does.output] : [];
}

/** The fold that a task finishes. */
export function foldOf(task: Task): Reduction {
  invariant(task.does.kind === "fold", "only folds have accumulators");
  return task.does.fold;
}
