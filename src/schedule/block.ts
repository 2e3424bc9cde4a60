import type { Node, Reduction } from "../ir/graph.ts";
import type { Output } from "../ir/kernel.ts";
import type { ArrayRef, Expression, Local, Statement } from "../ir/loop.ts";
import type { Axis } from "../ir/type.ts";
import type { Bucket } from "./bucket.ts";

/** The statements of one loop body, being written. */
export interface Block {
  readonly parent: Block | undefined;
  readonly depth: number;
  readonly axis: Axis | undefined;
  readonly index: Local | undefined;
  readonly statements: Statement[];
  /** What comes after all other statements. */
  readonly last: Statement[];
  readonly values: Map<Node, Expression>;
  /** Where the results of folds are kept that ended in a loop of this block. */
  readonly kept: Map<Reduction, Kept>;
  /** The buckets that were filled in a loop of this block. */
  readonly lists: Map<Bucket, Lists>;
  /** Loops in this block that are written already. */
  readonly ended: Block[];
  /** What this block's loop is for. */
  readonly work: Work;
}

/** What the tasks of a loop evaluate, where an array may have rounded a part of it. */
export interface Work {
  /** What must be as it is. */
  readonly terms: readonly Node[];
  readonly bodies: readonly Node[];
  /** The gradients that are stored. */
  readonly stores: readonly (Output & { readonly kind: "gradient" })[];
}

/** A block with nothing in it yet; without a parent the outermost. */
export function newBlock(fields: Partial<Pick<Block, "parent" | "axis" | "index" | "work">> = {}): Block {
  return {
    parent: undefined,
    axis: undefined,
    index: undefined,
    work: { terms: [], bodies: [], stores: [] },
    ...fields,
    depth: fields.parent === undefined ? 0 : fields.parent.depth + 1,
    statements: [],
    last: [],
    values: new Map(),
    kept: new Map(),
    lists: new Map(),
    ended: [],
  };
}

/** An array with the results of a fold. */
export interface Kept {
  readonly array: ArrayRef;
  readonly axes: readonly Axis[];
}

/** The first of each bucket, and the next of each of its members: -1 where there is none. */
export interface Lists {
  readonly first: ArrayRef;
  readonly next: ArrayRef;
}

/** The blocks from the outermost to this one. */
export function chain(block: Block): readonly Block[] {
  const blocks: Block[] = [];
  for (let b: Block | undefined = block; b !== undefined; b = b.parent) blocks.unshift(b);
  return blocks;
}

/** The innermost block around this one that is outside of the loops over `axes`. */
export function outside(block: Block, axes: readonly Axis[]): Block {
  let found = block;
  for (let b: Block | undefined = block; b?.parent !== undefined; b = b.parent) {
    if (axes.includes(b.axis!)) found = b.parent;
  }
  return found;
}

/** Whether a statement writes an element of the gradient of an input. */
export const isStoreTo = (statement: Statement, gradient: string): boolean =>
  statement.kind === "store" && statement.array.kind === "gradient" && statement.array.name === gradient;

/** The extents of an array over `axes`. */
export const extentsOf = (axes: readonly Axis[]): readonly string[] => axes.map(({ extent }) => extent);
