import type { Work } from "../../module/runtime/work.ts";
import { ownBuffer } from "./buffers.ts";
import type { Kernel } from "./kernel.ts";
import { checkBindingSize, isBytes, sizeOf, wordsOf } from "./sizes.ts";
import type { GpuProgram } from "./spec.ts";
import type { BoundSlice } from "./tensors.ts";
import type { GpuBuffer } from "./webgpu.ts";

/** What is bound at a place. */
export interface Resource extends BoundSlice {
  readonly size: number;
}

/** An array that has its data in one place and is bound in another. */
export interface Packed {
  readonly array: string;
  readonly from: BoundSlice;
  readonly to: BoundSlice;
  readonly bytes: number;
}

export interface Resources {
  /** What is bound at 1, 2, ... */
  readonly bound: readonly Resource[];
  readonly packed: readonly Packed[];
  readonly starts: Readonly<Record<string, number>>;
  readonly places: readonly number[];
  readonly scratch: GpuBuffer;
}

/** What a run binds, and where its arrays and vectors are in it. */
export function bindResources(
  kernel: Kernel,
  { bindings, vectors = [], totals = 0, results = [] }: GpuProgram,
  work: Work,
  slices: Readonly<Record<string, BoundSlice>>,
): Resources {
  const { plan } = kernel;
  const places: number[] = [];
  let words = results.length + totals * 256;
  for (const axes of vectors) {
    places.push(words);
    words += sizeOf(work, axes);
  }
  const scratch = ownBuffer(kernel, "scratch", 4 * words, "kept vectors");
  const starts: Record<string, number> = {};
  const packed: Packed[] = [];
  const bound = bindings.map((arrays): Resource => {
    const [name] = arrays as [string];
    if (name === "scratch") return { buffer: scratch, offset: 0, size: Math.max(4, 4 * words) };
    if (arrays.length === 1) {
      const resource = bindSlice(kernel, name, slices[name]!, wordsOf(plan, work, name));
      starts[name] = resource.start / (isBytes(plan, name) ? 1 : 4);
      return resource;
    }
    const total = arrays.reduce((bytes, array) => bytes + wordsOf(plan, work, array), 0);
    const buffer = ownBuffer(kernel, `packed ${name}`, total, "what is packed together");
    let offset = 0;
    for (const array of arrays) {
      const bytes = wordsOf(plan, work, array);
      packed.push({ array, from: slices[array]!, to: { buffer, offset }, bytes });
      starts[array] = offset / (isBytes(plan, array) ? 1 : 4);
      offset += bytes;
    }
    return { buffer, offset: 0, size: Math.max(4, total) };
  });
  return { bound, packed, starts, places, scratch };
}

/** A slice from the last place before it on where a binding may begin, and where in that it starts, in bytes. */
export function bindSlice(
  kernel: Kernel,
  what: string,
  { buffer, offset }: BoundSlice,
  bytes: number,
): Resource & { readonly start: number } {
  // Nothing cannot be bound.
  if (bytes === 0) return { buffer: ownBuffer(kernel, `empty ${what}`, 4, what), offset: 0, size: 4, start: 0 };
  const start = offset % kernel.device.limits.minStorageBufferOffsetAlignment;
  checkBindingSize(kernel.plan, kernel.device, what, start + bytes);
  return { buffer, offset: offset - start, size: start + bytes, start };
}
