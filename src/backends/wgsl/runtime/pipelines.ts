import { type Kernel, requireAlive } from "./kernel.ts";
import type { GpuPipeline, PipelineDescriptor } from "./webgpu.ts";
import { wholeShader } from "./whole-shader.ts";

/** How to make the pipeline of a dispatch. */
function pipelineOf(kernel: Kernel, program: number, dispatch: number): PipelineDescriptor {
  const { name } = kernel.plan;
  const entryPoint = kernel.spec.programs[program]!.dispatches[dispatch]!.entry;
  const compute = { module: moduleOf(kernel, program) as never, entryPoint };
  return { label: `${name} ${entryPoint}`, layout: "auto", compute };
}

function moduleOf({ spec, plan, device, modules }: Kernel, program: number): object {
  let module = modules.get(String(program));
  if (module === undefined) {
    const together = device.features.has("subgroups") ? (device.adapterInfo?.subgroupMinSize ?? 1) : 1;
    const code = wholeShader(spec.programs[program]!.shader, spec.helpers, together);
    module = device.createShaderModule({ label: plan.name, code });
    modules.set(String(program), module);
  }
  return module;
}

/** Compiles the pipelines of programs without stopping the thread. */
export async function preparePipelines(kernel: Kernel, programs: Iterable<number>): Promise<void> {
  const { spec, plan, device, pipelines } = kernel;
  const prepare = async (program: number, dispatch: number): Promise<void> => {
    const key = `${program} ${dispatch}`;
    if (pipelines.has(key)) return;
    try {
      const pipeline = await device.createComputePipelineAsync(pipelineOf(kernel, program, dispatch));
      if (!pipelines.has(key)) pipelines.set(key, pipeline);
    } catch (error) {
      throw new Error(`${plan.name}: the device cannot compile the loss: ${String(error)}`, { cause: error });
    }
  };
  const all = [...programs].flatMap((program) =>
    spec.programs[program]!.dispatches.map((_, dispatch) => prepare(program, dispatch)),
  );
  await Promise.race([Promise.all(all), kernel.lost]);
  requireAlive(kernel);
}

/** The pipeline of a dispatch, compiled now where that has not been done ahead. */
export function pipelineFor(kernel: Kernel, program: number, dispatch: number): GpuPipeline {
  const key = `${program} ${dispatch}`;
  let pipeline = kernel.pipelines.get(key);
  if (pipeline === undefined) {
    pipeline = kernel.device.createComputePipeline(pipelineOf(kernel, program, dispatch));
    kernel.pipelines.set(key, pipeline);
  }
  return pipeline;
}
