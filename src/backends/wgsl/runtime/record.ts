import type { Work } from "../../module/runtime/work.ts";
import { copyBytes, idOf, kept } from "./buffers.ts";
import type { Kernel } from "./kernel.ts";
import { launch } from "./launch.ts";
import { parameterBuffer } from "./parameters.ts";
import { pipelineFor } from "./pipelines.ts";
import { bindResources, type Packed, type Resource } from "./resources.ts";
import type { BoundSlice } from "./tensors.ts";
import { usedBindings, type Variant, variantKey } from "./variant.ts";
import type { GpuBuffer, GpuCommandEncoder, GpuPipeline } from "./webgpu.ts";

/** What one run of a program works on, for the device. */
export interface Run {
  readonly variant: Variant;
  readonly work: Work;
  readonly slices: Readonly<Record<string, BoundSlice>>;
}

/** Records the dispatches of a program, and gives the buffer at whose start the results stand. */
export function recordProgram(kernel: Kernel, encoder: GpuCommandEncoder, { variant, work, slices }: Run): GpuBuffer {
  const { plan } = kernel;
  const program = kernel.spec.programs[variant.program]!;
  const launches = program.dispatches.map((dispatch) => launch(plan, kernel.device, dispatch, work));
  const resources = bindResources(kernel, program, work, slices);
  const { bound, packed, scratch } = resources;
  const uniform = parameterBuffer(kernel, program.parameters, work, { ...resources, launches });
  packInputs(kernel, encoder, packed);
  const pass = encoder.beginComputePass({ label: plan.name });
  for (const [at, { groups }] of launches.entries()) {
    const pipeline = pipelineFor(kernel, variant, at);
    const used = usedBindings(program, at, variant.replaced);
    const places = new Map(used.map((binding) => [binding, bound[binding - 1]!]));
    const group = bindGroup(kernel, `${at} of ${variantKey(variant)}`, pipeline, uniform, places);
    pass.setPipeline(pipeline as never);
    pass.setBindGroup(0, group as never);
    pass.dispatchWorkgroups(groups);
  }
  pass.end();
  for (const { array, from, to, bytes } of packed) {
    if (!array.startsWith("input ")) copyBytes(encoder, to.buffer, to.offset, from.buffer, from.offset, bytes);
  }
  return scratch;
}

function packInputs({ plan }: Kernel, encoder: GpuCommandEncoder, packed: readonly Packed[]): void {
  const inputs = packed.filter(({ array }) => array.startsWith("input "));
  for (const { array, from } of inputs) {
    if ((from.buffer.usage & 4) !== 0) continue;
    throw new TypeError(
      `${plan.name}: the buffer of ${array} must have the usage COPY_SRC, for more inputs than can be bound`,
    );
  }
  for (const { from, to, bytes } of inputs) {
    copyBytes(encoder, from.buffer, from.offset, to.buffer, to.offset, bytes);
  }
}

/** What a dispatch binds: the same object for the same buffers. */
function bindGroup(
  kernel: Kernel,
  dispatch: string,
  pipeline: GpuPipeline,
  uniform: GpuBuffer,
  places: ReadonlyMap<number, Resource>,
): object {
  const used = [...places.values()].flatMap(({ buffer, offset, size }) => [idOf(kernel, buffer), offset, size]);
  return kept(kernel.groups, `${dispatch}: ${[idOf(kernel, uniform), ...used].join(" ")}`, () =>
    kernel.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0) as never,
      entries: [
        { binding: 0, resource: { buffer: uniform } },
        ...[...places].map(([binding, { buffer, offset, size }]) => ({ binding, resource: { buffer, offset, size } })),
      ] as never,
    }),
  );
}
