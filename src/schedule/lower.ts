import type { Node } from "../ir/graph.ts";
import type { KernelGraph } from "../ir/kernel.ts";
import { type ArrayRef, type Local, localOf, type LoopNest, numberOf, type Statement } from "../ir/loop.ts";
import type { Axis } from "../ir/type.ts";
import { Accumulators } from "./accumulators.ts";
import { type Block, chain, newBlock } from "./block.ts";
import { BucketLists } from "./bucket-lists.ts";
import { workOf, workOfRare } from "./carry.ts";
import type { Item, LoopItem } from "./fuse.ts";
import { foldsToKeep, startsAt, tasksIn } from "./keep.ts";
import { ScratchPad } from "./scratch-pad.ts";
import { gradientOf, loadsIn, type Task } from "./task.ts";
import { type Plan, Values } from "./values.ts";

/** Writes the loops, with every value computed in the outermost loop in which all that it needs is there. */
export function lower(kernel: KernelGraph, items: readonly Item[], plan: Plan): LoopNest {
  return new Lowering(kernel, foldsToKeep(items), plan).nest(items);
}

class Lowering {
  readonly #kernel: KernelGraph;
  readonly #plan: Plan;
  readonly #values: Values;
  readonly #scratch = new ScratchPad();
  readonly #accumulators: Accumulators;
  readonly #lists: BucketLists;
  /** The bodies of all loops. */
  readonly #bodies: Block[] = [];

  constructor(kernel: KernelGraph, toKeep: ReadonlyMap<Task, readonly Axis[]>, plan: Plan) {
    this.#plan = plan;
    this.#kernel = kernel;
    this.#values = new Values(kernel, plan);
    this.#accumulators = new Accumulators(kernel, plan, toKeep, this.#values, this.#scratch);
    this.#lists = new BucketLists(kernel, this.#values, this.#scratch);
  }

  nest(items: readonly Item[]): LoopNest {
    const top = newBlock();
    this.#items(items, top);
    for (const { statements, last } of this.#bodies) statements.push(...last);
    return { statements: top.statements, scratch: this.#scratch.vectors };
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
    for (const task of started) {
      if (task.does.kind === "lists") this.#lists.start(task.does.bucket, block);
      else this.#accumulators.start(task, around, block);
    }
    const index: Local = { name: axis.name, type: "int" };
    const condition = this.#conditionOf(items, around);
    const work = condition === undefined ? workOf(items) : workOfRare(items, axis, later);
    const inner = newBlock({ parent: block, axis, index, work });
    this.#bodies.push(inner);
    inner.values.set(this.#kernel.graph.index(axis), localOf(index));
    const bucket = this.#plan.buckets.get(axis);
    const list = bucket && this.#lists.at(bucket, block);
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
    for (const task of started) if (task.does.kind === "fold") this.#accumulators.finish(task, block);
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

  #task(task: Task, block: Block): void {
    const value = this.#values.need(task.body, block);
    if (task.does.kind === "fold") this.#accumulators.step(task, value, block);
    else if (task.does.kind === "lists") this.#lists.put(task.does.bucket, value, block);
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
}
