/** Closed bounds on a number that is not NaN. Nothing is said of NaN. */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

export const ANYTHING: Interval = { lo: -Infinity, hi: Infinity };
export const NON_NEGATIVE: Interval = { lo: 0, hi: Infinity };
export const UNIT: Interval = { lo: 0, hi: 1 };

/** Bounds of a function that increases in its one argument. */
export function increasing(f: (x: number) => number): (x: Interval) => Interval {
  return (x) => ({ lo: f(x.lo), hi: f(x.hi) });
}

/** The smallest interval around `values`, and anything at all where one of them is NaN. */
export function hull(...values: number[]): Interval {
  if (values.some(Number.isNaN)) return ANYTHING;
  return { lo: Math.min(...values), hi: Math.max(...values) };
}
