/*
 * Tables for `--math fast`, embedded in the modules that use them and made at first use. In compiled code Math.exp and
 * Math.log1p are calls that take five to ten times as long as a look-up and a short polynomial.
 */

let cachedPowers: Float64Array | undefined;

/** 2^(j/64) for j from 0 to 63, then 2^n for n from -1077 to 1024. */
export function powersOfTwo(): Float64Array {
  if (cachedPowers === undefined) {
    cachedPowers = new Float64Array(64 + 2102);
    for (let j = 0; j < 64; j++) cachedPowers[j] = Math.pow(2, j / 64);
    for (let n = -1076; n <= 1024; n++) cachedPowers[64 + 1077 + n] = Math.pow(2, n);
  }
  return cachedPowers;
}

let cachedLogs: Float64Array | undefined;

/** log(1 + j/64) for j from 0 to 127, then 1 / (1 + j/64). */
export function logsOfOneTo(): Float64Array {
  if (cachedLogs === undefined) {
    cachedLogs = new Float64Array(256);
    for (let j = 0; j < 128; j++) {
      cachedLogs[j] = Math.log1p(j / 64);
      cachedLogs[128 + j] = 64 / (64 + j);
    }
  }
  return cachedLogs;
}

let cachedBinades: Float64Array | undefined;

/** 2^(k-9) and (9-k) log(2) for k from 0 to 31, then log(1 + j/128) and 1 / (1 + j/128) for j from 0 to 255. */
export function binadeTable(): Float64Array {
  if (cachedBinades === undefined) {
    cachedBinades = new Float64Array(576);
    for (let k = 0; k < 32; k++) {
      cachedBinades[k] = Math.pow(2, k - 9);
      cachedBinades[32 + k] = (9 - k) * Math.LN2;
    }
    for (let j = 0; j < 256; j++) {
      cachedBinades[64 + j] = Math.log1p(j / 128);
      cachedBinades[320 + j] = 128 / (128 + j);
    }
  }
  return cachedBinades;
}
