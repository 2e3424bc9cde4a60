import type { Reduction } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import type { Item } from "./fuse.ts";
import { combinedBy, productOf, type Task } from "./task.ts";

interface Scope {
  readonly parent: Scope | undefined;
  readonly axis: Axis | undefined;
  /** How many loops are around. */
  readonly depth: number;
  /** Folds that are complete here. */
  readonly finished: Map<Reduction, Task>;
  /** Folds that were complete in a loop that has ended. */
  readonly ended: Map<Reduction, Task>;
}

/** The folds of a nest whose results a later loop needs, with the axes of the array that keeps them. */
export function foldsToKeep(items: readonly Item[]): ReadonlyMap<Task, readonly Axis[]> {
  const kept = new Map<Task, readonly Axis[]>();
  visit(items, scope(undefined, undefined), kept);
  return kept;
}

const scope = (parent: Scope | undefined, axis: Axis | undefined): Scope => ({
  parent,
  axis,
  depth: parent === undefined ? 0 : parent.depth + 1,
  finished: new Map(),
  ended: new Map(),
});

/** The axes of the loops around a scope. */
function axesAround(at: Scope | undefined): readonly Axis[] {
  const axes: Axis[] = [];
  for (let s = at; s !== undefined; s = s.parent) if (s.axis) axes.push(s.axis);
  return axes;
}

function visit(items: readonly Item[], here: Scope, kept: Map<Task, readonly Axis[]>): void {
  for (const item of items) {
    if (item.kind === "task") {
      const { does, needs } = item.task;
      for (const need of needs) if (need.kind !== "bucket") require(need, here, kept);
      if (does.kind === "fold" && does.fold.kind === "scan") here.finished.set(does.fold, item.task);
      continue;
    }
    const inner = scope(here, item.axis);
    visit(item.items, inner, kept);
    const around = axesAround(here);
    for (const task of tasksIn(item.items)) {
      if (task.does.kind === "fold" && task.does.fold.kind === "fold" && startsAt(task, item.axis, around))
        here.finished.set(task.does.fold, task);
    }
    for (const [fold, task] of [...inner.finished, ...inner.ended])
      if (task.home <= here.depth) here.ended.set(fold, task);
  }
}

/** Finds where a fold that is needed is complete; if its loop has ended, its results must have been kept. */
function require(fold: Reduction, from: Scope, kept: Map<Task, readonly Axis[]>): void {
  for (let s: Scope | undefined = from; s !== undefined; s = s.parent) {
    if (s.finished.has(fold)) return;
    const task = s.ended.get(fold);
    if (task === undefined) continue;
    const around = axesAround(s);
    kept.set(
      task,
      fold.axes.filter((axis) => !around.includes(axis)),
    );
    return;
  }
}

export function tasksIn(items: readonly Item[]): readonly Task[] {
  return items.flatMap((item) => (item.kind === "task" ? [item.task] : tasksIn(item.items)));
}

/** Whether the loop over `axis` is the outermost of those that a task combines over. */
export function startsAt(task: Task, axis: Axis, around: readonly Axis[]): boolean {
  const product = productOf(task);
  if (product === undefined) return false;
  const combined = combinedBy(product);
  return combined.includes(axis) && !combined.some((other) => around.includes(other));
}
