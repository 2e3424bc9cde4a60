import type { LossProgram } from "../../ir/program.ts";
import type { LiteralObject } from "./literal.ts";

/** A vector that a kernel needs beside its inputs and outputs. */
export interface ScratchVector {
  readonly name: string;
  readonly array: "Float64Array" | "Uint8Array" | "Int32Array";
  /** The extents whose sizes multiply to its length. */
  readonly extents: readonly string[];
}

/**
 * One loss, ready to be put into a module: the printed kernels and what the shell must know to call them.
 * Kernel functions take one frame: the `Work` of the runtime.
 */
export interface LossUnit {
  readonly program: LossProgram;
  /** The inputs with a gradient, in declared order. */
  readonly wrt: readonly string[];
  /** Those whose gradient may replace the input in its own array. */
  readonly inPlace: readonly string[];
  readonly scratch: readonly ScratchVector[];
  /** Function declarations, in TypeScript or JavaScript as asked for. */
  readonly code: string;
  /** The names of the functions in `code`: value and metrics; value, metrics and gradients; checks of computed indices. */
  readonly forward: string;
  readonly backward: string;
  readonly checkIndices?: string;
  /** What else the description for the runtime has. */
  readonly more?: LiteralObject;
}
