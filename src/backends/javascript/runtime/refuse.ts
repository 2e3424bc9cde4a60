import { positionText } from "../../module/runtime/data.ts";

/** Refuses an index that a kernel has computed at some position of the axes it depends on; `of` is what it selects. */
export function badIndex(
  loss: string,
  of: string,
  position: readonly number[],
  value: number,
  axis: string,
  size: number,
): never {
  const what = of === "" ? "the index" : `the index of ${of}`;
  const place = position.length === 0 ? "" : ` at ${positionText(position)}`;
  throw new RangeError(`${loss}: ${what}${place} is ${value}, not an index of axis ${axis} (size ${size})`);
}

/** Refuses the order of a norm. */
export function badOrder(loss: string, of: string, value: number): never {
  throw new RangeError(`${loss}: the order of ${of === "" ? "a norm" : of} is ${value}, not at least 1`);
}
