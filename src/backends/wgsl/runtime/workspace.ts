import { makeArray } from "../../module/runtime/arrays.ts";
import { checkEqual } from "../../module/runtime/inputs.ts";
import { checkNames, nothing, read } from "../../module/runtime/names.ts";
import { shapeOf } from "../../module/runtime/shapes.ts";
import { emptyWork, type Mode, type Work } from "../../module/runtime/work.ts";
import { bindAxis, keptInputs } from "../../module/runtime/workspace-sizes.ts";
import { copyBytes, giveBack, mapped, take } from "./buffers.ts";
import { checkHostData, readResults } from "./call.ts";
import { encodeWork } from "./encode.ts";
import { type Kernel, requireAlive } from "./kernel.ts";
import { bytesOf, checkBindingSize, sizeOf } from "./sizes.ts";
import { bindBuffers, readGpuOptions } from "./slices.ts";
import type { BoundSlice, GpuTensor } from "./tensors.ts";
import type { GpuBuffer } from "./webgpu.ts";

/** Buffers of fixed size, kept from call to call. */
export function createGpuWorkspace(kernel: Kernel, sizes: unknown, choice: unknown): unknown {
  const { plan, device } = kernel;
  requireAlive(kernel);
  const inSizes = !plan.axes.includes("with");
  const given = checkNames(plan, "axis", sizes, inSizes ? [...plan.axes, "with"] : plan.axes);
  const chosen = checkNames(plan, "setting", choice ?? nothing, ["with"]);
  const chosenInputs = [
    ...keptInputs(plan, read(chosen, "with")),
    ...keptInputs(plan, inSizes ? read(given, "with") : undefined),
  ];
  const fixed = emptyWork(plan);
  for (const axis of plan.axes) bindAxis(plan, fixed, axis, read(given, axis));
  checkEqual(plan, fixed);
  const usage = 128 | 8 | 4;
  const make = (what: string, array: string): GpuBuffer => {
    const size = Math.max(4, Math.ceil(bytesOf(plan, fixed, array) / 4) * 4);
    checkBindingSize(plan, device, what, size);
    const buffer = device.createBuffer({ label: `${plan.name} ${what}`, size, usage });
    kernel.made.add(buffer);
    return buffer;
  };
  const inputs: Record<string, GpuTensor> = {};
  const grads: Record<string, GpuTensor> = {};
  for (const input of plan.inputs) {
    if (input.optional && !chosenInputs.includes(input.name)) continue;
    const shape = Object.freeze(shapeOf(input, fixed));
    inputs[input.name] = { buffer: make(input.name, `input ${input.name}`), offset: 0, shape };
    if (input.gradient)
      grads[input.name] = { buffer: make(`grads.${input.name}`, `gradient ${input.name}`), offset: 0, shape };
  }
  Object.freeze(inputs);
  Object.freeze(grads);
  const step = (mode: Mode, options: unknown) => callWorkspace(kernel, mode, inputs, grads, options);
  return {
    inputs,
    grads,
    value: async (options?: unknown) => (await step("value", options)).value,
    evaluate: async (options?: unknown) => {
      const { value, metrics } = await step("evaluate", options);
      return { value, metrics };
    },
    valueAndGrad: async (options?: unknown) => {
      const { value, metrics } = await step("gradient", options);
      return { value, grads, metrics };
    },
  };
}

/** A call on buffers whose value is read back. What is wrong with the data is found on the device, and told as ever. */
async function callWorkspace(
  kernel: Kernel,
  mode: Mode,
  inputs: Readonly<Record<string, GpuTensor>>,
  grads: Readonly<Record<string, GpuTensor>>,
  options: unknown,
): Promise<Work> {
  const { plan, device } = kernel;
  requireAlive(kernel);
  const work = emptyWork(plan);
  const slices: Record<string, BoundSlice> = {};
  bindBuffers(plan, inputs, work, slices);
  const given = checkNames(plan, "option", options ?? nothing, plan.optionNames);
  readGpuOptions(plan, given, work, slices);
  const taken: GpuBuffer[] = [];
  const metrics = Object.keys(plan.zeros);
  const scalars =
    work.length < 0 ? ["value", ...metrics.map((name) => `metric ${name}`)] : metrics.map((name) => `metric ${name}`);
  const encoder = device.createCommandEncoder();
  const pointBytes = Math.max(0, 4 * work.length);
  const bytes = 4 + 4 * scalars.length + pointBytes;
  const results = take(kernel, "results", bytes, 128 | 8 | 4, taken);
  const readback = take(kernel, "results", bytes, 8 | 1, taken);
  const arrays: Record<string, BoundSlice> = {};
  if (work.length >= 0) arrays["point"] = { buffer: take(kernel, "value", pointBytes, 128 | 8 | 4, taken), offset: 0 };
  if (mode === "gradient")
    for (const [name, { buffer }] of Object.entries(grads)) arrays[`gradient ${name}`] = { buffer, offset: 0 };
  encodeWork(kernel, encoder, work, slices, {
    arrays,
    scalars: Object.fromEntries(scalars.map((name, i) => [name, { buffer: results, offset: 4 + 4 * i }])),
    status: { buffer: results, offset: 0 },
    backward: mode === "gradient",
  });
  copyBytes(encoder, results, 0, readback, 0, 4 + 4 * scalars.length);
  if (work.length >= 0) copyBytes(encoder, arrays["point"]!.buffer, 0, readback, 4 + 4 * scalars.length, pointBytes);
  device.queue.submit([encoder.finish()] as never);
  await mapped(kernel, readback, bytes);
  const copy = readback.getMappedRange(0, Math.ceil(bytes / 8) * 8).slice(0);
  readback.unmap();
  giveBack(kernel, taken);
  if (new Uint32Array(copy, 0, 1)[0] !== 0) await refuseData(kernel, work, slices);
  readResults(work, scalars, new Float32Array(copy, 4, scalars.length));
  if (work.length >= 0) work.value = new Float32Array(copy, 4 + 4 * scalars.length, work.length);
  return work;
}

/** Reads the inputs back and checks them on the host, to say what is wrong with them. */
async function refuseData(kernel: Kernel, work: Work, slices: Readonly<Record<string, BoundSlice>>): Promise<never> {
  const { plan, device } = kernel;
  const taken: GpuBuffer[] = [];
  const encoder = device.createCommandEncoder();
  const copies = plan.inputs.flatMap((input) => {
    const slice = slices[`input ${input.name}`];
    if (slice === undefined) return [];
    const bytes = Math.ceil(bytesOf(plan, work, `input ${input.name}`) / 4) * 4;
    const buffer = take(kernel, input.name, bytes, 8 | 1, taken);
    copyBytes(encoder, slice.buffer, slice.offset, buffer, 0, bytes);
    return [{ input, buffer, bytes }];
  });
  device.queue.submit([encoder.finish()] as never);
  for (const { input, buffer, bytes } of copies) {
    await mapped(kernel, buffer, bytes);
    const data = makeArray(input.array, sizeOf(work, input.names));
    new Uint8Array(data.buffer).set(
      new Uint8Array(buffer.getMappedRange(0, Math.max(8, Math.ceil(bytes / 8) * 8)), 0, data.byteLength),
    );
    buffer.unmap();
    work.inputs[input.name] = data;
  }
  giveBack(kernel, taken);
  checkHostData(kernel, work);
  throw new RangeError(`${plan.name}: the data of the call was changed while it was checked`);
}
