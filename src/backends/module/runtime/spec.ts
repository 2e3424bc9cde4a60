import type { ArrayName } from "./tensors.ts";

export type Sizes = Record<string, number>;

export type Dims = Record<string, readonly number[]>;

export type Options = Record<string, number>;

/** A number, or an expression of the options. */
export type Bound = number | ((options: never) => number);

/** A check of data: the position of the first element that fails (-1: none does), and what to say of it. */
export interface Check {
  find(data: ArrayLike<number>, options: Options, sizes: Sizes, single: boolean): number;
  problem(options: Options, sizes: Sizes): string;
}

export interface InputSpec {
  readonly name: string;
  readonly array: ArrayName;
  /** A starred axis is written "*S". */
  readonly axes: readonly string[];
  /** It has a default. */
  readonly optional?: boolean;
  readonly gradient?: boolean;
  /** The gradient may be written into the input's own array. */
  readonly inPlace?: boolean;
  readonly checks?: readonly Check[];
}

export interface OptionSpec {
  readonly name: string;
  readonly type: "real" | "int" | "bool";
  /** Without one the call must give the option. */
  readonly default?: number;
  readonly check?: Check;
}

/** What the calls of a loss need to know of it. */
export interface LossSpec {
  readonly name: string;
  readonly real: "Float32Array" | "Float64Array";
  readonly inputs: readonly InputSpec[];
  readonly options: readonly OptionSpec[];
  /** The first is the default. Absent: there is nothing to choose, and the value is a number. */
  readonly reductions?: readonly string[];
  /** The axes of the value of "none". */
  readonly point?: readonly string[];
  /** Pairs of axes that must have one size. */
  readonly equal?: readonly (readonly [string, string])[];
  readonly metrics?: readonly string[];
  readonly scratch?: readonly { readonly name: string; readonly array: ArrayName; readonly axes: readonly string[] }[];
  readonly forward: (frame: never) => void;
  readonly backward: (frame: never) => void;
  readonly checkIndices?: (frame: never) => void;
}
