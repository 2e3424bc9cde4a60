import type { Scalar } from "../../ir/type.ts";

/** The functions by which threads bring their accumulators together. */
export interface Folding {
  /** `lanes(value, thread, lanes)`: over the threads of an item, given to each of them. */
  readonly lanes: string;
  /** `before(value, thread, lanes)`: over the threads of an item before this one. */
  readonly before: string;
  /** `parts(place, groups, thread)`: over the parts that the workgroups of a dispatch left in the scratch buffer. */
  readonly parts: string;
}

/** How an accumulator of a type is folded with a step. */
export function folding(step: string, type: Scalar): Folding {
  const name = `${step}_${{ real: "f32", int: "i32", bool: "bool" }[type]}`;
  return { lanes: `lanes_${name}`, before: `before_${name}`, parts: `parts_${name}` };
}
