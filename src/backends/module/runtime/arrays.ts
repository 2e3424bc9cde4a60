import { article, kindOf } from "./names.ts";
import type { Plan } from "./plan.ts";
import type { InputSpec } from "./spec.ts";
import type { ArrayName, DataArray } from "./tensors.ts";

export function readArray(plan: Plan, input: InputSpec, value: unknown): DataArray {
  if (isArray(value, input.array)) return value;
  throw new TypeError(`${plan.name}: input ${input.name} must be ${article(input.array)}, not ${kindOf(value)}`);
}

/** An input without axes, given as a number. */
export function oneElement(plan: Plan, input: InputSpec, value: number): DataArray {
  const data = makeArray(input.array, 1);
  data[0] = value;
  if (data[0] !== value && !input.array.startsWith("Float")) {
    throw new RangeError(`${plan.name}: ${input.name} is ${value}, which ${article(input.array)} cannot hold`);
  }
  return data;
}

/** Whether a value is an array of that kind, of whatever realm. */
export function isArray(value: unknown, name: ArrayName): value is DataArray {
  return ArrayBuffer.isView(value) && (value as Partial<DataArray>)[Symbol.toStringTag] === name;
}

export function makeArray(name: ArrayName, length: number): DataArray {
  switch (name) {
    case "Float32Array":
      return new Float32Array(length);
    case "Float64Array":
      return new Float64Array(length);
    case "Int32Array":
      return new Int32Array(length);
    case "Uint8Array":
      return new Uint8Array(length);
  }
}
