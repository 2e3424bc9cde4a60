import { combinedAxes, type Node, type Reduction, type ScanNode } from "../ir/graph.ts";
import type { KernelGraph } from "../ir/kernel.ts";
import {
  type ArrayRef,
  type Expression,
  type Local,
  localOf,
  type LoopNest,
  numberOf,
  type Scratch,
  type Statement,
} from "../ir/loop.ts";
import { type Axis, withoutAxes } from "../ir/type.ts";
import { folds } from "../ops/folds.ts";
import { invariant } from "../support/invariant.ts";
import { type Block, chain, extentsOf, type Kept, type Lists, newBlock, outside } from "./block.ts";
import type { Bucket } from "./bucket.ts";
import { workOf, workOfRare } from "./carry.ts";
import type { Item, LoopItem } from "./fuse.ts";
import { foldsToKeep, startsAt, tasksIn } from "./keep.ts";
import { foldName } from "./local-names.ts";
import { scaledSum } from "./scaled-step.ts";
import { foldOf, gradientOf, loadsIn, type Task } from "./task.ts";
import { type Plan, Values } from "./values.ts";

/** Where a fold is accumulated; of a sum in scaled form, also where the largest exponent is. */
type Accumulator =
  | { readonly kind: "local"; readonly local: Local; readonly largest?: Local; readonly kept?: Kept }
  | {
      readonly kind: "array";
      readonly array: ArrayRef;
      readonly largest?: ArrayRef;
      readonly axes: readonly Axis[];
      readonly kept?: Kept;
    };

/** What the largest exponent of a sum in scaled form is called. */
const LARGEST = "largest_exponent";

/** Writes the loops, with every value computed in the outermost loop in which all that it needs is there. */
export function lower(kernel: KernelGraph, items: readonly Item[], plan: Plan): LoopNest {
  return new Lowering(kernel, foldsToKeep(items), plan).nest(items);
}

class Lowering {
  readonly #kernel: KernelGraph;
  readonly #toKeep: ReadonlyMap<Task, readonly Axis[]>;
  readonly #plan: Plan;
  readonly #values: Values;
  readonly #scratch: Scratch[] = [];
  readonly #accumulators = new Map<Task, Accumulator>();

  constructor(kernel: KernelGraph, toKeep: ReadonlyMap<Task, readonly Axis[]>, plan: Plan) {
    this.#plan = plan;
    this.#kernel = kernel;
    this.#toKeep = toKeep;
    this.#values = new Values(kernel, plan);
  }

  nest(items: readonly Item[]): LoopNest {
    const top = newBlock();
    this.#items(items, top);
    return { statements: top.statements, scratch: this.#scratch };
  }

  #items(items: readonly Item[], block: Block): void {
    for (const [place, item] of items.entries()) {
      if (item.kind === "task") this.#task(item.task, block);
      else {
        const later = items.slice(place + 1);
        this.#readAhead(item.items, later, block);
        this.#loop(item, later, block);
      }
    }
  }

  #loop({ axis, reversed, items, grid }: LoopItem, later: readonly Item[], block: Block): void {
    const around = chain(block).flatMap(({ axis: outer }) => outer ?? []);
    const started = tasksIn(items).filter((task) => startsAt(task, axis, around));
    for (const task of started) this.#start(task, around, block);
    const index: Local = { name: axis.name, type: "int" };
    const condition = this.#conditionOf(items, around);
    const work = condition === undefined ? workOf(items) : workOfRare(items, axis, later);
    const inner = newBlock({ parent: block, axis, index, work });
    inner.values.set(this.#kernel.graph.index(axis), localOf(index));
    const bucket = this.#plan.buckets.get(axis);
    const list = bucket && this.#listOf(bucket, block);
    if (bucket) inner.values.set(bucket.lands, numberOf(1, "bool"));
    this.#items(items, inner);
    const loop: Statement = {
      kind: "loop",
      loop: {
        axis,
        index,
        reversed,
        ...(list && { list }),
        body: inner.statements,
        unroll: 1,
        ...(grid && { grid }),
      },
    };
    if (condition === undefined) {
      block.statements.push(loop);
      block.ended.push(inner);
    } else block.statements.push({ kind: "if", condition: this.#values.need(condition, block), body: [loop] });
    for (const task of started) this.#finish(task, block);
  }

  /** The members of a bucket at the position of the loop around `block`. */
  #listOf(bucket: Bucket, block: Block): { readonly first: Expression; readonly next: ArrayRef } {
    const { first, next } = this.#listsOf(bucket, block);
    const at = this.#values.need(this.#kernel.graph.index(bucket.at), block);
    return { first: { kind: "load", array: first, type: "int", at }, next };
  }

  #listsOf(bucket: Bucket, block: Block): Lists {
    const lists = chain(block)
      .findLast((outer) => outer.lists.has(bucket))
      ?.lists.get(bucket);
    invariant(lists !== undefined, "a bucket is filled before it is walked");
    return lists;
  }

