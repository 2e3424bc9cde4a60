import { makeArray } from "./arrays.ts";
import type { Plan } from "./plan.ts";
import { product } from "./shapes.ts";
import type { Dims, Options, Sizes } from "./spec.ts";
import type { ArrayName, DataArray, RealArray } from "./tensors.ts";

/** What a call works on: the frame of its kernel, and more. A workspace keeps one, so that its calls make nothing. */
export interface Work {
  /** By axis; of a starred one, the product. */
  readonly sizes: Sizes;
  /** Of starred axes. */
  readonly dims: Dims;
  /** The input that gave an axis its size. */
  readonly from: Record<string, string>;
  readonly inputs: Record<string, DataArray | undefined>;
  readonly options: Options;
  readonly grads: Record<string, RealArray>;
  readonly metrics: Record<string, number>;
  readonly scratch: Record<string, DataArray>;
  /** A position in the list of reductions. */
  reduction: number;
  /** Undefined: all 1, for "none". */
  gradOutput: number | RealArray | undefined;
  value: number | RealArray;
  /** The array for the value of "none". */
  point: RealArray | undefined;
  /** The length of the value of "none", or -1 for a value that is a number. */
  length: number;
  check: boolean;
  /** Whether the metrics are asked for: they are computed anyway, and only then may the data be wrong for them. */
  asksMetrics: boolean;
}

export type Mode = "value" | "evaluate" | "gradient";

export function emptyWork(plan: Plan): Work {
  return {
    sizes: { ...plan.sizes },
    dims: {},
    from: {},
    inputs: { ...plan.data },
    options: { ...plan.defaults },
    grads: {},
    metrics: { ...plan.zeros },
    scratch: {},
    reduction: 0,
    gradOutput: undefined,
    value: 0,
    point: undefined,
    length: -1,
    check: true,
    asksMetrics: true,
  };
}

export function makeScratch(plan: Plan, work: Work): void {
  for (const { name, array, axes } of plan.scratch ?? []) {
    if (Object.hasOwn(work.scratch, name)) continue;
    const length = product(axes.map((axis) => work.sizes[axis]!));
    work.scratch[name] = makeFor(plan, work, `scratch ${name}`, array, length);
  }
}

/** An array of a call or a workspace. Where there is no room, the engine does not say for what. */
export function makeFor(plan: Plan, work: Work, what: string, array: ArrayName, length: number): DataArray {
  try {
    return makeArray(array, length);
  } catch (cause) {
    const bytes = length * makeArray(array, 0).BYTES_PER_ELEMENT;
    const sizes = plan.axes.map((axis) => `${axis}: ${work.sizes[axis]}`).join(", ");
    throw new RangeError(`${plan.name}: ${what} takes ${bytes} bytes (${sizes}), more than there is room for`, {
      cause,
    });
  }
}

export const makePoint = (plan: Plan, work: Work, length: number): RealArray =>
  makeFor(plan, work, "the value", plan.real, length) as RealArray;

export const makeGrad = (plan: Plan, work: Work, name: string, { length }: DataArray): RealArray =>
  makeFor(plan, work, `grads.${name}`, plan.real, length) as RealArray;
