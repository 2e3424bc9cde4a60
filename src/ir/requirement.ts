/** What a number that a kernel computes must be, or the call is wrong. `of` is what the source calls it, or nothing. */
export type Requirement =
  /** A position along `extent`, or `NOT_NEEDED`. */
  | { readonly kind: "index"; readonly extent: string; readonly of: string }
  /** At least 1: the order of a norm. */
  | { readonly kind: "order"; readonly of: string };
