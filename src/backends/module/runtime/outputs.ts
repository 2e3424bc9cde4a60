import { isArray } from "./arrays.ts";
import { article, checkNames, elements, kindOf, type Named, read } from "./names.ts";
import type { Plan } from "./plan.ts";
import type { RealArray } from "./tensors.ts";
import type { Mode, Work } from "./work.ts";

export function outputNames(mode: Mode): readonly string[] {
  return mode === "gradient" ? ["value", "grads"] : ["value"];
}

export function readOutputs(plan: Plan, out: Named, work: Work): void {
  const value = read(out, "value");
  if (value !== undefined) {
    if (work.length < 0) throw new TypeError(`${plan.name}: the output value is only for the reduction "none"`);
    work.point = readOutput(plan, "value", value, work.length);
  }
  const given = read(out, "grads");
  if (given === undefined) return;
  const grads = checkNames(plan, "gradient", given, plan.gradNames);
  for (const name of plan.gradNames) {
    const array = read(grads, name);
    if (array === undefined) continue;
    const data = work.inputs[name];
    if (data === undefined) throw new TypeError(`${plan.name}: output grads.${name} is given, but not its input`);
    work.grads[name] = readOutput(plan, `grads.${name}`, array, data.length);
  }
}

function readOutput(plan: Plan, name: string, array: unknown, length: number): RealArray {
  if (!isArray(array, plan.real)) {
    throw new TypeError(`${plan.name}: output ${name} must be ${article(plan.real)}, not ${kindOf(array)}`);
  }
  if (array.length !== length) {
    throw new RangeError(`${plan.name}: output ${name} has ${elements(array.length)}, not ${length}`);
  }
  return array as RealArray;
}
