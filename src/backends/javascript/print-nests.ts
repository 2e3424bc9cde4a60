import type { LoopNest, Scratch } from "../../ir/loop.ts";
import type { Nests } from "../../schedule/compiled-loss.ts";
import { camelCase } from "../../support/camel-case.ts";
import type { ScratchVector } from "../module/unit.ts";
import type { KernelStyle } from "./kernel-style.ts";
import { printChoice } from "./print-choice.ts";
import { printKernel } from "./print-kernel.ts";

/** Adds the copies of a kernel, and the function that chooses between them, to `functions`; the latter has the name. */
export function printNests(name: string, nests: Nests, style: KernelStyle, functions: string[]): void {
  const texts = new Map<string, string>();
  let count = 0;
  const leaf = (nest: LoopNest): string => {
    const nameless = printKernel("", nest.statements, style);
    let own = texts.get(nameless);
    if (own === undefined) {
      own = nests.kind === "leaf" ? name : `${name}${++count}`;
      texts.set(nameless, own);
      functions.push(nameless.replace("function ", () => `function ${own}`));
    }
    return own;
  };
  const body = printChoice(nests, (nest) => `${leaf(nest)}(frame);`, style);
  if (nests.kind === "leaf") return;
  const signature = style.typed ? `(frame: ${style.frame}): void` : "(frame)";
  functions.push([`function ${name}${signature} {`, ...body, "}"].join("\n"));
}

/** Every vector that some nest needs; copies share those of the same name, type and size. */
export function largestScratch(nests: readonly LoopNest[]): readonly ScratchVector[] {
  const vectors = new Map<string, ScratchVector>();
  for (const { scratch } of nests) for (const vector of scratch) vectors.set(vector.name, scratchVector(vector));
  return [...vectors.values()];
}

/** An int may be infinite: the smallest of none. */
const ARRAYS = { real: "Float64Array", int: "Float64Array", bool: "Uint8Array", position: "Int32Array" } as const;

function scratchVector({ name, type, extents }: Scratch): ScratchVector {
  return { name: camelCase(name), array: ARRAYS[type], extents: extents.flatMap((extent) => extent.split("*")) };
}
