import type { Place } from "../diagnostics/source.ts";
import type { Graph, Node } from "./graph.ts";
import type { Axis, Scalar } from "./type.ts";

/** An axis as a parameter declares it. A starred one stands for any number of dimensions, and runs along their product. */
export interface AxisDeclaration {
  readonly name: string;
  readonly starred: boolean;
}

export type Element =
  | { readonly kind: "real" }
  | { readonly kind: "bool" }
  /** A position along `axis` (a declared axis's name), or the sentinel: an int expression of constants and options. */
  | { readonly kind: "index"; readonly axis: string; readonly sentinel?: Node };

/** Allowed values. Bounds are scalar expressions of constants and options. */
export type Domain =
  | { readonly kind: "range"; readonly lo: Node; readonly hi: Node; readonly loOpen: boolean; readonly hiOpen: boolean }
  | { readonly kind: "set"; readonly values: readonly Node[] };

/** A tensor parameter. All names are as in the source. */
export interface InputDeclaration {
  readonly name: string;
  readonly doc: string;
  /** Declared `const`: not differentiated unless a build asks for it. */
  readonly constant: boolean;
  readonly axes: readonly AxisDeclaration[];
  readonly element: Element;
  /** The value of every element when the call leaves the input out; a bool is 0 or 1. */
  readonly default?: number;
  readonly domain?: Domain;
}

/** A scalar parameter. Without a default the call must give it. */
export interface OptionDeclaration {
  readonly name: string;
  readonly doc: string;
  readonly type: Scalar;
  readonly default?: number;
  readonly domain?: Domain;
}

/** A scalar that the call returns beside others: a reduction of the point, or a metric. */
export interface NamedValue {
  readonly name: string;
  readonly doc: string;
  readonly value: Node;
}

export type Result =
  | { readonly kind: "return"; readonly value: Node }
  /** `axes` is the order of the point's axes in memory. `none` is not among the reductions. `mean` comes first. */
  | {
      readonly kind: "reduce";
      readonly point: Node;
      readonly axes: readonly Axis[];
      readonly reductions: readonly NamedValue[];
    }
  /** The point itself, always unreduced: a build that fixed `reduction` to `none`. */
  | { readonly kind: "point"; readonly point: Node; readonly axes: readonly Axis[] };

/** Where a loss stands in its source; where its nodes come from is known to the graph. */
export interface LossPlaces {
  readonly loss: Place;
  /** Parameters, lets and metrics by name. */
  readonly names: ReadonlyMap<string, Place>;
  /** The expression of the value or the point. */
  readonly result: Place;
}

/**
 * A loss as a typed graph, before anything is made of it.
 *
 * In the graph an input element is `graph.input(name, type, positions)`, with one position for each declared axis
 * (a starred axis is one). An input that has a default appears as `select(present(name), element, default)`.
 * An index `i` of the source that does not walk an axis, forwards or backwards, is wrapped: `checked_index(i, size)`.
 */
export interface LossProgram {
  readonly name: string;
  readonly doc: string;
  readonly graph: Graph;
  readonly inputs: readonly InputDeclaration[];
  readonly options: readonly OptionDeclaration[];
  /** Declared axes, in the order in which the parameters first name them. */
  readonly axes: readonly AxisDeclaration[];
  /** Axes that `x[N as M]` made (so `M` has extent `N`), in order of appearance. */
  readonly madeAxes: readonly Axis[];
  /** Pairs of declared extents that a renaming `x[N as M]` onto a declared M requires to be equal. */
  readonly equalSizes: readonly { readonly from: string; readonly to: string }[];
  readonly result: Result;
  readonly metrics: readonly NamedValue[];
  /** The names of lets, for readable output. */
  readonly names: ReadonlyMap<Node, string>;
  readonly places: LossPlaces;
}
