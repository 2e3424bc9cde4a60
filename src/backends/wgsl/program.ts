import type { ArrayRef } from "../../ir/loop.ts";
import { camelCase } from "../../support/camel-case.ts";

/** What a shader binds. The status is a word in which checks set bits. */
export type Bindable = ArrayRef | { readonly kind: "status" };

/** What the host calls a binding. All kept vectors are in one. */
export function keyOf(array: Bindable): string {
  return array.kind === "input" || array.kind === "gradient" ? `${array.kind} ${camelCase(array.name)}` : array.kind;
}

/** The bits of a status: an index out of range, and a value outside its domain. */
export const STATUS = { index: 1, domain: 2 } as const;

/** A number that a shader reads from its parameters, by what it is. */
export type Parameter =
  | { readonly kind: "infinity" | "nan" }
  /** The product of the sizes of axes. */
  | { readonly kind: "size"; readonly axes: readonly string[] }
  | { readonly kind: "option"; readonly name: string; readonly isReal: boolean }
  /** A number that checks compare with, by its place among them. */
  | { readonly kind: "limit"; readonly place: number; readonly isReal: boolean }
  /** Where the data of an array begins in what it is bound with, in elements. */
  | { readonly kind: "start"; readonly array: string }
  /** Where a kept vector begins in the scratch buffer. */
  | { readonly kind: "place"; readonly vector: number }
  /** How many threads share an item of a dispatch, and how many workgroups it has. */
  | { readonly kind: "lanes" | "groups"; readonly dispatch: number };

/** One dispatch of a program, for the host. */
export interface DispatchPlan {
  readonly entry: string;
  /** The axes of its grid; none: one workgroup finishes. */
  readonly grid: readonly string[];
  /** The axes of each loop that the threads of an item share; none where an item is one thread. */
  readonly shared: readonly (readonly string[])[];
  /** Whether each workgroup leaves its part of a total. */
  readonly totals: boolean;
  /** The bindings that it uses, by position. */
  readonly bindings: readonly number[];
}

/** A kernel as one shader and what the host must know to run it. */
export interface Program {
  readonly shader: string;
  readonly parameters: readonly Parameter[];
  /** What is bound at 1, 2, ...; the parameters are at 0. Several arrays at one place are packed into one buffer. */
  readonly bindings: readonly (readonly Bindable[])[];
  /** The extents of the vectors that are kept in the scratch buffer. */
  readonly vectors: readonly (readonly string[])[];
  /** How many totals have their parts in the scratch buffer. */
  readonly totals: number;
  readonly dispatches: readonly DispatchPlan[];
  /** The scalars at the start of the scratch buffer when all has run: `value`, `metric x`. */
  readonly results: readonly string[];
  /** The inputs that it reads and that their gradients may replace while it runs. */
  readonly replaces: readonly string[];
}

/** The storage buffers that every device can bind at once. */
export const MOST_BINDINGS = 8;

/** The threads of a workgroup, and the most workgroups of a dispatch that leaves parts of a total. */
export const WORKGROUP = 256;
export const MOST_PARTS = 256;
