import fc from "fast-check";

const MAGNITUDES = [
  0,
  5e-324,
  1e-310,
  1e-300,
  1e-154,
  1e-20,
  1e-9,
  1e-3,
  0.1,
  0.25,
  0.5,
  Math.LN2,
  0.75,
  0.9999999999999999,
  1,
  1.0000000000000002,
  1.5,
  2,
  2.5,
  3,
  7,
  10,
  20,
  36.5,
  37.5,
  88,
  100,
  300,
  709,
  710,
  744,
  746,
  1e4,
  1e9,
  1e16,
  1e20,
  1e154,
  1e200,
  1e300,
  1.7976931348623157e308,
  Infinity,
];

/** Reals of every magnitude, of both signs, with both zeros, both infinities and NaN. */
export const EXTREME_REALS: readonly number[] = [...MAGNITUDES, ...MAGNITUDES.map((x) => -x), NaN];

export const SMALL_INTS: readonly number[] = [0, 1, -1, 2, -2, 3, -3, 5, -7, 10, 100, -128];

/** An arbitrary number of the whole range: an extreme, a plain one, or one of any magnitude. */
export const anyReal: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(...EXTREME_REALS),
  fc.double({ min: -5, max: 5, noNaN: true }),
  fc.double(),
);

/** The same rows every time: each combination of the columns if they are few, else `count` of them. */
export function sampleRows(columns: readonly (readonly number[])[], count = 4000): number[][] {
  const combinations = columns.reduce((product, column) => product * column.length, 1);
  if (combinations <= count) {
    return columns.reduce<number[][]>((rows, column) => rows.flatMap((row) => column.map((x) => [...row, x])), [[]]);
  }
  return fc.sample(fc.tuple(...columns.map((column) => fc.constantFrom(...column))), { seed: 1, numRuns: count });
}

/** Points within a box of intervals, the same every time. */
export function samplePoints(box: readonly (readonly [lo: number, hi: number])[], count: number): number[][] {
  return fc.sample(fc.tuple(...box.map(([min, max]) => fc.double({ min, max, noNaN: true }))), {
    seed: 2,
    numRuns: count,
  });
}
