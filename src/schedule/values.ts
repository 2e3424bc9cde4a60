import { isReduction, type Node, operands, type ReadNode, type Reduction } from "../ir/graph.ts";
import type { KernelGraph } from "../ir/kernel.ts";
import { type ArrayRef, type Expression, type Local, localOf, numberOf } from "../ir/loop.ts";
import type { Axis } from "../ir/type.ts";
import { Build } from "../ops/build.ts";
import { isExponential } from "../ops/by-table.ts";
import { exactRules, simplifier } from "../rewrite/engine.ts";
import { invariant } from "../support/invariant.ts";
import { type Block, chain, extentsOf, isStoreTo } from "./block.ts";
import { Composition } from "./carry.ts";
import { valueName } from "./local-names.ts";
import { nearestFolds, readsIn, type Surroundings } from "./task.ts";

/** Whether gradient arrays may carry values from one loop to the next, and whether they hold them as they are. */
export type Carry = "exactly" | "rounded" | "never";

/** What is known of a nest beside its items. */
export interface Plan extends Surroundings {
  readonly carry: Carry;
}

/** Computes values in a nest that is being written, each in the outermost loop in which all that it needs is there. */
export class Values {
  readonly #kernel: KernelGraph;
  readonly #plan: Plan;
  readonly #b: Build;
  readonly #composition = new Composition();
  /** What the arrays of gradients carry from one loop to the next. */
  readonly #carriers = new Map<string, Node>();

  constructor(kernel: KernelGraph, plan: Plan) {
    this.#kernel = kernel;
    this.#plan = plan;
    this.#b = new Build(kernel.graph, simplifier(exactRules));
  }

  /** Whether all the folds are complete that a node needs. */
  isReady(root: Node, block: Block): boolean {
    const blocks = chain(block);
    const read = new Set(readsIn(root).map(({ of }) => of));
    return nearestFolds(root).every((fold) =>
      blocks.some((outer) => (outer.values.has(fold) && !read.has(fold)) || outer.kept.has(fold)),
    );
  }

  /** The place of an iteration's element in an array over `axes`. */
  placeAlong(axes: readonly Axis[]): Node {
    return this.flat(
      axes.map((axis) => this.#b.graph.index(axis)),
      extentsOf(axes),
    );
  }

  /** The place of an element in row-major memory. Terms that change in outer loops come first, to be computed there. */
  flat(at: readonly Node[], extents: readonly string[]): Node {
    const depth = (node: Node) => Math.max(-1, ...node.axes.map((axis) => this.#plan.order.indexOf(axis)));
    const terms = at.map((position, i) =>
      extents.slice(i + 1).reduceRight((product, extent) => this.#b.mul(product, this.#b.graph.size(extent)), position),
    );
    return terms.sort((x, y) => depth(x) - depth(y)).reduce((x, y) => this.#b.add(x, y), this.#b.int(0));
  }

  /** An expression for `root` at the end of `block`, with what it needs computed in `block` or further out. */
  need(root: Node, block: Block): Expression {
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
        return [this.flat(node.at, this.#kernel.shapes.get(node.input)!)];
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
      at: this.flat(
        kept.axes.map((axis) => (node.kind === "read" && axis === node.axis ? node.at : this.#b.graph.index(axis))),
        extentsOf(kept.axes),
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
        this.#composition.isMadeOf(gradient, node) &&
        (this.#carriers.get(name) ?? node) === node &&
        !home.statements.some((statement) => isStoreTo(statement, name)),
    );
    if (output === undefined) return undefined;
    if (this.#plan.carry === "rounded" && !this.#composition.mayBeRounded(node, home.work)) return undefined;
    const place = this.placeAlong(output.axes);
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

/** The fold or scan whose results a node has. */
const keptBy = (node: Node): Reduction | undefined =>
  node.kind === "read" ? node.of : isReduction(node) ? node : undefined;
