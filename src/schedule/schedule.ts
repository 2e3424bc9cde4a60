import type { LoopNest } from "../ir/loop.ts";
import type { KernelGraph } from "../ir/kernel.ts";
import { LARGEST_FLOAT32, type TargetFacts } from "../ir/target.ts";
import { orderAxes } from "./axis-order.ts";
import { type Bucketed, bucketScatters } from "./bucket.ts";
import { dispatches } from "./dispatch.ts";
import { awaited, foldConditions } from "./fold-conditions.ts";
import { fuse } from "./fuse.ts";
import { lower } from "./lower.ts";
import { separateLandings } from "./scatter.ts";
import { shareRenamed } from "./share.ts";
import { outputTask } from "./task.ts";

/** A legal kernel as a loop nest. */
export function schedule(legal: KernelGraph, target: TargetFacts): LoopNest {
  const separated = separateLandings(legal);
  // A list of what lands at a place is made in one go: where all runs at once, the owner of a place looks at everything.
  const bucketed: Bucketed = target.isParallel
    ? { kernel: separated, buckets: new Map(), order: [] }
    : bucketScatters(separated, orderAxes(separated));
  const { kernel, buckets } = shareRenamed(bucketed.kernel, bucketed.buckets);
  const order = orderAxes(kernel, buckets);
  const tasks = kernel.outputs.map((output) => outputTask(output, order));
  const each = foldConditions(kernel);
  const conditions = target.isParallel ? each : awaited(each, order);
  const carry = target.isParallel ? "never" : target.largestReal > LARGEST_FLOAT32 ? "exactly" : "rounded";
  const all = { order, conditions, buckets };
  const items = target.isParallel ? dispatches(tasks, order, conditions) : fuse(tasks, all);
  return lower(kernel, items, { ...all, carry });
}
