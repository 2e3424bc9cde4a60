/** The element type of real tensors. */
export type Dtype = "f32" | "f64";

/** How near to the exact result for the same inputs a kernel comes: what the product promises of a target. */
export interface Accuracy {
  /** The relative error of a value or a metric. */
  readonly value: number;
  /** The error allowed in an element of `"none"` besides, as a share of the largest. */
  readonly element?: number;
  /** The error allowed in an element of a gradient, given its exact value and the largest magnitude of that gradient. */
  readonly grad: (exact: number, largest: number) => number;
}

/** The promise for targets that compute on the host. */
export const HOST_ACCURACY: Readonly<Record<Dtype, Accuracy>> = {
  f32: { value: 1e-6, grad: (exact, largest) => Math.max(4 * ulp32(exact), 1e-6 * largest) },
  f64: { value: 1e-11, grad: (exact, largest) => Math.max(1e-11 * Math.abs(exact), 1e-12 * largest) },
};

/**
 * How far PyTorch's own float64 results are from exact, relative to the largest number of a tensor: its formulas cancel where a
 * loss is small beside its terms (binary cross-entropy of a logit of 90 is 0 there, and 8e-40 in truth).
 */
const REFERENCE_ERROR = 1e-12;

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

/** How far the arithmetic alone moves each element, where that is asked. */
export type Moved = () => ArrayLike<number>;

function firstWrong(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  allowed: (expected: number, most: number) => number,
  moved: Moved | undefined,
): string | undefined {
  if (actual.length !== expected.length) return `has ${actual.length} elements, not ${expected.length}`;
  const most = largest(expected);
  for (let i = 0; i < expected.length; i++) {
    const [is, should] = [actual[i]!, expected[i]!];
    if (is === should || (Number.isNaN(is) && Number.isNaN(should))) continue;
    const error = Math.abs(is - should);
    if (error <= allowed(should, most)) continue;
    const inherent = moved?.()[i] ?? 0;
    if (error - allowed(should, most) <= inherent && Number.isFinite(inherent)) continue;
    return `[${i}] is ${is}, not ${should}: error ${error}`;
  }
  return undefined;
}

/** What is wrong with a value (of no axes, or of `"none"`), if anything. A NaN equals a NaN, an infinity itself. */
export function valueError(
  accuracy: Accuracy,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  moved?: Moved,
): string | undefined {
  const slack = expected.length > 1 ? (accuracy.element ?? REFERENCE_ERROR) : 0;
  return firstWrong(actual, expected, (v, most) => Math.max(accuracy.value * Math.abs(v), slack * most), moved);
}

/** What is wrong with a gradient, if anything. */
export function gradError(
  accuracy: Accuracy,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  moved?: Moved,
): string | undefined {
  return firstWrong(actual, expected, accuracy.grad, moved);
}
