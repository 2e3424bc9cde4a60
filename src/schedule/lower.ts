import { combinedAxes, isReduction, type Node, type ReadNode, type Reduction, type ScanNode } from "../ir/graph.ts";
import { operands } from "../ir/graph.ts";
import { type ArrayRef, type Expression, type Local, localOf, numberOf, type Statement } from "../ir/loop.ts";
import { type Axis, type Scalar, withoutAxes } from "../ir/type.ts";
import { Build } from "../ops/build.ts";
import { isExponential } from "../ops/by-table.ts";
import { folds } from "../ops/folds.ts";
import { exactRules, simplifier } from "../rewrite/engine.ts";
import { invariant } from "../support/invariant.ts";
import type { Item, LoopItem } from "./fuse.ts";
import type { Bucket } from "./bucket.ts";
import { type Block, chain, isStoreTo, type Kept, type Lists, newBlock, outside } from "./block.ts";
import { isMadeOf, mayBeRounded, workOf, workOfRare } from "./carry.ts";
import { foldsToKeep, startsAt, tasksIn } from "./keep.ts";
import type { KernelGraph } from "../ir/kernel.ts";
import { foldName, valueName } from "./local-names.ts";
import { foldOf, gradientOf, loadsIn, nearestFolds, readsIn, type Surroundings, type Task } from "./task.ts";

/** A vector that lives between sweeps. */
export interface Scratch {
  readonly name: string;
  /** A `position` is an int that is -1 or a position along an axis. */
  readonly type: Scalar | "position";
  readonly extents: readonly string[];
}

export interface LoopNest {
  readonly statements: readonly Statement[];
  readonly scratch: readonly Scratch[];
}

/** Whether gradient arrays may carry values from one loop to the next, and whether they hold them as they are. */
export type Carry = "exactly" | "rounded" | "never";

type Accumulator =
  | { readonly kind: "local"; readonly local: Local; readonly kept?: Kept }
  | { readonly kind: "array"; readonly array: ArrayRef; readonly axes: readonly Axis[]; readonly kept?: Kept };

/** What is known of a nest beside its items. */
export interface Plan extends Surroundings {
  readonly carry: Carry;
}

/** Writes the loops, with every value computed in the outermost loop in which all that it needs is there. */
export function lower(kernel: KernelGraph, items: readonly Item[], plan: Plan): LoopNest {
  return new Lowering(kernel, foldsToKeep(items), plan).nest(items);
}

class Lowering {
  readonly #kernel: KernelGraph;
  readonly #toKeep: ReadonlyMap<Task, readonly Axis[]>;
  readonly #plan: Plan;
  readonly #b: Build;
  readonly #scratch: Scratch[] = [];
  /** What the arrays of gradients carry from one loop to the next. */
  readonly #carriers = new Map<string, Node>();
  readonly #accumulators = new Map<Task, Accumulator>();

