import type { ArrayRef, Scratch } from "../ir/loop.ts";
import type { Axis } from "../ir/type.ts";
import { extentsOf } from "./block.ts";

/** The vectors that a loop nest works with. */
export class ScratchPad {
  readonly vectors: Scratch[] = [];

  /** Vectors are numbered by their type and axes, so that the kernels of a loss share them. */
  add(label: string, type: Scratch["type"], axes: readonly Axis[]): ArrayRef {
    const stem = [type, ...extentsOf(axes)].join("_").replace(/\*/g, "_");
    const count = this.vectors.filter(({ name }) => name.startsWith(`${stem}_`)).length;
    const name = `${stem}_${count + 1}`;
    this.vectors.push({ name, type, extents: extentsOf(axes) });
    return { kind: "scratch", name, label };
  }
}
