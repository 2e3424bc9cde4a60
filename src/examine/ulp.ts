const bits = new DataView(new ArrayBuffer(4));

/** The next float32 number above a float32 number. */
export function nextUp32(x: number): number {
  if (Number.isNaN(x) || x === Infinity) return x;
  if (x === 0) return 2 ** -149;
  bits.setFloat32(0, x);
  bits.setInt32(0, bits.getInt32(0) + (x > 0 ? 1 : -1));
  return bits.getFloat32(0);
}

export const nextDown32 = (x: number): number => -nextUp32(-x);

/** The spacing of float32 numbers about `x`. */
export function ulp32(x: number): number {
  const size = Math.abs(x);
  if (!(size >= 2 ** -126)) return 2 ** -149;
  // A logarithm may be off by one at a power of two; the comparison mends it.
  const exponent = Math.floor(Math.log2(size));
  return 2 ** ((size < 2 ** exponent ? exponent - 1 : exponent) - 23);
}
