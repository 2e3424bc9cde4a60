/** A derivative by differences, and an estimate of its error. */
export interface Difference {
  readonly slope: number;
  readonly error: number;
}

/**
 * The derivative of `f` at `x` by Ridders' method: central differences with shrinking steps, extrapolated to step 0
 * (Ridders 1982, Advances in Engineering Software 4(2)). `f` must be smooth within `step` of `x`.
 */
export function finiteDifference(f: (x: number) => number, x: number, step = 0.05, levels = 12): Difference {
  const shrink = 1.4;
  const central = (h: number) => (f(x + h) - f(x - h)) / (2 * h);
  let best: Difference = { slope: NaN, error: Infinity };
  let last = [central(step)];
  for (let level = 1; level < levels; level++) {
    const row = [central(step / shrink ** level)];
    let factor = 1;
    for (let order = 1; order <= level; order++) {
      factor *= shrink ** 2;
      const extrapolated = (row[order - 1]! * factor - last[order - 1]!) / (factor - 1);
      row.push(extrapolated);
      const error = Math.max(Math.abs(extrapolated - row[order - 1]!), Math.abs(extrapolated - last[order - 1]!));
      if (error <= best.error) best = { slope: extrapolated, error };
    }
    last = row;
  }
  return best;
}
