import type { Plan } from "./plan.ts";
import type { DataArray } from "./tensors.ts";
import type { Work } from "./work.ts";

/** An output may share memory with nothing but the input of its name, and that only where the kernel allows it. */
export function checkOverlaps(plan: Plan, work: Work): void {
  const value = work.length >= 0 ? work.point : undefined;
  const upstream = typeof work.gradOutput === "object" ? work.gradOutput : undefined;
  if (value !== undefined) {
    if (overlap(value, upstream)) refuseOverlap(plan, "output value", "gradOutput");
    for (const { name } of plan.inputs) {
      if (overlap(value, work.inputs[name])) refuseOverlap(plan, "output value", `input ${name}`);
    }
  }
  for (let i = 0; i < plan.inputs.length; i++) {
    const input = plan.inputs[i]!;
    if (!input.gradient || !Object.hasOwn(work.grads, input.name)) continue;
    const grad = work.grads[input.name]!;
    if (overlap(grad, value)) refuseOverlap(plan, `output grads.${input.name}`, "output value");
    if (overlap(grad, upstream)) refuseOverlap(plan, `output grads.${input.name}`, "gradOutput");
    for (let j = 0; j < plan.inputs.length; j++) {
      const other = plan.inputs[j]!;
      if (j < i && Object.hasOwn(work.grads, other.name) && overlap(grad, work.grads[other.name])) {
        refuseOverlap(plan, `output grads.${input.name}`, `output grads.${other.name}`);
      }
      const data = work.inputs[other.name];
      if (overlap(grad, data) && !(i === j && input.inPlace && sameMemory(grad, data!))) {
        refuseOverlap(plan, `output grads.${input.name}`, `input ${other.name}`);
      }
    }
  }
}

function overlap(a: DataArray, b: DataArray | undefined): boolean {
  if (b === undefined || a.buffer !== b.buffer) return false;
  const start = Math.max(a.byteOffset, b.byteOffset);
  return start < Math.min(a.byteOffset + a.byteLength, b.byteOffset + b.byteLength);
}

function sameMemory(a: DataArray, b: DataArray): boolean {
  return a.byteOffset === b.byteOffset && a.byteLength === b.byteLength;
}

export function refuseOverlap(plan: Plan, one: string, other: string): never {
  throw new TypeError(`${plan.name}: ${one} overlaps ${other} in memory`);
}
