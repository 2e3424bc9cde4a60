/** The accuracy that the contract promises of kernels on TypeScript, against the exact result for the same inputs. */
export type Dtype = "f32" | "f64";

/**
 * How far PyTorch's own float64 results are from exact, relative to the largest number of a tensor: its formulas cancel where a
 * loss is small beside its terms (binary cross-entropy of a logit of 90 is 0 there, and 8e-40 in truth).
 */
const REFERENCE_ERROR = 1e-12;

const VALUE = { f32: 1e-6, f64: 1e-11 } as const;

/** The distance of float32 neighbours at x. */
export function ulp32(x: number): number {
  const size = Math.abs(x);
  return size < 2 ** -126 ? 2 ** -149 : 2 ** (Math.floor(Math.log2(size)) - 23);
}

function largest(data: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < data.length; i++)
    if (Math.abs(data[i]!) > most && Number.isFinite(data[i])) most = Math.abs(data[i]!);
  return most;
}

function firstWrong(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  allowed: (expected: number, most: number) => number,
): string | undefined {
  if (actual.length !== expected.length) return `has ${actual.length} elements, not ${expected.length}`;
  const most = largest(expected);
  for (let i = 0; i < expected.length; i++) {
    const [is, should] = [actual[i]!, expected[i]!];
    if (is === should || (Number.isNaN(is) && Number.isNaN(should))) continue;
    const error = Math.abs(is - should);
    if (!(error <= allowed(should, most))) return `[${i}] is ${is}, not ${should}: error ${error}`;
  }
  return undefined;
}

/** What is wrong with a value (of no axes, or of `"none"`), if anything. A NaN equals a NaN, an infinity itself. */
export function valueError(dtype: Dtype, actual: ArrayLike<number>, expected: ArrayLike<number>): string | undefined {
  const slack = expected.length > 1 ? REFERENCE_ERROR : 0;
  return firstWrong(actual, expected, (v, most) => Math.max(VALUE[dtype] * Math.abs(v), slack * most));
}

/** What is wrong with a gradient, if anything. */
export function gradError(dtype: Dtype, actual: ArrayLike<number>, expected: ArrayLike<number>): string | undefined {
  return firstWrong(actual, expected, (v, most) =>
    dtype === "f32" ? Math.max(4 * ulp32(v), 1e-6 * most) : Math.max(1e-11 * Math.abs(v), 1e-12 * most),
  );
}
