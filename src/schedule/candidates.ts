import type { Node, Reduction } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import { nearestFolds, type Task } from "./task.ts";

/** Tasks of one kind can share a loop. */
export interface Kind {
  readonly axis: Axis;
  readonly reversed: boolean;
  readonly guard: Node | undefined;
  /** What could be done in such loops, last first. */
  readonly tasks: readonly Task[];
}

/** A loop that could come last. */
export interface Candidate extends Kind {
  readonly group: ReadonlySet<Task>;
  /** More tasks can share it once those are placed that need no loop. */
  readonly later: boolean;
  /** No other loop over its axis is left to be placed. */
  readonly isLast: boolean;
}

/**
 * A loop that leaves none over its axis is better than one that more tasks may join while it waits; then one that no other
 * tasks may join, as it has a guard; then the larger.
 */
export function isBetter(candidate: Candidate, best: Candidate | undefined): boolean {
  if (candidate.group.size === 0) return best === undefined && candidate.later;
  if (best === undefined || best.group.size === 0) return true;
  if (candidate.isLast !== best.isLast) return candidate.isLast;
  if (Boolean(candidate.guard) !== Boolean(best.guard)) return candidate.guard !== undefined;
  return candidate.group.size > best.group.size;
}

/**
 * What the data must be like for a task to be needed, if that is known before its loop. Tasks that need not be done share
 * no loop with others, so that it can be left out.
 */
export function guardOf(
  task: Task,
  inside: readonly Axis[],
  conditions: ReadonlyMap<Reduction, Node>,
): Node | undefined {
  const condition = task.does.kind === "fold" ? conditions.get(task.does.fold) : undefined;
  const isKnown = condition?.axes.every((axis) => inside.includes(axis)) && nearestFolds(condition).length > 0;
  return isKnown ? condition : undefined;
}

/** The kinds of loops that tasks like each of these can be in, or wait for: where there are scans, in both directions. */
export function kindsOf(
  tasks: readonly Task[],
  next: ReadonlyMap<Task, Axis | undefined>,
  guards: ReadonlyMap<Task, Node | undefined>,
): ReadonlyMap<Task, readonly Kind[]> {
  const groups = new Map<string, Task[]>();
  for (const task of tasks.toReversed()) {
    const key = `${next.get(task)?.name} ${guards.get(task)?.id}`;
    const group = groups.get(key);
    if (group) group.push(task);
    else groups.set(key, [task]);
  }
  const kinds = new Map<Task, readonly Kind[]>();
  for (const group of groups.values()) {
    const axis = next.get(group[0]!);
    if (axis === undefined) continue;
    const directions = group.some((task) => isScanAlong(task, axis)) ? [false, true] : [false];
    const ofGroup = directions.map((reversed): Kind => ({
      axis,
      reversed,
      guard: guards.get(group[0]!),
      tasks: group.filter((task) => !isScanAlong(task, axis, !reversed)),
    }));
    for (const task of group) kinds.set(task, ofGroup);
  }
  return kinds;
}

/** Whether a task does a scan along `axis`, in a direction if one is given. */
function isScanAlong({ does }: Task, axis: Axis, reversed?: boolean): boolean {
  if (does.kind !== "fold" || does.fold.kind !== "scan" || does.fold.axis !== axis) return false;
  return reversed === undefined || does.fold.reversed === reversed;
}