  constructor(kernel: KernelGraph, toKeep: ReadonlyMap<Task, readonly Axis[]>, plan: Plan) {
    this.#plan = plan;
    this.#kernel = kernel;
    this.#toKeep = toKeep;
    this.#b = new Build(kernel.graph, simplifier(exactRules));
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
    } else block.statements.push({ kind: "if", condition: this.#need(condition, block), body: [loop] });
    for (const task of started) this.#finish(task, block);
  }

  /** The members of a bucket at the position of the loop around `block`. */
  #listOf(bucket: Bucket, block: Block): { readonly first: Expression; readonly next: ArrayRef } {
    const { first, next } = this.#listsOf(bucket, block);
    const at = this.#need(this.#b.graph.index(bucket.at), block);
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
        if (written.includes(load.input) && isHere && this.#isReady(load, block)) this.#need(load, block);
      }
    }
  }

  /** Whether all the folds are complete that a node needs. */
  #isReady(root: Node, block: Block): boolean {
    const blocks = chain(block);
    const read = new Set(readsIn(root).map(({ of }) => of));
    return nearestFolds(root).every((fold) =>
      blocks.some((outer) => (outer.values.has(fold) && !read.has(fold)) || outer.kept.has(fold)),
    );
  }

  #start(task: Task, around: readonly Axis[], block: Block): void {
    if (task.does.kind === "lists") {
      this.#startLists(task.does.bucket, block);
      return;
    }
    const fold = foldOf(task);
    const { identity } = folds[fold.fold];
    const deeper = withoutAxes(fold.axes, combinedAxes(fold)).filter((axis) => !around.includes(axis));
    const name = foldName(fold, this.#kernel.names);
    const toKeep = this.#toKeep.get(task);
    const kept =
      fold.kind === "scan" && toKeep?.includes(fold.axis)
        ? { array: this.#newScratch(name, fold.type, toKeep), axes: toKeep }
        : undefined;
    if (deeper.length === 0) {
      const local: Local = { name, type: fold.type };
      block.statements.push({ kind: "var", local, initial: numberOf(identity, fold.type) });
      this.#accumulators.set(task, { kind: "local", local, ...(kept && { kept }) });
    } else {
      const axes = fold.kind === "fold" ? (toKeep ?? deeper) : deeper;
      const array = this.#newScratch(name, fold.type, axes);
      // In loops over the places where members land, each has its own turn.
      const places = axes.flatMap((axis) => this.#plan.buckets.get(axis)?.at ?? []);
      const fill: Statement = { kind: "fill", array, value: identity, extents: axes.map(extentOf) };
      outside(block, [...axes, ...places]).statements.push(fill);
      this.#accumulators.set(task, { kind: "array", array, axes, ...(kept && { kept }) });
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
    const at = this.#need(this.#placeAlong(axes), block);
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
    const stem = [type, ...axes.map(extentOf)].join("_").replace(/\*/g, "_");
    const count = this.#scratch.filter(({ name }) => name.startsWith(`${stem}_`)).length;
    const name = `${stem}_${count + 1}`;
    this.#scratch.push({ name, type, extents: axes.map(extentOf) });
    return { kind: "scratch", name, label };
  }

  #task(task: Task, block: Block): void {
    const value = this.#need(task.body, block);
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
          const at = this.#need(this.#placeAlong(axes), block);
          const array: ArrayRef = output.kind === "point" ? { kind: "point" } : { kind: "gradient", name: output.name };
          block.statements.push({ kind: "store", array, at, value, axes });
        }
      }
    }
  }

  /** A position in front of the list of its bucket. */
  #put(bucket: Bucket, at: Expression, block: Block): void {
    const { first, next } = this.#listsOf(bucket, block);
    const member = this.#need(this.#placeAlong(bucket.along), block);
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
    let running: Local;
    if (accumulator.kind === "local") {
      running = accumulator.local;
      block.statements.push({ kind: "accumulate", local: running, step, value });
    } else {
      const { array, axes } = accumulator;
      const at = this.#need(this.#placeAlong(axes), block);
      running = { name: foldName(scan, this.#kernel.names), type };
      const before: Expression = { kind: "load", array, type, at };
      block.statements.push(
        { kind: "let", local: running, value: { kind: "apply", op: step, type, args: [before, value] } },
        { kind: "store", array, at, value: localOf(running), axes },
      );
      // Another loop of the same iteration finds it there.
      this.#keep(scan, { array, axes }, block);
    }
    block.values.set(scan, localOf(running));
    if (accumulator.kept === undefined) return;
    const { array, axes } = accumulator.kept;
    const at = this.#need(this.#placeAlong(axes), block);
    block.statements.push({ kind: "store", array, at, value: localOf(running), axes });
  }

  #accumulate(task: Task, fold: Reduction, value: Expression, block: Block): void {
    const accumulator = this.#accumulators.get(task)!;
    const step = folds[fold.fold].step!;
    if (accumulator.kind === "local") {
      block.statements.push({ kind: "accumulate", local: accumulator.local, step, value });
      return;
    }
    const positions = accumulator.axes.map((axis) => task.scatter?.places.get(axis) ?? this.#b.graph.index(axis));
    const at = this.#need(this.#flat(positions, accumulator.axes.map(extentOf)), block);
    block.statements.push({ kind: "accumulateAt", array: accumulator.array, at, step, value });
  }

  /** The place of an iteration's element in an array over `axes`. */
  #placeAlong(axes: readonly Axis[]): Node {
    return this.#flat(
      axes.map((axis) => this.#b.graph.index(axis)),
      axes.map(extentOf),
    );
  }

  /** The place of an element in row-major memory. Terms that change in outer loops come first, to be computed there. */
  #flat(at: readonly Node[], extents: readonly string[]): Node {
    const depth = (node: Node) => Math.max(-1, ...node.axes.map((axis) => this.#plan.order.indexOf(axis)));
    const terms = at.map((position, i) =>
      extents.slice(i + 1).reduceRight((product, extent) => this.#b.mul(product, this.#b.graph.size(extent)), position),
    );
    return terms.sort((x, y) => depth(x) - depth(y)).reduce((x, y) => this.#b.add(x, y), this.#b.int(0));
  }

  /** An expression for `root` at the end of `block`, with what it needs computed in `block` or further out. */
  #need(root: Node, block: Block): Expression {
    const blocks = chain(block);
    const stack = [root];
    while (stack.length > 0) {
      const node = stack.at(-1)!;
      const missing = this.#there(node, block)
        ? []
        : this.#parts(node, block).filter((part) => !this.#there(part, block));
      if (missing.length > 0) stack.push(...missing);
      else {
        stack.pop();
        if (!this.#there(node, block)) this.#place(node, blocks, block);
      }
    }
    return this.#there(root, block)!;
  }

  /** What must be there before a node can be placed. */
  #parts(node: Node, block: Block): readonly Node[] {
    switch (node.kind) {
      case "input":
        return [this.#flat(node.at, this.#kernel.shapes.get(node.input)!)];
      case "fold":
      case "scan":
      case "read":
        return [this.#placeOfKept(node, block).at];
      default:
        return operands(node);
    }
  }

  /** The innermost block around `block` that an array with the results of a fold is complete in. */
  #keptAt(node: Node, block: Block): Block | undefined {
    const fold = keptBy(node);
    return fold && chain(block).findLast((outer) => outer.kept.has(fold));
  }

  #placeOfKept(node: Reduction | ReadNode, block: Block): { array: ArrayRef; at: Node } {
    const fold = keptBy(node);
    const kept = fold && this.#keptAt(node, block)?.kept.get(fold);
    invariant(kept !== undefined, `the fold ${fold?.id} is needed before it is complete`);
    return {
      array: kept.array,
      at: this.#flat(
        kept.axes.map((axis) => (node.kind === "read" && axis === node.axis ? node.at : this.#b.graph.index(axis))),
        kept.axes.map(extentOf),
      ),
    };
  }

  #place(node: Node, blocks: readonly Block[], block: Block): void {
    const decided = this.#decided(node, block);
    if (decided !== undefined) {
      block.values.set(node, decided);
      return;
    }
    const parts = this.#parts(node, block);
    const depths = parts.map((part) => this.#homeOf(part, block));
    const home = blocks[Math.max(this.#keptAt(node, block)?.depth ?? 0, ...depths)]!;
    const value = this.#carried(node, home) ?? this.#expression(node, parts, block);
    const local: Local = { name: valueName(node, this.#kernel.names), type: node.type };
    home.statements.push({ kind: "let", local, value });
    home.values.set(node, localOf(local));
  }

  /** A choice that is made already: its condition holds throughout the loop. */
  #decided(node: Node, block: Block): Expression | undefined {
    if (node.kind !== "map" || node.op !== "select") return undefined;
    const condition = this.#there(node.args[0]!, block);
    return condition?.kind === "number" && condition.value === 1 ? this.#there(node.args[1]!, block) : undefined;
  }

  /**
   * An exponential that an earlier loop over the same axis computed (the last one, for until then its input is read), read back from the array of a gradient that this loop
   * is about to store in its place: if the array rounds it, then only where that does no harm.
   */
  #carried(node: Node, home: Block): Expression | undefined {
    if (this.#plan.carry === "never" || !isExponential(node)) return undefined;
    const earlier = home.parent?.ended.findLast((loop) => loop.axis === home.axis && loop.values.has(node));
    if (earlier === undefined) return undefined;
    const output = home.work.stores.find(
      ({ axes, name, node: gradient }) =>
        axes.length === node.axes.length &&
        axes.every((axis) => node.axes.includes(axis)) &&
        isMadeOf(gradient, node) &&
        (this.#carriers.get(name) ?? node) === node &&
        !home.statements.some((statement) => isStoreTo(statement, name)),
    );
    if (output === undefined) return undefined;
    if (this.#plan.carry === "rounded" && !mayBeRounded(node, home.work)) return undefined;
    const place = this.#placeAlong(output.axes);
    const at = this.#there(place, earlier);
    const here = this.#there(place, home);
    if (at === undefined || here === undefined) return undefined;
    const array: ArrayRef = { kind: "gradient", name: output.name };
    if (!this.#carriers.has(output.name))
      earlier.statements.push({ kind: "store", array, at, value: earlier.values.get(node)!, axes: output.axes });
    this.#carriers.set(output.name, node);
    return { kind: "load", array, type: "real", at: here };
  }

  #expression(node: Node, parts: readonly Node[], block: Block): Expression {
    const args = parts.map((part) => this.#there(part, block)!);
    switch (node.kind) {
      case "map":
        return { kind: "apply", op: node.op, type: node.type, args };
      case "input":
        return {
          kind: "load",
          array: { kind: "input", name: node.input },
          type: node.type,
          at: args[0]!,
          element: node,
        };
      case "fold":
      case "scan":
      case "read":
        return { kind: "load", array: this.#placeOfKept(node, block).array, type: node.type, at: args[0]! };
      default:
        throw new Error(`losscc bug: ${node.kind} is always there`);
    }
  }

  /** The expression of a node that needs nothing, or is computed already. */
  #there(node: Node, block: Block): Expression | undefined {
    switch (node.kind) {
      case "constant":
        return numberOf(node.value, node.type);
      case "option":
        return { kind: "option", name: node.name, type: node.type };
      case "present":
        return { kind: "present", input: node.input };
      case "size":
        return { kind: "size", extent: node.extent };
      default:
        for (let b: Block | undefined = block; b !== undefined; b = b.parent) {
          const value = b.values.get(node);
          if (value !== undefined) return value;
        }
        return undefined;
    }
  }

  /** The depth of the block in which a node is computed. */
  #homeOf(node: Node, block: Block): number {
    for (let b: Block | undefined = block; b !== undefined; b = b.parent) if (b.values.has(node)) return b.depth;
    return 0;
  }
}

const extentOf = (axis: Axis): string => axis.extent;

/** The fold or scan whose results a node has. */
const keptBy = (node: Node): Reduction | undefined =>
  node.kind === "read" ? node.of : isReduction(node) ? node : undefined;
