import { combinedAxes, type Node, type Reduction } from "../ir/graph.ts";
import { invariant } from "../support/invariant.ts";
import { type Axis, haveSameAxes } from "../ir/type.ts";
import { type Item, levelWithin, needed } from "./fuse.ts";
import { type Product, type Task, wantsOf } from "./task.ts";

/**
 * Puts tasks into as few parallel loops as their dependencies allow.
 *
 * Each group of tasks walks a grid, the positions along some axes, whose items run at once; what is left runs inside an
 * item. Nothing is ever added up at a computed place: the owner of a result walks over all that it is made of. So a fold
 * is one of three things. It is complete in an item of a grid over its free axes; or it is made of the whole grid, and
 * has no free axes; or it is used by one task only, at each point that this walks, and stands inside. A scan walks its axis
 * in an item of a grid over the others, and is kept for grids to come.
 *
 * Groups are formed from the last to the first, each taking the most tasks whose users are placed already.
 */
export function dispatches(
  sinks: readonly Task[],
  order: readonly Axis[],
  conditions: ReadonlyMap<Reduction, Node>,
): readonly Item[] {
  const tasks = new Map<Product, Task>();
  const taskOf = (fold: Product): Task => {
    invariant(fold.kind !== "bucket", "a bucket is filled in one go");
    let task = tasks.get(fold);
    if (task === undefined) tasks.set(fold, (task = ownerTask(fold, order, conditions.get(fold))));
    return task;
  };
  const all = needed(sinks, taskOf, new Set());
  const users = new Map<Task, Task[]>(all.map((task) => [task, []]));
  for (const task of all) for (const fold of task.needs) users.get(taskOf(fold))!.push(task);

  const inside = new Set(all.filter((task) => standsInside(task, users.get(task)!)));
  /** Who uses a task, and whether only where it is: not at other positions. */
  const outerUsers = (task: Task): readonly Use[] =>
    users.get(task)!.flatMap((user) => {
      const isHere = !readsElsewhere(user, task);
      return inside.has(user)
        ? outerUsers(user).map((use) => ({ user: use.user, isHere: isHere && use.isHere }))
        : [{ user, isHere }];
    });
  const waiting = new Set(all.filter((task) => !inside.has(task)));
  const grids = gridsOf([...waiting]);

  const sharing = ({ walkers }: Grid): readonly Task[] => {
    const group = new Set<Task>();
    for (const task of walkers) {
      if (!waiting.has(task)) continue;
      const isOfItem = task.does.kind === "fold" && task.does.fold.kind === "fold" && task.free.length > 0;
      const serves = ({ user, isHere }: Use) => isOfItem && isHere && group.has(user);
      if (outerUsers(task).every((use) => !waiting.has(use.user) || serves(use))) group.add(task);
    }
    return [...group];
  };

  const groups: { readonly grid: readonly Axis[]; readonly tasks: readonly Task[] }[] = [];
  while (waiting.size > 0) {
    const scalars = [...waiting].filter(
      (task) => task.loops.length === 0 && outerUsers(task).every(({ user }) => !waiting.has(user)),
    );
    const best =
      scalars.length > 0
        ? { grid: [], tasks: scalars }
        : [...new Set([...waiting].flatMap((task) => grids.get(task) ?? []))]
            .map((grid) => ({ grid: grid.axes, tasks: sharing(grid) }))
            .reduce((x, y) => (compare(y, x) > 0 ? y : x));
    const group = new Set(best.tasks);
    groups.push({ grid: best.grid, tasks: all.filter((task) => group.has(task)) });
    for (const task of best.tasks) waiting.delete(task);
  }
  return itemsOf(groups.reverse(), order, taskOf, conditions);
}

/** More tasks are better, then more axes: these run at once. */
const compare = (x: Grouping, y: Grouping): number => x.tasks.length - y.tasks.length || x.grid.length - y.grid.length;
interface Use {
  readonly user: Task;
  readonly isHere: boolean;
}

type Grouping = { readonly grid: readonly Axis[]; readonly tasks: readonly Task[] };

/** A fold whose loops are over its free axes first. */
function ownerTask(fold: Reduction, order: readonly Axis[], condition: Node | undefined): Task {
  const combined = combinedAxes(fold);
  const around = order.filter((axis) => fold.axes.includes(axis) && !combined.includes(axis));
  return {
    does: { kind: "fold", fold },
    body: fold.body,
    loops: [...around, ...order.filter((axis) => combined.includes(axis))],
    free: order.filter((axis) => fold.axes.includes(axis)),
    home: 0,
    ...wantsOf(fold, condition),
  };
}

/** Whether a fold is needed exactly once, at each point that its only user walks. */
function standsInside(task: Task, users: readonly Task[]): boolean {
  const [user] = users;
  if (task.does.kind !== "fold" || task.does.fold.kind === "scan" || task.free.length === 0) return false;
  return users.length === 1 && haveSameAxes(user!.loops, task.free) && !readsElsewhere(user!, task);
}

const readsElsewhere = (user: Task, { does }: Task): boolean =>
  does.kind === "fold" && user.reads.some(({ of }) => of === does.fold);

/** The grid in whose items a task has results of its own; undefined for what the whole of a grid is made into or leaves. */
function ownGrid({ does, free }: Task): readonly Axis[] | undefined {
  if (does.kind !== "fold" || free.length === 0) return undefined;
  const { fold } = does;
  return free.filter((axis) => fold.kind === "fold" || axis !== fold.axis);
}

/** Whether a task can be done by the items of a grid. */
function canWalk(task: Task, grid: readonly Axis[]): boolean {
  const own = ownGrid(task);
  if (own !== undefined) return haveSameAxes(own, grid);
  return grid.length > 0 && grid.every((axis) => task.loops.includes(axis));
}

interface Grid {
  readonly axes: readonly Axis[];
  /** What its items can do, last first. */
  readonly walkers: readonly Task[];
}

/** The grid that each task with loops asks for. */
function gridsOf(tasks: readonly Task[]): ReadonlyMap<Task, Grid> {
  const lastFirst = tasks.toReversed();
  const byName = new Map<string, Grid>();
  const grids = new Map<Task, Grid>();
  for (const task of tasks) {
    if (task.loops.length === 0) continue;
    const axes = ownGrid(task) ?? task.loops;
    const name = axes.map((axis) => axis.name).join(" ");
    const grid = byName.get(name) ?? { axes, walkers: lastFirst.filter((other) => canWalk(other, axes)) };
    byName.set(name, grid);
    grids.set(task, grid);
  }
  return grids;
}

function itemsOf(
  groups: readonly Grouping[],
  order: readonly Axis[],
  taskOf: (fold: Product) => Task,
  conditions: ReadonlyMap<Reduction, Node>,
): readonly Item[] {
  const done = new Set<Reduction>();
  return groups.flatMap(({ grid, tasks }): readonly Item[] => {
    const axes = order.filter((axis) => grid.includes(axis));
    const items: readonly Item[] = tasks.every(({ loops }) => loops.length === 0)
      ? tasks.map((task): Item => ({ kind: "task", task }))
      : axes.reduceRight<readonly Item[]>(
          (inner, axis) => [{ kind: "loop", axis, reversed: false, items: inner, grid: true }],
          levelWithin(tasks, axes, new Set(done), taskOf, conditions),
        );
    for (const { does } of tasks) if (does.kind === "fold") done.add(does.fold);
    return items;
  });
}
