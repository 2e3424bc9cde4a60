import type { Kernel } from "./kernel.ts";
import type { GpuSpec } from "./spec.ts";
import type { GpuDevice, GpuPipeline, PipelineDescriptor } from "./webgpu.ts";
import { wholeShader } from "./whole-shader.ts";

export function makeModules(spec: GpuSpec, device: GpuDevice): readonly object[] {
  const together = device.features.has("subgroups") ? (device.adapterInfo?.subgroupMinSize ?? 1) : 1;
  return spec.programs.map(({ shader }) =>
    device.createShaderModule({ label: spec.name, code: wholeShader(shader, spec.helpers, together) }),
  );
}

/** How to make the pipeline of a dispatch. */
function pipelineOf({ spec, modules }: Kernel, program: number, dispatch: number): PipelineDescriptor {
  const entryPoint = spec.programs[program]!.dispatches[dispatch]!.entry;
  return {
    label: `${spec.name} ${entryPoint}`,
    layout: "auto",
    compute: { module: modules[program] as never, entryPoint },
  };
}

/** Makes the pipelines of a program without stopping the thread, where there is time to wait. */
export async function preparePipelines(kernel: Kernel, program: number): Promise<void> {
  await Promise.all(
    kernel.spec.programs[program]!.dispatches.map(async (_, dispatch) => {
      const key = `${program} ${dispatch}`;
      if (kernel.pipelines.has(key)) return;
      const pipeline = await kernel.device.createComputePipelineAsync(pipelineOf(kernel, program, dispatch));
      if (!kernel.pipelines.has(key)) kernel.pipelines.set(key, pipeline);
    }),
  );
}

export function pipelineFor(kernel: Kernel, program: number, dispatch: number): GpuPipeline {
  const key = `${program} ${dispatch}`;
  let pipeline = kernel.pipelines.get(key);
  if (pipeline === undefined) {
    pipeline = kernel.device.createComputePipeline(pipelineOf(kernel, program, dispatch));
    kernel.pipelines.set(key, pipeline);
  }
  return pipeline;
}
