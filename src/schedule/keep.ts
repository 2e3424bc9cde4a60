import type { FoldNode } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import type { Item } from "./fuse.ts";
import type { Task } from "./task.ts";

interface Scope {
  readonly parent: Scope | undefined;
  readonly axis: Axis | undefined;
  /** Folds that are complete here. */
  readonly finished: Set<FoldNode>;
  /** Folds that were complete in a loop that has ended. */
  readonly ended: Set<FoldNode>;
}

/** The folds of a nest whose results a later loop needs, with the axes of the array that keeps them. */
export function foldsToKeep(items: readonly Item[]): ReadonlyMap<FoldNode, readonly Axis[]> {
  const kept = new Map<FoldNode, readonly Axis[]>();
  visit(items, scope(undefined, undefined), kept);
  return kept;
}

const scope = (parent: Scope | undefined, axis: Axis | undefined): Scope => ({
  parent,
  axis,
  finished: new Set(),
  ended: new Set(),
});

/** The axes of the loops around a scope. */
function axesAround(at: Scope | undefined): readonly Axis[] {
  const axes: Axis[] = [];
  for (let s = at; s !== undefined; s = s.parent) if (s.axis) axes.push(s.axis);
  return axes;
}

function visit(items: readonly Item[], here: Scope, kept: Map<FoldNode, readonly Axis[]>): void {
  for (const item of items) {
    if (item.kind === "task") {
      for (const fold of item.task.needs) require(fold, here, kept);
      continue;
    }
    const inner = scope(here, item.axis);
    visit(item.items, inner, kept);
    const around = axesAround(here);
    for (const task of tasksIn(item.items)) {
      if (task.does.kind === "fold" && startsAt(task, item.axis, around)) here.finished.add(task.does.fold);
    }
    for (const fold of [...inner.finished, ...inner.ended]) here.ended.add(fold);
  }
}

function require(fold: FoldNode, from: Scope, kept: Map<FoldNode, readonly Axis[]>): void {
  for (let s: Scope | undefined = from; s !== undefined; s = s.parent) {
    if (s.finished.has(fold)) return;
    if (s.ended.has(fold)) {
      const around = axesAround(s);
      kept.set(
        fold,
        fold.axes.filter((axis) => !around.includes(axis)),
      );
      return;
    }
  }
}

export function tasksIn(items: readonly Item[]): readonly Task[] {
  return items.flatMap((item) => (item.kind === "task" ? [item.task] : tasksIn(item.items)));
}

/** Whether the loop over `axis` is the outermost of those that a fold combines over. */
export function startsAt(task: Task, axis: Axis, around: readonly Axis[]): boolean {
  if (task.does.kind !== "fold") return false;
  const { bound } = task.does.fold;
  return bound.includes(axis) && !bound.some((other) => around.includes(other));
}
