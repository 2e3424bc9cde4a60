import { kindOf } from "./names.ts";
import type { InputPlan, Plan } from "./plan.ts";
import type { Work } from "./work.ts";

export function shapeOf(input: InputPlan, work: Work): readonly number[] {
  return input.names.flatMap((axis, i) => (i === input.star ? work.dims[axis]! : [work.sizes[axis]!]));
}

export function product(sizes: readonly number[]): number {
  let result = 1;
  for (let i = 0; i < sizes.length; i++) result *= sizes[i]!;
  return result;
}

export function checkShape(plan: Plan, what: string, shape: unknown): readonly number[] {
  if (!Array.isArray(shape))
    throw new TypeError(`${plan.name}: ${what} must be an array of sizes, not ${kindOf(shape)}`);
  for (const size of shape as readonly unknown[]) {
    if (typeof size !== "number") throw new TypeError(`${plan.name}: ${what} must have sizes, not ${kindOf(size)}`);
    if (!Number.isSafeInteger(size) || size < 0)
      throw new RangeError(`${plan.name}: ${what} has ${size}, which is no size`);
  }
  return shape as number[];
}
