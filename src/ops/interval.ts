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

/** Bounds of a function of two numbers that has them at the corners of the box of their intervals. */
export function corners(f: (x: number, y: number) => number): (x: Interval, y: Interval) => Interval {
  return (x, y) => hull(f(x.lo, y.lo), f(x.lo, y.hi), f(x.hi, y.lo), f(x.hi, y.hi));
}

/** Bounds of a product, in which 0 times an infinite bound is 0. */
export const product = corners((x, y) => (x === 0 || y === 0 ? 0 : x * y));

/** The smallest interval around `values`, and anything at all where one of them is NaN. */
export function hull(...values: number[]): Interval {
  if (values.some(Number.isNaN)) return ANYTHING;
  return { lo: Math.min(...values), hi: Math.max(...values) };
}
