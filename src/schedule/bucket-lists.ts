import type { KernelGraph } from "../ir/kernel.ts";
import type { ArrayRef, Expression } from "../ir/loop.ts";
import { invariant } from "../support/invariant.ts";
import { type Block, chain, type Lists } from "./block.ts";
import type { Bucket } from "./bucket.ts";
import type { ScratchPad } from "./scratch-pad.ts";
import type { Values } from "./values.ts";

/** Writes the lists of what lands at each position of an axis. */
export class BucketLists {
  readonly #kernel: KernelGraph;
  readonly #values: Values;
  readonly #scratch: ScratchPad;

  constructor(kernel: KernelGraph, values: Values, scratch: ScratchPad) {
    this.#kernel = kernel;
    this.#values = values;
    this.#scratch = scratch;
  }

  /** All buckets are empty. */
  start(bucket: Bucket, block: Block): void {
    const first = this.#scratch.add("first", "position", [bucket.at]);
    const next = this.#scratch.add("next", "position", [bucket.members]);
    block.statements.push({ kind: "fill", array: first, value: -1, extents: [bucket.at.extent] });
    block.lists.set(bucket, { first, next });
  }

  /** A position in front of the list of its bucket. */
  put(bucket: Bucket, at: Expression, block: Block): void {
    const { first, next } = this.#of(bucket, block);
    const member = this.#values.need(this.#values.placeAlong(bucket.along), block);
    const before: Expression = { kind: "load", array: first, type: "int", at };
    block.statements.push(
      { kind: "store", array: next, at: member, value: before, axes: bucket.along },
      { kind: "store", array: first, at, value: member, axes: [bucket.at] },
    );
  }

  /** The members of a bucket at the position of the loop around `block`. */
  at(bucket: Bucket, block: Block): { readonly first: Expression; readonly next: ArrayRef } {
    const { first, next } = this.#of(bucket, block);
    const at = this.#values.need(this.#kernel.graph.index(bucket.at), block);
    return { first: { kind: "load", array: first, type: "int", at }, next };
  }

  #of(bucket: Bucket, block: Block): Lists {
    const lists = chain(block)
      .findLast((outer) => outer.lists.has(bucket))
      ?.lists.get(bucket);
    invariant(lists !== undefined, "a bucket is filled before it is walked");
    return lists;
  }
}
