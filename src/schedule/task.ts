import {
  combinedAxes,
  type InputNode,
  isReduction,
  type Node,
  operands,
  type ReadNode,
  type Reduction,
} from "../ir/graph.ts";
import { type Axis, unionAxes } from "../ir/type.ts";
import type { Output } from "../ir/kernel.ts";
import { invariant } from "../support/invariant.ts";
import type { Bucket, Buckets } from "./bucket.ts";
import { type Scatter, scatterOf } from "./scatter.ts";

/** What a task leaves for other tasks. */
export type Product = Reduction | Bucket;

/**
 * Something that a loop nest must do: finish a fold, fill buckets, or leave an output. Everything else is computed where it
 * is used.
 */
export interface Task {
  readonly does:
    | { readonly kind: "fold"; readonly fold: Reduction }
    | { readonly kind: "lists"; readonly bucket: Bucket }
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
  /** What must be there before the body can be evaluated. */
  readonly needs: readonly Product[];
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

/** What is known of all tasks. */
export interface Surroundings {
  readonly order: readonly Axis[];
  /** Where each fold is needed at all: that must be known before, so the loops over its axes are around the others. */
  readonly conditions: ReadonlyMap<Reduction, Node>;
  readonly buckets: Buckets;
}

export const productTask = (product: Product, all: Surroundings): Task =>
  product.kind === "bucket" ? listsTask(product, all) : foldTask(product, all);

function foldTask(fold: Reduction, { order, conditions, buckets }: Surroundings): Task {
  const scatter = scatterOf(fold, buckets);
  const body = scatter?.value ?? fold.body;
  const own = unionAxes(...operands(fold).map((part) => part.axes));
  const walked = scatter ? own.filter((axis) => !scatter.places.has(axis)) : own;
  const members = walked.flatMap((axis) => buckets.get(axis) ?? []);
  const condition = conditions.get(fold);
  const places = placesOf(walked, buckets);
  const first = condition ? [...condition.axes, ...placesOf(condition.axes, buckets)] : [];
  const inOrder = order.filter((axis) => walked.includes(axis) || places.includes(axis));
  const loops = [...inOrder.filter((axis) => first.includes(axis)), ...inOrder.filter((axis) => !first.includes(axis))];
  const landed = new Set(members.map(({ lands }) => lands));
  const { needs, reads } = wantsOf(fold, condition, landed);
  return {
    does: { kind: "fold", fold },
    body,
    loops,
    free: loops.filter((axis) => fold.axes.includes(axis) || places.includes(axis)),
    ...(scatter && { scatter }),
    home: 0,
    needs: [...needs, ...members],
    reads,
  };
}

/** The folds that the parts of a fold and its condition need, but for what only the known ones do, and where the parts read. */
export function wantsOf(fold: Reduction, condition: Node | undefined, known: ReadonlySet<Node> = new Set()) {
  const parts = operands(fold);
  const all = condition ? [...parts, condition] : parts;
  return { needs: [...new Set(all.flatMap((part) => nearestFolds(part, known)))], reads: parts.flatMap(readsIn) };
}

/** The axes of the places where the members of buckets land: each is walked once, in loops over these. */
function placesOf(axes: readonly Axis[], buckets: Buckets): readonly Axis[] {
  return axes.flatMap((axis) => {
    const bucket = buckets.get(axis);
    return bucket ? [bucket.at, ...bucket.around] : [];
  });
}

function listsTask(bucket: Bucket, { order }: Surroundings): Task {
  const { position, along, around } = bucket;
  return {
    does: { kind: "lists", bucket },
    body: position,
    loops: order.filter((axis) => along.includes(axis) || around.includes(axis)),
    free: around,
    home: 0,
    needs: nearestFolds(position),
    reads: readsIn(position),
  };
}

/** The nearest folds and scans below an expression, but for those that only what is known needs. */
export function nearestFolds(root: Node, known: ReadonlySet<Node> = new Set()): readonly Reduction[] {
  return [...outsideFolds(root, known)].filter(isReduction).sort((a, b) => a.id - b.id);
}

/** Where an expression reads folds and scans, outside of folds, at other positions than its own. */
export function readsIn(root: Node): readonly ReadNode[] {
  return [...outsideFolds(root)].filter((node) => node.kind === "read");
}

/** The input elements that an expression reads outside of folds. */
export function loadsIn(root: Node): readonly InputNode[] {
  return [...outsideFolds(root)].filter((node) => node.kind === "input");
}

/** What an expression is made of, down to its nearest folds and with them, and apart from what is known. */
export function outsideFolds(root: Node, known: ReadonlySet<Node> = new Set()): ReadonlySet<Node> {
  const seen = new Set<Node>();
  const stack = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (seen.has(node) || known.has(node)) continue;
    seen.add(node);
    if (!isReduction(node)) stack.push(...operands(node));
  }
  return seen;
}

/** The gradient that a task stores, if it does. */
export function gradientOf({ does }: Task): readonly (Output & { readonly kind: "gradient" })[] {
  return does.kind === "output" && does.output.kind === "gradient" ? [does.output] : [];
}

/** What a task leaves for others; nothing where it leaves an output. */
export function productOf({ does }: Task): Product | undefined {
  return does.kind === "fold" ? does.fold : does.kind === "lists" ? does.bucket : undefined;
}

/** The axes whose loops must end before what a task leaves is complete. */
export function combinedBy(product: Product): readonly Axis[] {
  return product.kind === "bucket" ? product.along : combinedAxes(product);
}

/** The fold that a task finishes. */
export function foldOf(task: Task): Reduction {
  invariant(task.does.kind === "fold", "only folds have accumulators");
  return task.does.fold;
}
