import type { Node, Reduction } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import { nearestFolds, type Task } from "./task.ts";

/** Tasks of one kind can share a loop. */
export interface Kind {
  readonly axis: Axis;
  readonly reversed: boolean;
  readonly guard: Node | undefined;
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

/** Whether a task does a scan along `axis` in the other direction. */
export function runsOtherwise({ does }: Task, axis: Axis, reversed: boolean): boolean {
  return (
    does.kind === "fold" && does.fold.kind === "scan" && does.fold.axis === axis && does.fold.reversed !== reversed
  );
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

/** The kinds of loops that tasks wait for. */
export function kindsOf(
  waiting: ReadonlySet<Task>,
  next: ReadonlyMap<Task, Axis | undefined>,
  guards: ReadonlyMap<Task, Node | undefined>,
): readonly Kind[] {
  const kinds = new Map<string, Kind>();
  for (const task of waiting) {
    const axis = next.get(task);
    const guard = guards.get(task);
    if (axis === undefined) continue;
    for (const reversed of [false, true]) {
      const key = `${axis.name} ${reversed} ${guard?.id}`;
      if (!kinds.has(key)) kinds.set(key, { axis, reversed, guard });
    }
  }
  return [...kinds.values()];
}
