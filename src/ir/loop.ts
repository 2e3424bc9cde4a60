import type { InputNode, OpName } from "./graph.ts";
import type { Requirement } from "./requirement.ts";
import type { Axis, Scalar } from "./type.ts";

/** A variable of a loop nest. Its name is a wish; the printer makes names unique. */
export interface Local {
  readonly name: string;
  readonly type: Scalar;
}

/** An array that a kernel reads or writes. */
export type ArrayRef =
  | { readonly kind: "input"; readonly name: string }
  | { readonly kind: "gradient"; readonly name: string }
  /** The unreduced value. */
  | { readonly kind: "point" }
  /** `name` is where it is kept, `label` what it holds. */
  | { readonly kind: "scratch"; readonly name: string; readonly label: string };

export type Expression =
  | { readonly kind: "number"; readonly type: Scalar; readonly value: number }
  | { readonly kind: "local"; readonly local: Local }
  | { readonly kind: "option"; readonly name: string; readonly type: Scalar }
  | { readonly kind: "present"; readonly input: string }
  /** The size of an extent; `A*B` is a product. */
  | { readonly kind: "size"; readonly extent: string }
  | {
      readonly kind: "load";
      readonly array: ArrayRef;
      readonly type: Scalar;
      readonly at: Expression;
      /** The element of an input that is loaded. */
      readonly element?: InputNode;
    }
  | { readonly kind: "apply"; readonly op: OpName; readonly type: Scalar; readonly args: readonly Expression[] };

export type Statement =
  | { readonly kind: "let"; readonly local: Local; readonly value: Expression }
  /** An accumulator, set later. */
  | { readonly kind: "var"; readonly local: Local; readonly initial: Expression }
  /** `local = step(local, value)` */
  | { readonly kind: "accumulate"; readonly local: Local; readonly step: OpName; readonly value: Expression }
  /** `local * exp(largest)` takes in `value * exp(exponent)`, and `largest` becomes the larger of the two exponents. */
  | {
      readonly kind: "accumulateScaled";
      readonly local: Local;
      readonly largest: Local;
      readonly value: Expression;
      readonly exponent: Expression;
    }
  | { readonly kind: "loop"; readonly loop: Loop }
  /** Statements that a choice of options needs. */
  | { readonly kind: "if"; readonly condition: Expression; readonly body: readonly Statement[] }
  | { readonly kind: "fill"; readonly array: ArrayRef; readonly value: number; readonly extents: readonly string[] }
  | {
      readonly kind: "store";
      readonly array: ArrayRef;
      readonly at: Expression;
      readonly value: Expression;
      readonly axes: readonly Axis[];
    }
  /** `array[at] = step(array[at], value)` */
  | {
      readonly kind: "accumulateAt";
      readonly array: ArrayRef;
      readonly at: Expression;
      readonly step: OpName;
      readonly value: Expression;
    }
  /** A scalar result: `value`, or a metric. */
  | {
      readonly kind: "result";
      readonly result: { readonly kind: "value" } | { readonly kind: "metric"; readonly name: string };
      readonly value: Expression;
    }
  /** A computed number that must be as required. */
  | {
      readonly kind: "require";
      readonly value: Expression;
      readonly requirement: Requirement;
      readonly position: readonly Local[];
    };

/** A vector that lives between sweeps. */
export interface Scratch {
  readonly name: string;
  /** A `position` is an int that is -1 or a position along an axis. */
  readonly type: Scalar | "position";
  readonly extents: readonly string[];
}

/** The statements of a kernel, and what it keeps between loops. */
export interface LoopNest {
  readonly statements: readonly Statement[];
  readonly scratch: readonly Scratch[];
}

/** Stands for an index that nothing needs: no int is a half, while one may be infinite or NaN after a division by 0. */
export const NOT_NEEDED = -0.5;

export interface Loop {
  readonly axis: Axis;
  readonly index: Local;
  /** Runs from the last position to the first. */
  readonly reversed: boolean;
  /** Walks a list instead of all positions: from `first` to what `next` has at each, until that is negative. */
  readonly list?: { readonly first: Expression; readonly next: ArrayRef };
  readonly body: readonly Statement[];
  /** How many iterations the printed body holds, with an accumulator each; a second loop does what is left. */
  readonly unroll: number;
  /** Whether the iterations may run at once: its own and those of the loops of the grid inside it. */
  readonly grid?: true;
  /** The unrolled body for targets where a choice is a jump. */
  readonly branchless?: Branchless;
}

/**
 * A loop's body without jumps: `values`, then, where all `conditions` hold and the sum of all `choices` is finite, `effects`.
 * Elsewhere this iteration and all that follow are left to the plain body.
 */
export interface Branchless {
  readonly values: readonly Statement[];
  readonly conditions: readonly Expression[];
  readonly choices: readonly Expression[];
  readonly effects: readonly Statement[];
}

export const localOf = (local: Local): Expression => ({ kind: "local", local });
export const numberOf = (value: number, type: Scalar = "real"): Expression => ({ kind: "number", type, value });

/** The expressions that a statement holds itself, not those of nested statements. */
export function expressionsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case "let":
    case "accumulate":
    case "result":
    case "require":
      return [statement.value];
    case "accumulateScaled":
      return [statement.value, statement.exponent];
    case "var":
      return [statement.initial];
    case "store":
    case "accumulateAt":
      return [statement.at, statement.value];
    case "if":
      return [statement.condition];
    case "loop":
      return statement.loop.list ? [statement.loop.list.first] : [];
    case "fill":
      return [];
  }
}

/** The accumulators that a statement itself takes a value into. */
export function accumulatorsIn(statement: Statement): readonly Local[] {
  if (statement.kind === "accumulate") return [statement.local];
  return statement.kind === "accumulateScaled" ? [statement.local, statement.largest] : [];
}

/** The statements inside a statement. */
export function bodyOf(statement: Statement): readonly Statement[] {
  return statement.kind === "loop" ? statement.loop.body : statement.kind === "if" ? statement.body : [];
}

/** The expressions that an expression is made from. */
export function partsOf(expression: Expression): readonly Expression[] {
  return expression.kind === "apply" ? expression.args : expression.kind === "load" ? [expression.at] : [];
}

export function typeOf(expression: Expression): Scalar {
  switch (expression.kind) {
    case "local":
      return expression.local.type;
    case "present":
      return "bool";
    case "size":
      return "int";
    default:
      return expression.type;
  }
}
