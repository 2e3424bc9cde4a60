import type { Node, Reduction } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import { type Candidate, guardOf, isBetter, type Kind, kindsOf } from "./candidates.ts";
import { combinedBy, type Product, productOf, productTask, type Surroundings, type Task } from "./task.ts";

/** A loop nest before it has statements: tasks in order, and loops over one axis around more of them. */
export type Item = { readonly kind: "task"; readonly task: Task } | LoopItem;

export interface LoopItem {
  readonly kind: "loop";
  readonly axis: Axis;
  /** Runs from the last position to the first. */
  readonly reversed: boolean;
  readonly items: readonly Item[];
  /** The iterations of a grid's loops run at once. */
  readonly grid?: true;
}

/**
 * Puts tasks into as few loops as their dependencies allow.
 *
 * A fold over A is complete only after the loop over A, so whatever needs it in a loop over A goes to a later one.
 * Loops are formed from the last to the first, each taking all the tasks whose users are placed already: what only the
 * end needs shares the last sweep. A fold that two loops need is kept between them in a scalar or in a vector along one
 * axis; one that would need more room is computed again in the loop that needs it. A scan is there in the iteration that
 * takes in its element, in a loop that runs in its direction.
 */
export function fuse(sinks: readonly Task[], all: Surroundings): readonly Item[] {
  const tasks = new Map<Product, Task>();
  const taskOf = (product: Product): Task => {
    let task = tasks.get(product);
    if (task === undefined) tasks.set(product, (task = productTask(product, all)));
    return task;
  };
  const { conditions } = all;
  return level(needed(sinks, taskOf, new Set()), [], new Set(), { taskOf, keeps: isKept, conditions });
}

/** The loops inside an item of a grid, where nothing but scalars is kept from loop to loop. */
export function levelWithin(
  placed: readonly Task[],
  grid: readonly Axis[],
  available: ReadonlySet<Product>,
  taskOf: TaskOf,
  conditions: ReadonlyMap<Reduction, Node>,
): readonly Item[] {
  const own = recomputing(placed, taskOf, grid.length);
  return level(needed(placed, own, available), grid, available, { taskOf: own, keeps: isScalar, conditions });
}

/** What a level is made by. */
interface Means {
  readonly taskOf: TaskOf;
  readonly keeps: Keeps;
  readonly conditions: ReadonlyMap<Reduction, Node>;
}

/** Tasks of one loop, or of none. */
interface Group {
  readonly axis: Axis | undefined;
  readonly reversed: boolean;
  readonly tasks: readonly Task[];
}

type TaskOf = (product: Product) => Task;

/** The tasks and all that they need, except what is there already. What is needed comes first. */
export function needed(sinks: readonly Task[], taskOf: TaskOf, available: ReadonlySet<Product>): Task[] {
  const order: Task[] = [];
  const seen = new Set<Task>();
  const stack: { task: Task; done: boolean }[] = sinks.map((task) => ({ task, done: false })).reverse();
  while (stack.length > 0) {
    const { task, done } = stack.pop()!;
    if (done) order.push(task);
    else if (!seen.has(task)) {
      seen.add(task);
      stack.push({ task, done: true });
      for (const need of task.needs) if (!available.has(need)) stack.push({ task: taskOf(need), done: false });
    }
  }
  return order;
}

