import { boundOf } from "../../javascript/runtime/checks.ts";
import type { Work } from "../../module/runtime/work.ts";
import { kept } from "./buffers.ts";
import type { Kernel } from "./kernel.ts";
import type { Launch } from "./launch.ts";
import { sizeOf } from "./sizes.ts";
import type { GpuParameter } from "./spec.ts";
import type { GpuBuffer } from "./webgpu.ts";

/** Where a run has its arrays and vectors, and how it is launched. */
export interface Layout {
  /** Where each array begins in what it is bound with, in elements. */
  readonly starts: Readonly<Record<string, number>>;
  /** Where each vector begins in the scratch buffer, in words. */
  readonly places: readonly number[];
  readonly launches: readonly Launch[];
}

/** A uniform buffer with the parameters of a run: one that has them already, if there is one. */
export function parameterBuffer(
  kernel: Kernel,
  parameters: readonly GpuParameter[],
  work: Work,
  layout: Layout,
): GpuBuffer {
  const bytes = new ArrayBuffer(Math.ceil(parameters.length / 4) * 16);
  const [real, int] = [new Float32Array(bytes), new Int32Array(bytes)];
  for (const [i, parameter] of parameters.entries()) {
    (isReal(parameter) ? real : int)[i] = valueOf(kernel, parameter, work, layout);
  }
  return kept(kernel.parameters, int.join(" "), () => {
    const usage = 64; // UNIFORM
    const label = `${kernel.plan.name} parameters`;
    const buffer = kernel.device.createBuffer({ label, size: bytes.byteLength, usage, mappedAtCreation: true });
    new Int32Array(buffer.getMappedRange()).set(int);
    buffer.unmap();
    return buffer;
  });
}

function isReal(parameter: GpuParameter): boolean {
  const [kind] = parameter;
  return kind === "infinity" || kind === "nan" || kind === "real" || (kind === "limit" && parameter[2] === "real");
}

function valueOf({ spec }: Kernel, parameter: GpuParameter, work: Work, layout: Layout): number {
  switch (parameter[0]) {
    case "infinity":
      return Infinity;
    case "nan":
      return NaN;
    case "size":
      return sizeOf(work, parameter.slice(1) as string[]);
    case "real":
    case "int":
      return optionOf(work, parameter[1]);
    case "limit":
      return boundOf(spec.limits![parameter[1]]!, work.options);
    case "start":
      return layout.starts[parameter[1]]!;
    case "place":
      return layout.places[parameter[1]]!;
    case "lanes":
    case "groups":
      return layout.launches[parameter[1]]![parameter[0]];
  }
}

/** An option, or what is passed like one. */
function optionOf({ options, gradOutput, reduction }: Work, name: string): number {
  if (name === "reduction") return reduction;
  return name === "gradOutput" ? (gradOutput as number) : options[name]!;
}
