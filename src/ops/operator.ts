import type { Node } from "../ir/graph.ts";
import type { Build } from "./build.ts";
import type { Interval } from "./interval.ts";

/**
 * How an operator types its arguments.
 * - `real`: reals in (ints become reals), a real out
 * - `number`: ints in, an int out; as soon as one is real, all are
 * - `int`: ints in, an int out
 * - `compare`: two numbers in, a bool out; `equal`: also two bools
 * - `logic`: bools in, a bool out
 * - `select`: a bool and two values of one type
 * - `toReal`: an int in, a real out
 */
export type Signature = "real" | "number" | "int" | "compare" | "equal" | "logic" | "select" | "toReal";

/**
 * The derivative in one argument: the incoming adjoint times `factor` where `when` holds, and a hard zero
 * elsewhere. Hard means that nothing behind it contributes, even if it is infinite or NaN.
 */
export interface Partial {
  readonly factor: Node;
  readonly when?: Node;
  /** The same away from kinks, where that is simpler: without the guards that only a convention needs. */
  readonly generic?: () => Partial;
}

/** All that the compiler knows of an operator of single elements. */
export interface Operator {
  readonly doc: string;
  readonly arity: number;
  readonly signature: Signature;
  /** Whether a `.loss` file can call it by name. Without it, the operator has its own syntax or is internal. */
  readonly callable?: true;
  /** The float64 meaning. A bool is 0 or 1. */
  readonly meaning: (...args: number[]) => number;
  /** One partial an argument, `null` for a derivative that is zero or not there. Absent: no derivative in any. */
  readonly partials?: (b: Build, args: readonly Node[], out: Node) => readonly (Partial | null)[];
  /** The convention for its gradient where it has none, or where one could expect another. */
  readonly convention?: string;
  /** The operator in simpler ones, for targets that cannot spell it. Accurate wherever the meaning is. */
  readonly decompose?: (b: Build, ...args: Node[]) => Node;
  /** Bounds of the result for arguments within the given bounds. Absent: anything. */
  readonly range?: (...args: Interval[]) => Interval;
}
