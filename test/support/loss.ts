import type { Scalar } from "../../src/ir/type.ts";

/** A typed expression of the loss language. `axes` are its free axes, by name. */
export type Expression = ExpressionKind & { readonly type: Scalar; readonly axes: readonly string[] };

type ExpressionKind =
  | { readonly kind: "number"; readonly text: string }
  /** An input, an option or a let. */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "prefix"; readonly op: "-" | "not"; readonly x: Expression }
  | { readonly kind: "infix"; readonly op: InfixOp; readonly x: Expression; readonly y: Expression }
  | { readonly kind: "if"; readonly c: Expression; readonly x: Expression; readonly y: Expression }
  /** A function, built in or of the file; `over` are the axes in square brackets, absent for all. */
  | {
      readonly kind: "call";
      readonly name: string;
      readonly over?: readonly string[];
      readonly args: readonly Expression[];
    }
  /** `index(axis)` or `size(axis)` */
  | { readonly kind: "index" | "size"; readonly axis: string }
  | { readonly kind: "select"; readonly x: Expression; readonly axis: string; readonly at: Expression }
  | { readonly kind: "rename"; readonly x: Expression; readonly from: string; readonly to: string };

export type InfixOp = "+" | "-" | "*" | "/" | "^" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "and" | "or";

export interface Input {
  readonly name: string;
  readonly axes: readonly string[];
  readonly element: "real" | "bool" | { readonly axis: string; readonly sentinel?: string };
  readonly constant: boolean;
  /** With a default, the call leaves the input out if not `given`. */
  readonly default?: number;
  readonly given: boolean;
}

export interface Option {
  readonly name: string;
  readonly type: Scalar;
  readonly default?: number;
  /** What the call gives; absent for the default. */
  readonly value?: number;
}

export interface Named {
  readonly name: string;
  readonly value: Expression;
}

/** A declared axis, or one that `as` made. `extent` is the declared axis that gives it its size. */
export interface AxisInfo {
  readonly name: string;
  readonly extent: string;
  readonly starred: boolean;
  /** Its dimensions at the call: one, unless it is starred. */
  readonly dimensions: readonly number[];
}

/** A well-typed loss, with what a call needs to know. */
export interface Loss {
  readonly name: string;
  readonly inputs: readonly Input[];
  readonly options: readonly Option[];
  /** Declared axes first, in the order of the parameters, then the made ones in order of appearance. */
  readonly axes: readonly AxisInfo[];
  readonly lets: readonly Named[];
  readonly metrics: readonly Named[];
  readonly result:
    | { readonly kind: "return"; readonly value: Expression }
    | { readonly kind: "reduce"; readonly point: Expression; readonly reductions: readonly Named[] };
  /** Where the random data of a call start. */
  readonly seed: number;
}

/** The functions that a generated file may define, by name. */
export const fileFunctions: Readonly<
  Record<string, { readonly source: string; readonly axes: number; readonly args: number }>
> = {
  halve: { source: "fn halve(x) = x / 2", axes: 0, args: 1 },
  blend: { source: "fn blend(x, y, w) = x + (y - x) * w", axes: 0, args: 3 },
  guarded: { source: "fn guarded(x, y) = if y > 0 then x / y else 0", axes: 0, args: 2 },
  energy: { source: "fn energy[D](x) = halve(sum[D](x * x))", axes: 1, args: 1 },
  centred: { source: "fn centred[D](x) = x - mean[D](x)", axes: 1, args: 1 },
  reversed: { source: "fn reversed[D](x) = x[D = size(D) - 1 - index(D)]", axes: 1, args: 1 },
};

export function sizeOf(axis: AxisInfo): number {
  return axis.dimensions.reduce((x, y) => x * y, 1);
}
