import type { Work } from "../../module/runtime/work.ts";
import { ownBuffer } from "./buffers.ts";
import type { Kernel } from "./kernel.ts";
import { shareBytes } from "./overlaps.ts";
import { bindSlice, type Resource } from "./resources.ts";
import { bytesOf, wordsOf } from "./sizes.ts";
import type { BoundSlice } from "./tensors.ts";
import { bindingOf } from "./variant.ts";

/** Where a run has its arrays. */
interface Places {
  readonly slices: Readonly<Record<string, BoundSlice>>;
  /** The inputs that their gradients replace while the program runs. */
  readonly replaced: readonly string[];
  /** The arrays that are copied to their targets in the end. */
  readonly staged: readonly string[];
}

/**
 * Where a run leaves its arrays: at their targets as far as it can bind them there. A dispatch can bind no buffer both
 * to read and to write it, and nothing that it writes twice; bindings begin at multiples of a number of bytes only.
 */
export function placeOutputs(
  kernel: Kernel,
  at: number,
  work: Work,
  inputs: Readonly<Record<string, BoundSlice>>,
  targets: Readonly<Record<string, BoundSlice>>,
): Places {
  const { plan, spec } = kernel;
  const program = spec.programs[at]!;
  const arrays = program.bindings.flat();
  const read = arrays.filter((array) => array.startsWith("input "));
  const slices: Record<string, BoundSlice> = { ...inputs };
  const written: (Resource & { readonly bytes: number })[] = [];
  const replaced: string[] = [];
  const staged: string[] = [];
  for (const array of arrays) {
    if (array === "scratch" || array.startsWith("input ")) continue;
    const target = targets[array];
    if (target !== undefined) {
      const resource = bindSlice(kernel, array, target, wordsOf(plan, work, array));
      const place = { ...resource, bytes: resource.size };
      const readers = read.filter((input) => inputs[input]!.buffer === target.buffer);
      const name = array.slice(array.indexOf(" ") + 1);
      const isItsOwn = readers.length === 1 && readers[0] === `input ${name}` && bindingOf(program, array) > 0;
      const replaces = isItsOwn && inputs[readers[0]!]!.offset === target.offset && program.replaces?.includes(name);
      if ((readers.length === 0 || replaces === true) && !written.some((other) => shareBytes(other, place))) {
        slices[array] = target;
        written.push(place);
        if (replaces === true) replaced.push(name);
        continue;
      }
      staged.push(array);
    }
    slices[array] = { buffer: ownBuffer(kernel, array, bytesOf(plan, work, array), array), offset: 0 };
  }
  return { slices, replaced, staged };
}
