import { combinedAxes, type Reduction, type ScanNode } from "../ir/graph.ts";
import type { KernelGraph } from "../ir/kernel.ts";
import { type ArrayRef, type Expression, type Local, localOf, numberOf, type Statement } from "../ir/loop.ts";
import { type Axis, withoutAxes } from "../ir/type.ts";
import { folds } from "../ops/folds.ts";
import { type Block, extentsOf, type Kept, outside } from "./block.ts";
import { foldName } from "./local-names.ts";
import { scaledSum } from "./scaled-step.ts";
import type { ScratchPad } from "./scratch-pad.ts";
import { foldOf, type Task } from "./task.ts";
import type { Plan, Values } from "./values.ts";

/** Where a fold is accumulated; of a sum in scaled form, also where the largest exponent is. */
type Accumulator =
  | { readonly kind: "local"; readonly local: Local; readonly largest?: Local; readonly kept?: Kept }
  | {
      readonly kind: "array";
      readonly array: ArrayRef;
      readonly largest?: ArrayRef;
      readonly axes: readonly Axis[];
      /** Of an exclusive scan: what it has at the position of the loop. */
      readonly before?: ArrayRef;
      readonly kept?: Kept;
    };

/** What the largest exponent of a sum in scaled form is called. */
const LARGEST = "largest_exponent";

/** Writes what folds and scans do: before their loop, at each step and after it. */
export class Accumulators {
  readonly #kernel: KernelGraph;
  readonly #plan: Plan;
  readonly #toKeep: ReadonlyMap<Task, readonly Axis[]>;
  readonly #values: Values;
  readonly #scratch: ScratchPad;
  readonly #accumulators = new Map<Task, Accumulator>();

  constructor(
    kernel: KernelGraph,
    plan: Plan,
    toKeep: ReadonlyMap<Task, readonly Axis[]>,
    values: Values,
    scratch: ScratchPad,
  ) {
    this.#kernel = kernel;
    this.#plan = plan;
    this.#toKeep = toKeep;
    this.#values = values;
    this.#scratch = scratch;
  }

  start(task: Task, around: readonly Axis[], block: Block): void {
    const fold = foldOf(task);
    const { identity } = folds[fold.fold];
    const deeper = withoutAxes(fold.axes, combinedAxes(fold)).filter((axis) => !around.includes(axis));
    const name = foldName(fold, this.#kernel.names);
    const toKeep = this.#toKeep.get(task);
    const kept =
      fold.kind === "scan" && toKeep?.includes(fold.axis)
        ? { array: this.#scratch.add(name, fold.type, toKeep), axes: toKeep }
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
        const array = this.#scratch.add(label, fold.type, axes);
        const fill: Statement = { kind: "fill", array, value, extents: extentsOf(axes) };
        outside(block, [...axes, ...places]).statements.push(fill);
        return array;
      };
      this.#accumulators.set(task, {
        kind: "array",
        array: vector(name, identity),
        ...(isScaled && { largest: vector(LARGEST, -Infinity) }),
        axes,
        ...(fold.kind === "scan" && fold.exclusive && { before: this.#scratch.add(name, fold.type, axes) }),
        ...(kept && { kept }),
      });
    }
  }

  step(task: Task, value: Expression, block: Block): void {
    const fold = foldOf(task);
    if (fold.kind === "scan") this.#run(task, fold, value, block);
    else this.#accumulate(task, fold, value, block);
  }

  finish(task: Task, block: Block): void {
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
    const array = this.#scratch.add(accumulator.local.name, fold.type, axes);
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

  /** One step of a scan, whose value is there from here on; an exclusive one takes it in after all else. */
  #run(task: Task, scan: ScanNode, value: Expression, block: Block): void {
    const accumulator = this.#accumulators.get(task)!;
    const step = folds[scan.fold].step!;
    const { type, exclusive } = scan;
    const exponent = scan.exponent && this.#values.need(scan.exponent, block);
    let running: Local;
    if (accumulator.kind === "local") {
      const { local, largest } = accumulator;
      running = local;
      (exclusive ? block.last : block.statements).push(
        exponent && largest
          ? { kind: "accumulateScaled", local, largest, value, exponent }
          : { kind: "accumulate", local, step, value },
      );
    } else {
      const { array, largest, axes, before } = accumulator;
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
      const name = foldName(scan, this.#kernel.names);
      const load: Expression = { kind: "load", array, type, at };
      const own = before && named(name, load);
      const from = own ? localOf(own) : load;
      let next: Local;
      if (exponent && largest) {
        const most = localOf(named(LARGEST, { kind: "load", array: largest, type, at }));
        const sum = scaledSum({ value: from, exponent: most }, { value, exponent });
        next = set(array, named(name, sum.value));
        set(largest, named(LARGEST, sum.exponent));
      } else next = set(array, named(name, { kind: "apply", op: step, type, args: [from, value] }));
      running = before && own ? set(before, own) : next;
      // Another loop of the same iteration finds it there.
      this.#keep(scan, { array: before ?? array, axes }, block);
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
