import { checkData } from "../../module/runtime/data.ts";
import { bindInputs } from "../../module/runtime/inputs.ts";
import { checkNames, nothing } from "../../module/runtime/names.ts";
import { readOptions } from "../../module/runtime/options.ts";
import { outputNames, readOutputs } from "../../module/runtime/outputs.ts";
import { checkOverlaps } from "../../module/runtime/overlaps.ts";
import type { Plan } from "../../module/runtime/plan.ts";
import type { RealArray } from "../../module/runtime/tensors.ts";
import { makeGrad, makePoint, makeScratch, type Mode, type Work } from "../../module/runtime/work.ts";
import { borrow, copyBytes, mapped, take, upload } from "./buffers.ts";
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
  const { plan } = kernel;
  requireAlive(kernel);
  const givenInputs = checkNames(plan, "input", inputs, plan.inputNames);
  const givenOptions = checkNames(plan, "option", options ?? nothing, plan.optionNames);
  const givenOut = out === undefined ? undefined : checkNames(plan, "output", out, outputNames(mode));
  const work = bindInputs(plan, givenInputs);
  work.asksMetrics = mode !== "value";
  readOptions(plan, givenOptions, work);
  if (givenOut !== undefined) readOutputs(plan, givenOut, work);
  checkOverlaps(plan, work);
  if (work.check) checkHostData(kernel, work);
  return borrow(kernel, async (taken) => {
    await runCall(kernel, work, mode === "gradient", taken);
    return work;
  });
}

/** What a call leaves in an array. */
interface Output {
  readonly array: string;
  readonly data: RealArray;
}

async function runCall(kernel: Kernel, work: Work, backward: boolean, taken: GpuBuffer[]): Promise<void> {
  const { plan, spec, device } = kernel;
  const variant = { program: (backward ? spec.backward : spec.forward)(work as never), replaced: [] };
  // All data is sent before anything is waited for: it is the caller's again then.
  const slices: Record<string, BoundSlice> = {};
  for (const { name } of plan.inputs) {
    const data = work.inputs[name];
    if (data !== undefined) slices[`input ${name}`] = upload(kernel, `input ${name}`, data, taken);
  }
  if (typeof work.gradOutput === "object") {
    slices["input gradOutput"] = upload(kernel, "gradOutput", work.gradOutput, taken);
  }
  const outputs = outputsOf(plan, work, backward);
  for (const { array, data } of outputs) {
    slices[array] = { buffer: take(kernel, array, data.byteLength, 128 | 8 | 4, taken), offset: 0 };
  }
  await preparePipelines(kernel, [variant]);
  const encoder = device.createCommandEncoder();
  const scratch = recordProgram(kernel, encoder, { variant, work, slices });
  const { results = [] } = spec.programs[variant.program]!;
  let bytes = 4 * results.length;
  const parts = outputs.map(({ array, data }) => ({ array, at: (bytes += data.byteLength) - data.byteLength, data }));
  const readback = take(kernel, "results", bytes, 8 | 1, taken); // COPY_DST, MAP_READ
  copyBytes(encoder, scratch, 0, readback, 0, 4 * results.length);
  for (const { array, at, data } of parts) {
    copyBytes(encoder, slices[array]!.buffer, 0, readback, at, data.byteLength);
  }
  device.queue.submit([encoder.finish()] as never);
  await mapped(kernel, readback, bytes, (read) => {
    for (const { at, data } of parts) data.set(new Float32Array(read, at, data.length));
    readResults(work, results, new Float32Array(read, 0, results.length));
  });
  if (work.length >= 0) work.value = work.point!;
}

/** The arrays that a call fills, those that were not given made now. */
function outputsOf(plan: Plan, work: Work, backward: boolean): readonly Output[] {
  const outputs: Output[] = [];
  if (work.length >= 0) {
    work.point ??= makePoint(plan, work, work.length);
    outputs.push({ array: "point", data: work.point });
  }
  for (const name of backward ? plan.gradNames : []) {
    const data = work.inputs[name];
    if (data === undefined) continue;
    work.grads[name] ??= makeGrad(plan, work, name, data);
    outputs.push({ array: `gradient ${name}`, data: work.grads[name] });
  }
  return outputs;
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