  /** The condition that all the folds of a loop wait for, if there is one and nothing else is done in the loop. */
  #conditionOf(items: readonly Item[], around: readonly Axis[]): Node | undefined {
    const conditions = tasksIn(items).map(({ does }) =>
      does.kind === "fold" ? this.#plan.conditions.get(does.fold) : undefined,
    );
    const [first] = conditions;
    if (first === undefined || first.kind === "constant" || !first.axes.every((axis) => around.includes(axis)))
      return undefined;
    return conditions.every((condition) => condition === first) ? first : undefined;
  }

  /**
   * Loads the elements of inputs that later tasks of the block want, where the loop to come writes their gradients:
   * then a gradient can take the place of its input.
   */
  #readAhead(loop: readonly Item[], later: readonly Item[], block: Block): void {
    const written = tasksIn(loop).flatMap((task) => gradientOf(task).map(({ name }) => name));
    if (written.length === 0) return;
    const around = chain(block).flatMap(({ axis }) => axis ?? []);
    for (const item of later) {
      if (item.kind !== "task") continue;
      for (const load of loadsIn(item.task.body)) {
        const isHere = load.axes.every((axis) => around.includes(axis));
        if (written.includes(load.input) && isHere && this.#values.isReady(load, block)) this.#values.need(load, block);
      }
    }
  }

  #start(task: Task, around: readonly Axis[], block: Block): void {
    if (task.does.kind === "lists") return this.#startLists(task.does.bucket, block);
    const fold = foldOf(task);
    const { identity } = folds[fold.fold];
    const deeper = withoutAxes(fold.axes, combinedAxes(fold)).filter((axis) => !around.includes(axis));
    const name = foldName(fold, this.#kernel.names);
    const toKeep = this.#toKeep.get(task);
    const kept =
      fold.kind === "scan" && toKeep?.includes(fold.axis)
        ? { array: this.#newScratch(name, fold.type, toKeep), axes: toKeep }
        : undefined;
    const isScaled = fold.kind === "scan" && fold.exponent !== undefined;
    if (deeper.length === 0) {
      const variable = (wish: string, initial: number): Local => {
        const local: Local = { name: wish, type: fold.type };
        block.statements.push({ kind: "var", local, initial: numberOf(initial, fold.type) });
        return local;
      };
      this.#accumulators.set(task, {
        kind: "local",
        local: variable(name, identity),
        ...(isScaled && { largest: variable(LARGEST, -Infinity) }),
        ...(kept && { kept }),
      });
    } else {
      const axes = fold.kind === "fold" ? (toKeep ?? deeper) : deeper;
      // In loops over the places where members land, each has its own turn.
      const places = axes.flatMap((axis) => this.#plan.buckets.get(axis)?.at ?? []);
      const vector = (label: string, value: number): ArrayRef => {
        const array = this.#newScratch(label, fold.type, axes);
        const fill: Statement = { kind: "fill", array, value, extents: extentsOf(axes) };
        outside(block, [...axes, ...places]).statements.push(fill);
        return array;
      };
      this.#accumulators.set(task, {
        kind: "array",
        array: vector(name, identity),
        ...(isScaled && { largest: vector(LARGEST, -Infinity) }),
        axes,
        ...(kept && { kept }),
      });
    }
  }

  /** All buckets are empty. */
  #startLists(bucket: Bucket, block: Block): void {
    const first = this.#newScratch("first", "position", [bucket.at]);
    const next = this.#newScratch("next", "position", [bucket.members]);
    block.statements.push({ kind: "fill", array: first, value: -1, extents: [bucket.at.extent] });
    block.lists.set(bucket, { first, next });
  }

  #finish(task: Task, block: Block): void {
    if (task.does.kind === "lists") return;
    const fold = foldOf(task);
    const accumulator = this.#accumulators.get(task)!;
    if (fold.kind === "scan") {
      const { kept } = accumulator;
      if (kept) this.#keep(fold, kept, block);
      return;
    }
    if (accumulator.kind === "array") {
      this.#keep(fold, accumulator, block);
      return;
    }
    block.values.set(fold, localOf(accumulator.local));
    const axes = this.#toKeep.get(task);
    if (axes === undefined || axes.length === 0) return;
    const array = this.#newScratch(accumulator.local.name, fold.type, axes);
    const at = this.#values.need(this.#values.placeAlong(axes), block);
    block.statements.push({ kind: "store", array, at, value: localOf(accumulator.local), axes });
    this.#keep(fold, { array, axes }, block);
  }

  /** From here on, what a fold gave is in an array: outside of the loops over its axes, and over the places of members. */
  #keep(fold: Reduction, kept: Kept, block: Block): void {
    const buckets = kept.axes.flatMap((axis) => this.#plan.buckets.get(axis) ?? []);
    const places = buckets.flatMap(({ at, around }) => [at, ...around]);
    outside(block, [...kept.axes, ...places]).kept.set(fold, kept);
  }

  /** Vectors are numbered by their type and axes, so that the kernels of a loss share them. */
  #newScratch(label: string, type: Scratch["type"], axes: readonly Axis[]): ArrayRef {
    const stem = [type, ...extentsOf(axes)].join("_").replace(/\*/g, "_");
    const count = this.#scratch.filter(({ name }) => name.startsWith(`${stem}_`)).length;
    const name = `${stem}_${count + 1}`;
    this.#scratch.push({ name, type, extents: extentsOf(axes) });
    return { kind: "scratch", name, label };
  }

  #task(task: Task, block: Block): void {
    const value = this.#values.need(task.body, block);
    if (task.does.kind === "fold") {
      const { fold } = task.does;
      if (fold.kind === "scan") this.#run(task, fold, value, block);
      else this.#accumulate(task, fold, value, block);
    } else if (task.does.kind === "lists") this.#put(task.does.bucket, value, block);
    else {
      const { output } = task.does;
      switch (output.kind) {
        case "value":
        case "metric":
          block.statements.push({
            kind: "result",
            result: output.kind === "value" ? { kind: "value" } : output,
            value,
          });
          break;
        case "check": {
          const position = chain(block).flatMap(({ index }) => index ?? []);
          block.statements.push({ kind: "require", value, requirement: output.requirement, position });
          break;
        }
        case "point":
        case "gradient": {
          const { axes } = output;
          const at = this.#values.need(this.#values.placeAlong(axes), block);
          const array: ArrayRef = output.kind === "point" ? { kind: "point" } : { kind: "gradient", name: output.name };
          block.statements.push({ kind: "store", array, at, value, axes });
        }
      }
    }
  }

  /** A position in front of the list of its bucket. */
  #put(bucket: Bucket, at: Expression, block: Block): void {
    const { first, next } = this.#listsOf(bucket, block);
    const member = this.#values.need(this.#values.placeAlong(bucket.along), block);
    const before: Expression = { kind: "load", array: first, type: "int", at };
    block.statements.push(
      { kind: "store", array: next, at: member, value: before, axes: bucket.along },
      { kind: "store", array: first, at, value: member, axes: [bucket.at] },
    );
  }

  /** One step of a scan, whose value is there from here on. */
  #run(task: Task, scan: ScanNode, value: Expression, block: Block): void {
    const accumulator = this.#accumulators.get(task)!;
    const step = folds[scan.fold].step!;
    const { type } = scan;
    const exponent = scan.exponent && this.#values.need(scan.exponent, block);
    let running: Local;
    if (accumulator.kind === "local") {
      const { local, largest } = accumulator;
      running = local;
      block.statements.push(
        exponent && largest
          ? { kind: "accumulateScaled", local, largest, value, exponent }
          : { kind: "accumulate", local, step, value },
      );
    } else {
      const { array, largest, axes } = accumulator;
      const at = this.#values.need(this.#values.placeAlong(axes), block);
      const named = (name: string, made: Expression): Local => {
        const local: Local = { name, type };
        block.statements.push({ kind: "let", local, value: made });
        return local;
      };
      const set = (to: ArrayRef, local: Local): Local => {
        block.statements.push({ kind: "store", array: to, at, value: localOf(local), axes });
        return local;
      };
      const before: Expression = { kind: "load", array, type, at };
      const name = foldName(scan, this.#kernel.names);
      if (exponent && largest) {
        const from = localOf(named(LARGEST, { kind: "load", array: largest, type, at }));
        const sum = scaledSum({ value: before, exponent: from }, { value, exponent });
        running = set(array, named(name, sum.value));
        set(largest, named(LARGEST, sum.exponent));
      } else running = set(array, named(name, { kind: "apply", op: step, type, args: [before, value] }));
      // Another loop of the same iteration finds it there.
      this.#keep(scan, { array, axes }, block);
    }
    block.values.set(scan, localOf(running));
    if (accumulator.kept === undefined) return;
    const { array, axes } = accumulator.kept;
    const at = this.#values.need(this.#values.placeAlong(axes), block);
    block.statements.push({ kind: "store", array, at, value: localOf(running), axes });
  }

  #accumulate(task: Task, fold: Reduction, value: Expression, block: Block): void {
    const accumulator = this.#accumulators.get(task)!;
    const step = folds[fold.fold].step!;
    if (accumulator.kind === "local") {
      block.statements.push({ kind: "accumulate", local: accumulator.local, step, value });
      return;
    }
    const positions = accumulator.axes.map((axis) => task.scatter?.places.get(axis) ?? this.#kernel.graph.index(axis));
    const at = this.#values.need(this.#values.flat(positions, extentsOf(accumulator.axes)), block);
    block.statements.push({ kind: "accumulateAt", array: accumulator.array, at, step, value });
  }
}
