import { bindShape, checkEqual } from "../../module/runtime/inputs.ts";
import { checkNames, kindOf, type Named, read } from "../../module/runtime/names.ts";
import { readGradOutput, readOptions } from "../../module/runtime/options.ts";
import type { Plan } from "../../module/runtime/plan.ts";
import { checkShape } from "../../module/runtime/shapes.ts";
import type { Work } from "../../module/runtime/work.ts";
import { wordsOf } from "./sizes.ts";
import type { BoundSlice } from "./tensors.ts";
import type { GpuBuffer } from "./webgpu.ts";

/** Reads the inputs of an encoded call, and finds the sizes of the axes. */
export function bindBuffers(plan: Plan, given: Named, work: Work, slices: Record<string, BoundSlice>): void {
  for (const input of plan.inputs) {
    const value = read(given, input.name);
    if (value === undefined) {
      if (!input.optional) throw new TypeError(`${plan.name}: input ${input.name} is missing`);
      continue;
    }
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) {
      throw new TypeError(`${plan.name}: input ${input.name} must be { buffer, shape }, not ${kindOf(value)}`);
    }
    const tensor = checkNames(plan, `property of ${input.name}`, value, ["buffer", "offset", "shape"]);
    const shape = read(tensor, "shape") ?? (input.axes.length === 0 ? [] : undefined);
    bindShape(plan, input, work, checkShape(plan, `the shape of ${input.name}`, shape));
    const array = `input ${input.name}`;
    slices[array] = readSlice(plan, `input ${input.name}`, value, wordsOf(plan, work, array), 128);
    // Kernels ask only whether an input was given.
    work.inputs[input.name] = new Uint8Array(0);
  }
  checkEqual(plan, work);
}

const usages: Readonly<Record<number, string>> = { 8: "COPY_DST", 128: "STORAGE" };

/** A part of a buffer that is at least so long, with the usages that it needs. */
export function readSlice(plan: Plan, what: string, value: unknown, bytes: number, usage: number): BoundSlice {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`${plan.name}: ${what} must be { buffer }, not ${kindOf(value)}`);
  }
  const { buffer, offset = 0 } = value as { readonly buffer?: Partial<GpuBuffer>; readonly offset?: unknown };
  if (
    typeof buffer !== "object" ||
    buffer === null ||
    typeof buffer.usage !== "number" ||
    typeof buffer.size !== "number"
  ) {
    throw new TypeError(`${plan.name}: the buffer of ${what} must be a GPUBuffer, not ${kindOf(buffer)}`);
  }
  if (typeof offset !== "number" || !Number.isSafeInteger(offset) || offset < 0 || offset % 4 !== 0) {
    throw new RangeError(`${plan.name}: the offset of ${what} must be a multiple of 4 bytes, not ${String(offset)}`);
  }
  if (offset + bytes > buffer.size) {
    throw new RangeError(
      `${plan.name}: ${what} takes ${bytes} bytes from ${offset} on, but its buffer has ${buffer.size}`,
    );
  }
  if ((buffer.usage & usage) !== usage) {
    const names = Object.keys(usages).filter((bit) => (usage & Number(bit)) !== 0);
    throw new TypeError(
      `${plan.name}: the buffer of ${what} must have the usage ${names.map((bit) => usages[Number(bit)]).join(" and ")}`,
    );
  }
  return { buffer: buffer as GpuBuffer, offset };
}

/** The options of an encoded call: `gradOutput` of "none" is on the device. */
export function readGpuOptions(plan: Plan, given: Named, work: Work, slices: Record<string, BoundSlice>): void {
  const { gradOutput, ...rest } = given;
  readOptions(plan, rest, work);
  if (gradOutput === undefined) return;
  if (work.length < 0) work.gradOutput = readGradOutput(plan, gradOutput, -1);
  else {
    slices["input gradOutput"] = readSlice(plan, "gradOutput", gradOutput, 4 * work.length, 128);
    work.gradOutput = new Float32Array(0);
  }
}
