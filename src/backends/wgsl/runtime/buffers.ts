import type { DataArray } from "../../module/runtime/tensors.ts";
import type { Kernel } from "./kernel.ts";
import { checkBindingSize } from "./sizes.ts";
import type { BoundSlice } from "./tensors.ts";
import type { GpuBuffer, GpuCommandEncoder } from "./webgpu.ts";

/** A buffer of the kernel's own that is at least that long. */
export function ownBuffer(kernel: Kernel, name: string, bytes: number, what: string): GpuBuffer {
  const found = kernel.own.get(name);
  if (found !== undefined && found.size >= bytes) return found;
  checkBindingSize(kernel.plan, kernel.device, what, bytes);
  // Twice as long as the last one, so that calls of ever longer data do not each leave one behind.
  const { maxStorageBufferBindingSize, maxBufferSize } = kernel.device.limits;
  const ahead = Math.min(2 * (found?.size ?? 128), maxStorageBufferBindingSize, maxBufferSize);
  const size = Math.ceil(Math.max(bytes, ahead) / 4) * 4;
  const usage = 128 | 8 | 4; // STORAGE, COPY_DST, COPY_SRC
  const buffer = kernel.device.createBuffer({ label: `${kernel.plan.name} ${name}`, size, usage });
  kernel.own.set(name, buffer);
  kernel.made.add(buffer);
  return buffer;
}

/** What a map has for a key, or what is made now and kept. Of 1024 that it keeps, the one not used for longest goes. */
export function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
  const value = map.get(key) ?? make();
  map.delete(key);
  map.set(key, value);
  if (map.size > 1024) map.delete(map.keys().next().value!);
  return value;
}

export function idOf(kernel: Kernel, buffer: GpuBuffer): number {
  let id = kernel.ids.get(buffer);
  if (id === undefined) kernel.ids.set(buffer, (id = kernel.count++));
  return id;
}

/** A buffer for one call, of at least that length. */
export function take(kernel: Kernel, what: string, bytes: number, usage: number, taken: GpuBuffer[]): GpuBuffer {
  let size = 256;
  while (size < bytes) size *= 2;
  if (size > kernel.device.limits.maxBufferSize) size = Math.ceil(bytes / 4) * 4;
  if ((usage & 128) !== 0) checkBindingSize(kernel.plan, kernel.device, what, Math.ceil(bytes / 4) * 4);
  const key = `${usage} ${size}`;
  const buffer =
    kernel.free.get(key)?.pop() ?? kernel.device.createBuffer({ label: `${kernel.plan.name} ${what}`, size, usage });
  kernel.made.add(buffer);
  taken.push(buffer);
  return buffer;
}

/** Buffers that a call takes; when it has ended, well or not, others may take them. */
export async function borrow<T>(kernel: Kernel, call: (taken: GpuBuffer[]) => Promise<T>): Promise<T> {
  const taken: GpuBuffer[] = [];
  try {
    return await call(taken);
  } finally {
    for (const buffer of taken) {
      const key = `${buffer.usage} ${buffer.size}`;
      const list = kernel.free.get(key);
      if (list === undefined) kernel.free.set(key, [buffer]);
      else list.push(buffer);
    }
  }
}

/** Data in a buffer for one call. */
export function upload(kernel: Kernel, what: string, data: DataArray, taken: GpuBuffer[]): BoundSlice {
  const buffer = take(kernel, what, data.byteLength, 128 | 8 | 4, taken); // STORAGE, COPY_DST, COPY_SRC
  if (data.byteLength > 0) kernel.device.queue.writeBuffer(buffer as never, 0, inWords(data) as never);
  return { buffer, offset: 0 };
}

/** Data of bytes, as many as fill words. */
function inWords(data: DataArray): DataArray {
  if (data.byteLength % 4 === 0) return data;
  const words = new Uint8Array(Math.ceil(data.byteLength / 4) * 4);
  words.set(data);
  return words;
}

export function copyBytes(
  encoder: GpuCommandEncoder,
  from: GpuBuffer,
  fromOffset: number,
  to: GpuBuffer,
  toOffset: number,
  bytes: number,
): void {
  if (bytes > 0) encoder.copyBufferToBuffer(from as never, fromOffset, to as never, toOffset, bytes);
}

/** Reads a buffer, once that can be; a lost device ends the waiting. */
export async function mapped<T>(
  kernel: Kernel,
  buffer: GpuBuffer,
  bytes: number,
  readBytes: (bytes: ArrayBuffer) => T,
): Promise<T> {
  const size = Math.max(8, Math.ceil(bytes / 8) * 8);
  const mapping = buffer.mapAsync(1, 0, size).catch(async (error: unknown) => {
    await Promise.race([kernel.lost, Promise.resolve()]);
    throw new Error(`${kernel.plan.name}: ${kernel.ended ?? String(error)}`, { cause: error });
  });
  await Promise.race([mapping, kernel.lost]);
  const result = readBytes(buffer.getMappedRange(0, size));
  buffer.unmap();
  return result;
}
