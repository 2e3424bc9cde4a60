/*
 * Elementary functions for `--math fast`, embedded in the modules that use them: Math.exp and Math.log1p are calls out of
 * compiled code and take five to ten times as long. Measured errors are in test/backends/elementary.test.ts.
 */

let cachedPowers: Float64Array | undefined;

/** 2^(j/64) for j from 0 to 63, then 2^n for n from -1077 to 1024. Made at first use. */
export function powersOfTwo(): Float64Array {
  if (cachedPowers === undefined) {
    cachedPowers = new Float64Array(64 + 2102);
    for (let j = 0; j < 64; j++) cachedPowers[j] = Math.pow(2, j / 64);
    for (let n = -1076; n <= 1024; n++) cachedPowers[64 + 1077 + n] = Math.pow(2, n);
  }
  return cachedPowers;
}

/**
 * e^x from a table of powers of two and a polynomial of degree 3 (Tang 1989). Relative error below 4e-11 where the
 * result is a normal number; overflow, underflow, infinities and NaN as in Math.exp.
 */
export function fastExp(x: number, table: Float64Array): number {
  const inside = Math.min(Math.max(x, -746), 710);
  const k = inside * 92.33248261689366 + 6755399441055744 - 6755399441055744;
  const r = inside - k * 0.010830424696249145;
  return table[(k >> 6) + 1141]! * (table[k & 63]! * (1 + r * (1 + r * (0.5 + r * 0.16666666666666666))));
}

let cachedLogs: Float64Array | undefined;

/** log(1 + j/64), then 1 / (1 + j/64), for j from 0 to 64. Made at first use. */
export function logsOfOneTo(): Float64Array {
  if (cachedLogs === undefined) {
    cachedLogs = new Float64Array(130);
    for (let j = 0; j <= 64; j++) {
      cachedLogs[j] = Math.log1p(j / 64);
      cachedLogs[65 + j] = 64 / (64 + j);
    }
  }
  return cachedLogs;
}

/** log(1 + x) for 0 <= x <= 1, from a table and a polynomial of degree 5 (Tang 1990). Relative error below 5e-12. */
export function fastLog1p(x: number, table: Float64Array): number {
  const j = (x * 64 + 0.5) | 0;
  const r = (x - j * 0.015625) * table[65 + j]!;
  return table[j]! + r * (1 - r * (0.5 - r * (0.3333333333333333 - r * (0.25 - r * 0.2))));
}
