import { checkNames, kindOf, nothing } from "../../module/runtime/names.ts";
import { emptyWork, type Work } from "../../module/runtime/work.ts";
import { copyBytes, ownBuffer } from "./buffers.ts";
import { type Kernel, requireAlive } from "./kernel.ts";
import { readGpuOutputs } from "./outputs.ts";
import { placeOutputs } from "./place-outputs.ts";
import { recordProgram } from "./record.ts";
import { bytesOf } from "./sizes.ts";
import { bindBuffers, readGpuOptions } from "./slices.ts";
import type { BoundSlice } from "./tensors.ts";
import type { GpuCommandEncoder } from "./webgpu.ts";

/** Records a call whose data is on the device. */
export function encodeCall(kernel: Kernel, encoder: unknown, inputs: unknown, options: unknown, out: unknown): void {
  const { plan } = kernel;
  requireAlive(kernel);
  const recorder = encoder as Partial<GpuCommandEncoder> | null | undefined;
  if (typeof recorder?.beginComputePass !== "function") {
    throw new TypeError(`${plan.name}: encode takes a GPUCommandEncoder, not ${kindOf(encoder)}`);
  }
  const work = emptyWork(plan);
  const slices: Record<string, BoundSlice> = {};
  bindBuffers(plan, checkNames(plan, "input", inputs, plan.inputNames), work, slices);
  const givenOptions = checkNames(plan, "option", options ?? nothing, plan.optionNames);
  readGpuOptions(plan, givenOptions, work, slices);
  encodeWork(kernel, recorder as GpuCommandEncoder, work, slices, readGpuOutputs(plan, out, work, slices));
}

/** Where results go, once they are checked. */
export interface Targets {
  readonly arrays: Readonly<Record<string, BoundSlice>>;
  readonly scalars: Readonly<Record<string, BoundSlice>>;
  readonly status: BoundSlice | undefined;
  readonly backward: boolean;
}

export function encodeWork(
  kernel: Kernel,
  encoder: GpuCommandEncoder,
  work: Work,
  inputs: Readonly<Record<string, BoundSlice>>,
  { arrays, scalars, status, backward }: Targets,
): void {
  const { spec, plan } = kernel;
  if (status !== undefined) recordStatus(kernel, encoder, work, inputs, status);
  const program = (backward ? spec.backward : spec.forward)(work as never);
  const { slices, replaced, staged } = placeOutputs(kernel, program, work, inputs, arrays);
  const scratch = recordProgram(kernel, encoder, { variant: { program, replaced }, work, slices });
  for (const array of staged) {
    const { buffer, offset } = arrays[array]!;
    copyBytes(encoder, slices[array]!.buffer, 0, buffer, offset, bytesOf(plan, work, array));
  }
  for (const [at, name] of (spec.programs[program]!.results ?? []).entries()) {
    const target = scalars[name];
    if (target !== undefined) copyBytes(encoder, scratch, 4 * at, target.buffer, target.offset, 4);
  }
}

/** Records the checks of data, whose findings are bits of a word. */
function recordStatus(
  kernel: Kernel,
  encoder: GpuCommandEncoder,
  work: Work,
  inputs: Readonly<Record<string, BoundSlice>>,
  status: BoundSlice,
): void {
  const word = ownBuffer(kernel, "status", 4, "status");
  encoder.clearBuffer(word as never, 0, 4);
  const slices = { ...inputs, status: { buffer: word, offset: 0 } };
  for (const program of work.check ? (kernel.spec.status?.(work as never) ?? []) : []) {
    recordProgram(kernel, encoder, { variant: { program, replaced: [] }, work, slices });
  }
  copyBytes(encoder, word, 0, status.buffer, status.offset, 4);
}
