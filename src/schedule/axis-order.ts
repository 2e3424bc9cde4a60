import { combinedAxes, isReduction } from "../ir/graph.ts";
import { type Axis, withoutAxes } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import { allRoots, type Buckets } from "./bucket.ts";
import type { KernelGraph } from "../ir/kernel.ts";

/**
 * The order in which loops nest, outermost first. A fold wants its own axes inside its free ones, so that it needs one
 * accumulator and not a vector of them; where folds disagree, and among axes that none orders, memory order decides.
 */
export function orderAxes(kernel: KernelGraph, buckets: Buckets = new Map()): readonly Axis[] {
  const present = new Set<Axis>(kernel.axisOrder);
  const inside = new Map<Axis, Set<Axis>>();
  const reaches = (from: Axis, to: Axis): boolean => {
    const seen = new Set<Axis>([from]);
    for (const axis of seen) {
      if (axis === to) return true;
      for (const next of inside.get(axis) ?? []) seen.add(next);
    }
    return false;
  };
  const nest = (outer: Axis, inner: Axis) => {
    if (reaches(inner, outer)) return;
    if (!inside.has(outer)) inside.set(outer, new Set());
    inside.get(outer)!.add(inner);
  };
  for (const [axis, { at, around }] of buckets) {
    nest(at, axis);
    for (const other of around) nest(other, at);
  }
  for (const node of postorder(allRoots(kernel, buckets))) {
    for (const axis of node.axes) present.add(axis);
    if (!isReduction(node)) continue;
    const combined = combinedAxes(node);
    for (const free of withoutAxes(node.axes, combined)) {
      for (const bound of combined) {
        present.add(bound);
        // The members of a bucket lie apart: their rows are walked, not their columns.
        if (buckets.has(bound) && buckets.get(bound)!.at !== free) nest(bound, free);
        else nest(free, bound);
      }
    }
  }
  const waiting = [...present];
  const order: Axis[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((axis) => !waiting.some((other) => inside.get(other)?.has(axis)));
    order.push(...waiting.splice(Math.max(next, 0), 1));
  }
  return order;
}
