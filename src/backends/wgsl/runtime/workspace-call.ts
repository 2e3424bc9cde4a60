import { makeArray } from "../../module/runtime/arrays.ts";
import { checkNames, nothing } from "../../module/runtime/names.ts";
import { readOptions } from "../../module/runtime/options.ts";
import { emptyWork, type Mode, type Work } from "../../module/runtime/work.ts";
import { borrow, copyBytes, mapped, take, upload } from "./buffers.ts";
import { checkHostData, readResults } from "./call.ts";
import { encodeWork } from "./encode.ts";
import { type Kernel, requireAlive } from "./kernel.ts";
import { sizeOf, wordsOf } from "./sizes.ts";
import { bindBuffers } from "./slices.ts";
import type { BoundSlice, GpuTensor } from "./tensors.ts";
import type { GpuBuffer } from "./webgpu.ts";

/** A call on buffers whose value is read back. What is wrong with the data is found on the device, and told as ever. */
export async function callWorkspace(
  kernel: Kernel,
  mode: Mode,
  inputs: Readonly<Record<string, GpuTensor>>,
  grads: Readonly<Record<string, GpuTensor>>,
  options: unknown,
): Promise<Work> {
  const { plan } = kernel;
  requireAlive(kernel);
  const work = emptyWork(plan);
  const slices: Record<string, BoundSlice> = {};
  bindBuffers(plan, inputs, work, slices);
  readOptions(plan, checkNames(plan, "option", options ?? nothing, plan.optionNames), work);
  return borrow(kernel, async (taken) => {
    if (typeof work.gradOutput === "object") {
      slices["input gradOutput"] = upload(kernel, "gradOutput", work.gradOutput, taken);
    }
    const arrays: Record<string, BoundSlice> = {};
    if (mode === "gradient")
      for (const [name, { buffer }] of Object.entries(grads)) arrays[`gradient ${name}`] = { buffer, offset: 0 };
    await runWorkspace(kernel, work, slices, arrays, mode === "gradient", taken);
    return work;
  });
}

/** Runs the program, and reads status, scalars and the value back. */
async function runWorkspace(
  kernel: Kernel,
  work: Work,
  slices: Readonly<Record<string, BoundSlice>>,
  gradients: Readonly<Record<string, BoundSlice>>,
  backward: boolean,
  taken: GpuBuffer[],
): Promise<void> {
  const { plan, device } = kernel;
  const hasPoint = work.length >= 0;
  const scalars = [...(hasPoint ? [] : ["value"]), ...Object.keys(plan.zeros).map((name) => `metric ${name}`)];
  const head = 4 + 4 * scalars.length;
  const pointBytes = hasPoint ? 4 * work.length : 0;
  const results = take(kernel, "results", head, 128 | 8 | 4, taken);
  const readback = take(kernel, "results", head + pointBytes, 8 | 1, taken); // COPY_DST, MAP_READ
  const point = hasPoint ? take(kernel, "value", pointBytes, 128 | 8 | 4, taken) : undefined;
  const encoder = device.createCommandEncoder();
  encodeWork(kernel, encoder, work, slices, {
    arrays: point === undefined ? gradients : { ...gradients, point: { buffer: point, offset: 0 } },
    scalars: Object.fromEntries(scalars.map((name, i) => [name, { buffer: results, offset: 4 + 4 * i }])),
    status: { buffer: results, offset: 0 },
    backward,
  });
  copyBytes(encoder, results, 0, readback, 0, head);
  if (point !== undefined) copyBytes(encoder, point, 0, readback, head, pointBytes);
  device.queue.submit([encoder.finish()] as never);
  const copy = await mapped(kernel, readback, head + pointBytes, (read) => read.slice(0));
  if (new Uint32Array(copy, 0, 1)[0] !== 0) await refuseData(kernel, work, slices);
  readResults(work, scalars, new Float32Array(copy, 4, scalars.length));
  if (hasPoint) work.value = new Float32Array(copy, head, work.length);
}

/** Reads the inputs back and checks them on the host, to say what is wrong with them. */
async function refuseData(kernel: Kernel, work: Work, slices: Readonly<Record<string, BoundSlice>>): Promise<never> {
  const { plan, device } = kernel;
  return borrow(kernel, async (taken) => {
    const encoder = device.createCommandEncoder();
    const copies = plan.inputs.flatMap((input) => {
      const slice = slices[`input ${input.name}`];
      if (slice === undefined) return [];
      const bytes = wordsOf(plan, work, `input ${input.name}`);
      const buffer = take(kernel, input.name, bytes, 8 | 1, taken); // COPY_DST, MAP_READ
      copyBytes(encoder, slice.buffer, slice.offset, buffer, 0, bytes);
      return [{ input, buffer, bytes }];
    });
    device.queue.submit([encoder.finish()] as never);
    for (const { input, buffer, bytes } of copies) {
      const data = makeArray(input.array, sizeOf(work, input.names));
      await mapped(kernel, buffer, bytes, (read) =>
        new Uint8Array(data.buffer).set(new Uint8Array(read, 0, data.byteLength)),
      );
      work.inputs[input.name] = data;
    }
    checkHostData(kernel, work);
    throw new RangeError(`${plan.name}: the data of the call was changed while it was checked`);
  });
}
