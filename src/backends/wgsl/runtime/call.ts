import { makeArray } from "../../module/runtime/arrays.ts";
import { checkData } from "../../module/runtime/data.ts";
import { bindInputs } from "../../module/runtime/inputs.ts";
import { checkNames, nothing } from "../../module/runtime/names.ts";
import { readOptions } from "../../module/runtime/options.ts";
import { outputNames, readOutputs } from "../../module/runtime/outputs.ts";
import { checkOverlaps } from "../../module/runtime/overlaps.ts";
import type { DataArray, RealArray } from "../../module/runtime/tensors.ts";
import { makeScratch, type Mode, type Work } from "../../module/runtime/work.ts";
import { copyBytes, giveBack, mapped, take } from "./buffers.ts";
import { type Kernel, requireAlive } from "./kernel.ts";
import { preparePipelines } from "./pipelines.ts";
import { recordProgram } from "./record.ts";
import type { BoundSlice } from "./tensors.ts";
import type { GpuBuffer } from "./webgpu.ts";

/** A call with typed arrays: all is checked as in any module, and then sent to the device. */
export async function callKernel(
  kernel: Kernel,
  mode: Mode,
  inputs: unknown,
  options: unknown,
  out: unknown,
): Promise<Work> {
  const { plan, spec } = kernel;
  requireAlive(kernel);
  const givenInputs = checkNames(plan, "input", inputs, plan.inputNames);
  const givenOptions = checkNames(plan, "option", options ?? nothing, plan.optionNames);
  const givenOut = out === undefined ? undefined : checkNames(plan, "output", out, outputNames(mode));
  const work = bindInputs(plan, givenInputs);
  readOptions(plan, givenOptions, work);
  if (givenOut !== undefined) readOutputs(plan, givenOut, work);
  checkOverlaps(plan, work);
  if (work.check) checkHostData(kernel, work);
  const backward = mode === "gradient";
  const program = (backward ? spec.backward : spec.forward)(work as never);
  const taken: GpuBuffer[] = [];
  const slices: Record<string, BoundSlice> = {};
  const upload = (array: string, data: DataArray): void => {
    const buffer = take(kernel, array, data.byteLength, 128 | 8 | 4, taken);
    slices[array] = { buffer, offset: 0 };
    if (data.byteLength > 0) kernel.device.queue.writeBuffer(buffer as never, 0, inWords(data) as never);
  };
  for (const { name } of plan.inputs) if (work.inputs[name] !== undefined) upload(`input ${name}`, work.inputs[name]);
  if (typeof work.gradOutput === "object") upload("input gradOutput", work.gradOutput);
  const outputs: { readonly array: string; readonly data: RealArray }[] = [];
  if (work.length >= 0) {
    work.point ??= makeArray(plan.real, work.length) as RealArray;
    outputs.push({ array: "point", data: work.point });
  }
  for (const name of backward ? plan.gradNames : []) {
    const data = work.inputs[name];
    if (data === undefined) continue;
    work.grads[name] ??= makeArray(plan.real, data.length) as RealArray;
    outputs.push({ array: `gradient ${name}`, data: work.grads[name] });
  }
  for (const { array, data } of outputs) {
    slices[array] = { buffer: take(kernel, array, data.byteLength, 128 | 8 | 4, taken), offset: 0 };
  }
  const variant = { program, replaced: [] };
  await preparePipelines(kernel, [variant]);
  const encoder = kernel.device.createCommandEncoder();
  const scratch = recordProgram(kernel, encoder, { variant, work, slices });
  const { results = [] } = spec.programs[program]!;
  let bytes = 4 * results.length;
  const parts = outputs.map(({ array, data }) => ({
    from: slices[array]!.buffer,
    at: (bytes += data.byteLength) - data.byteLength,
    data,
  }));
  const readback = take(kernel, "results", bytes, 8 | 1, taken); // COPY_DST, MAP_READ
  copyBytes(encoder, scratch, 0, readback, 0, 4 * results.length);
  for (const { from, at, data } of parts) copyBytes(encoder, from, 0, readback, at, data.byteLength);
  kernel.device.queue.submit([encoder.finish()] as never);
  await mapped(kernel, readback, bytes);
  const copy = bytes === 0 ? new ArrayBuffer(0) : readback.getMappedRange(0, Math.ceil(bytes / 8) * 8);
  for (const { at, data } of parts) data.set(new Float32Array(copy, at, data.length));
  readResults(work, results, new Float32Array(copy, 0, results.length));
  readback.unmap();
  giveBack(kernel, taken);
  if (work.length >= 0) work.value = work.point!;
  return work;
}

export function readResults(work: Work, names: readonly string[], values: Float32Array): void {
  for (const [i, name] of names.entries()) {
    if (name === "value") work.value = values[i]!;
    else work.metrics[name.slice(7)] = values[i]!;
  }
}

export function checkHostData({ plan, spec }: Kernel, work: Work): void {
  checkData(plan, work);
  if (spec.checkIndices === undefined) return;
  makeScratch(plan, work);
  spec.checkIndices(work as never);
}

/** Data of bytes, as many as fill words. */
function inWords(data: DataArray): DataArray {
  if (data.byteLength % 4 === 0) return data;
  const words = new Uint8Array(Math.ceil(data.byteLength / 4) * 4);
  words.set(data);
  return words;
}
