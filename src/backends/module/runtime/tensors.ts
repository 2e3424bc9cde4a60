export type RealArray = Float32Array | Float64Array;

export type DataArray = RealArray | Int32Array | Uint8Array;

export type ArrayName = "Float32Array" | "Float64Array" | "Int32Array" | "Uint8Array";

/** Row-major data and its shape. */
export interface Tensor<A> {
  readonly data: A;
  readonly shape: readonly number[];
}

/** What a reduction gives: an array for "none", a number otherwise. */
export type ValueOf<R, A> = R extends "none" ? A : number;

export interface Evaluation<V, M> {
  readonly value: V;
  readonly metrics: M;
}

export interface Step<V, G, M> {
  readonly value: V;
  /** The gradient of each input that was given, of its length and order. */
  readonly grads: G;
  readonly metrics: M;
}

/** Arrays for the results; those left out are made. An output may be the input of its name, where Meta says so. */
export interface Outputs<R, A, G> {
  /** Only for the reduction "none". */
  readonly value?: (R extends "none" ? A : never) | undefined;
  readonly grads?: { readonly [K in keyof G]?: G[K] | undefined } | undefined;
}

/** Which inputs with a default a workspace keeps arrays for. */
export interface With<W> {
  readonly with?: readonly W[] | undefined;
}
