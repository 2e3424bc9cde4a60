import { refuseOverlap } from "../../module/runtime/overlaps.ts";
import type { Plan } from "../../module/runtime/plan.ts";
import type { Work } from "../../module/runtime/work.ts";
import type { Targets } from "./encode.ts";
import { bytesOf } from "./sizes.ts";
import type { BoundSlice } from "./tensors.ts";

interface Extent extends BoundSlice {
  readonly what: string;
  readonly array: string;
  readonly bytes: number;
}

/** An output may share memory with nothing but the input of its name. */
export function checkGpuOverlaps(
  plan: Plan,
  work: Work,
  inputs: Readonly<Record<string, BoundSlice>>,
  targets: Targets,
): void {
  const outputs: Extent[] = [];
  for (const [array, slice] of Object.entries(targets.arrays)) {
    const what = array === "point" ? "output value" : `output grads.${array.slice(9)}`;
    outputs.push({ ...slice, what, array, bytes: bytesOf(plan, work, array) });
  }
  for (const [name, slice] of Object.entries(targets.scalars)) {
    const what = name === "value" ? "output value" : `output metrics.${name.slice(7)}`;
    outputs.push({ ...slice, what, array: name, bytes: 4 });
  }
  if (targets.status) outputs.push({ ...targets.status, what: "output status", array: "status", bytes: 4 });
  for (const [i, output] of outputs.entries()) {
    for (const other of outputs.slice(i + 1))
      if (shareBytes(output, other)) refuseOverlap(plan, output.what, other.what);
    for (const [array, slice] of Object.entries(inputs)) {
      const input = { ...slice, bytes: bytesOf(plan, work, array) };
      const replaces = output.array === `gradient ${array.slice(6)}` && output.offset === input.offset;
      const what = array === "input gradOutput" ? "gradOutput" : array;
      if (shareBytes(output, input) && !replaces) refuseOverlap(plan, output.what, what);
    }
  }
}

/** Whether two parts of buffers have bytes in common. */
export function shareBytes(a: BoundSlice & { bytes: number }, b: BoundSlice & { bytes: number }): boolean {
  return a.buffer === b.buffer && Math.max(a.offset, b.offset) < Math.min(a.offset + a.bytes, b.offset + b.bytes);
}
