import type { InputPlan, Plan } from "../../module/runtime/plan.ts";
import type { Work } from "../../module/runtime/work.ts";
import type { GpuDevice } from "./webgpu.ts";

export function sizeOf(work: Work, axes: readonly string[]): number {
  let size = 1;
  for (const axis of axes) size *= work.sizes[axis]!;
  return size;
}

/** The input that an array of a program is, or that it belongs to. */
function inputOf(plan: Plan, array: string): InputPlan | undefined {
  const name = array.slice(array.indexOf(" ") + 1);
  return plan.inputs.find((input) => input.name === name);
}

export function isBytes(plan: Plan, array: string): boolean {
  return array.startsWith("input ") && inputOf(plan, array)?.array === "Uint8Array";
}

export function bytesOf(plan: Plan, work: Work, array: string): number {
  if (array === "status") return 4;
  if (array === "point" || array === "input gradOutput") return 4 * work.length;
  const elements = sizeOf(work, inputOf(plan, array)!.names);
  return isBytes(plan, array) ? elements : 4 * elements;
}

/** The bytes of whole words that an array takes. */
export function wordsOf(plan: Plan, work: Work, array: string): number {
  return Math.ceil(bytesOf(plan, work, array) / 4) * 4;
}

export function checkBindingSize(plan: Plan, device: GpuDevice, what: string, bytes: number): void {
  for (const limit of ["maxStorageBufferBindingSize", "maxBufferSize"] as const) {
    if (bytes > device.limits[limit]) {
      throw new RangeError(
        `${plan.name}: ${what} takes ${bytes} bytes, more than the device's ${limit} of ${device.limits[limit]}: request a device with a higher limit, or split the batch`,
      );
    }
  }
}