function level(
  tasks: readonly Task[],
  inside: readonly Axis[],
  available: ReadonlySet<Product>,
  means: Means,
): readonly Item[] {
  const { taskOf, keeps, conditions } = means;
  const users = new Map<Task, Task[]>(tasks.map((task) => [task, []]));
  for (const task of tasks) {
    for (const need of task.needs) if (!available.has(need)) users.get(taskOf(need))?.push(task);
  }
  const waiting = new Set(tasks);
  /** The axis of the loop that a task is waiting for, if any. */
  const next = new Map(tasks.map((task) => [task, task.loops.find((axis) => !inside.includes(axis))]));
  const guards = new Map(tasks.map((task) => [task, guardOf(task, inside, conditions)]));
  const kinds = kindsOf(tasks, next, guards);
  /** What a loop that is placed already finds in arrays: it is there for all loops before. */
  const kept = new Set<Product>();
  const isThere = (need: Product, axis: Axis) => kept.has(need) || keeps(taskOf(need), inside, axis);
  const groups: Group[] = [];

  const straight = (): Task[] =>
    [...waiting].filter((task) => next.get(task) === undefined && users.get(task)!.every((user) => !waiting.has(user)));

  /** The waiting tasks but `others` that can share one last loop over `axis`; `placed` are taken as done. */
  const sharing = (
    { axis, tasks: ofKind }: Kind,
    placed: ReadonlySet<Task>,
    others: ReadonlySet<Task> = new Set(),
  ): Set<Task> => {
    const group = new Set<Task>();
    for (const task of ofKind) {
      if (!waiting.has(task) || others.has(task)) continue;
      const serves = (user: Task) =>
        task.free.includes(axis) && !user.reads.some((read) => read.of === productOf(task) && read.axis === axis);
      const fits = users
        .get(task)!
        .every((user) => !waiting.has(user) || placed.has(user) || (group.has(user) && serves(user)));
      if (fits) group.add(task);
    }
    return group;
  };

  /** Whether a task of a group needs an array of loops before that is more than a vector. */
  const needsMatrix = (task: Task, group: ReadonlySet<Task>, axis: Axis): boolean => {
    const again = new Set([task]);
    for (const user of again) {
      for (const need of user.needs) {
        const other = taskOf(need);
        if (available.has(need) || group.has(other)) continue;
        if (!keeps(other, inside, axis)) again.add(other);
        else if (!isVector(need, inside)) return true;
      }
    }
    return false;
  };

  /** Those of the tasks that can share a loop that need no matrix; all of them where there are none. */
  const narrowest = (kind: Kind): Set<Task> => {
    const all = sharing(kind, new Set());
    const wide = new Set<Task>();
    for (let group = all; group.size > 0; group = sharing(kind, new Set(), wide)) {
      const others = [...group].filter((task) => needsMatrix(task, group, kind.axis));
      if (others.length === 0) return group;
      for (const task of others) wide.add(task);
    }
    return all;
  };

  /** What the group computes again for itself need not be placed for it, what nobody else needs not at all; the rest is kept. */
  const releaseRecomputed = (group: ReadonlySet<Task>, axis: Axis): void => {
    const stack = [...group];
    while (stack.length > 0) {
      const user = stack.pop()!;
      for (const need of user.needs) {
        const task = taskOf(need);
        if (available.has(need) || group.has(task)) continue;
        if (isThere(need, axis)) {
          kept.add(need);
          continue;
        }
        const others = users.get(task)!.filter((other) => other !== user);
        users.set(task, others);
        if (others.length === 0 && waiting.delete(task)) stack.push(task);
      }
    }
  };

  while (waiting.size > 0) {
    const ready = straight();
    const readySet = allStraight(ready, waiting, users, next);
    const left = new Map<Axis | undefined, number>();
    for (const task of waiting) left.set(next.get(task), (left.get(next.get(task)) ?? 0) + 1);
    let best: Candidate | undefined;
    for (const kind of new Set([...waiting].flatMap((task) => kinds.get(task) ?? []))) {
      const group = narrowest(kind);
      const later = readySet.size > 0 && sharing(kind, readySet).size > group.size;
      const isLast = group.size === left.get(kind.axis);
      const candidate = { ...kind, group, later, isLast };
      if (isBetter(candidate, best)) best = candidate;
    }
    if (readySet.size > 0 && (best === undefined || best.later || best.group.size === 0)) {
      groups.push({ axis: undefined, reversed: false, tasks: tasks.filter((task) => readySet.has(task)) });
      for (const task of readySet) waiting.delete(task);
    } else {
      const { axis, reversed, group } = best!;
      groups.push({ axis, reversed, tasks: tasks.filter((task) => group.has(task)) });
      for (const task of group) waiting.delete(task);
      releaseRecomputed(group, axis);
    }
  }
  groups.reverse();
  return items(groups, inside, available, {
    ...means,
    keeps: (task, around, axis) => kept.has(productOf(task)!) || keeps(task, around, axis),
  });
}

/** Ready straight tasks, and those that become ready by them. */
function allStraight(
  ready: readonly Task[],
  waiting: ReadonlySet<Task>,
  users: ReadonlyMap<Task, readonly Task[]>,
  next: ReadonlyMap<Task, Axis | undefined>,
): ReadonlySet<Task> {
  const group = new Set(ready);
  for (const task of [...waiting].reverse()) {
    if (next.get(task) !== undefined) continue;
    if (users.get(task)!.every((user) => !waiting.has(user) || group.has(user))) group.add(task);
  }
  return group;
}

function items(
  groups: readonly Group[],
  inside: readonly Axis[],
  available: ReadonlySet<Product>,
  means: Means,
): readonly Item[] {
  const { taskOf, keeps } = means;
  const ready = new Set(available);
  const finish = (tasks: readonly Task[]) => tasks.forEach((task) => productOf(task) && ready.add(productOf(task)!));
  return groups.flatMap(({ axis, reversed, tasks }): readonly Item[] => {
    if (axis === undefined) {
      finish(tasks);
      return tasks.map((task) => ({ kind: "task", task }));
    }
    const kept = new Set(
      [...ready].filter((product) => available.has(product) || keeps(taskOf(product), inside, axis)),
    );
    const own = recomputing(tasks, taskOf, inside.length + 1);
    const nested = level(needed(tasks, own, kept), [...inside, axis], kept, { ...means, taskOf: own });
    finish(tasks);
    return [{ kind: "loop", axis, reversed, items: nested }];
  });
}

/** The tasks of a loop: those placed there, and tasks of its own for what it computes again. */
function recomputing(placed: readonly Task[], taskOf: TaskOf, home: number): TaskOf {
  const here = new Set(placed);
  const again = new Map<Product, Task>();
  return (product) => {
    const task = taskOf(product);
    if (here.has(task)) return task;
    if (!again.has(product)) again.set(product, { ...task, home });
    return again.get(product)!;
  };
}

/** Whether what a task leaves is kept for a later loop over `axis`, `inside` being the loops around both. */
type Keeps = (task: Task, inside: readonly Axis[], axis: Axis) => boolean;

const isScalar: Keeps = (task, inside) => task.free.every((axis) => inside.includes(axis));

/**
 * Whether what a task leaves is kept for a later loop over `axis`: it takes at most a vector along one axis, or it
 * cannot be computed again inside the loop, because that is over an axis that it combines or its places are computed.
 */
function isKept(task: Task, inside: readonly Axis[], axis: Axis): boolean {
  const product = productOf(task)!;
  if (product.kind === "bucket") return isScalar(task, inside, axis);
  return isVector(product, inside) || combinedBy(product).includes(axis) || task.scatter !== undefined;
}

/** Whether what a task leaves takes at most a vector along one axis. */
function isVector(product: Product, inside: readonly Axis[]): boolean {
  return product.kind === "bucket" || product.axes.filter((axis) => !inside.includes(axis)).length <= 1;
}
