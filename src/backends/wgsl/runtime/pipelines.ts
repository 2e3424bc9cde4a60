import { type Kernel, requireAlive } from "./kernel.ts";
import { type Variant, variantKey, variantShader } from "./variant.ts";
import type { GpuPipeline, PipelineDescriptor } from "./webgpu.ts";
import { wholeShader } from "./whole-shader.ts";

/** How to make the pipeline of a dispatch. */
function pipelineOf(kernel: Kernel, variant: Variant, dispatch: number): PipelineDescriptor {
  const { name } = kernel.plan;
  const entryPoint = kernel.spec.programs[variant.program]!.dispatches[dispatch]!.entry;
  const compute = { module: moduleOf(kernel, variant) as never, entryPoint };
  return { label: `${name} ${entryPoint}`, layout: "auto", compute };
}

function moduleOf({ spec, plan, device, modules }: Kernel, variant: Variant): object {
  const key = variantKey(variant);
  let module = modules.get(key);
  if (module === undefined) {
    const together = device.features.has("subgroups") ? (device.adapterInfo?.subgroupMinSize ?? 1) : 1;
    const shader = variantShader(spec.programs[variant.program]!, variant.replaced);
    module = device.createShaderModule({ label: plan.name, code: wholeShader(shader, spec.helpers, together) });
    modules.set(key, module);
  }
  return module;
}

/** Compiles the pipelines of programs without stopping the thread. */
export async function preparePipelines(kernel: Kernel, variants: readonly Variant[]): Promise<void> {
  const { spec, plan, device, pipelines } = kernel;
  const prepare = async (variant: Variant, dispatch: number): Promise<void> => {
    const key = `${dispatch} of ${variantKey(variant)}`;
    if (pipelines.has(key)) return;
    try {
      const pipeline = await device.createComputePipelineAsync(pipelineOf(kernel, variant, dispatch));
      if (!pipelines.has(key)) pipelines.set(key, pipeline);
    } catch (error) {
      throw new Error(`${plan.name}: the device cannot compile the loss: ${String(error)}`, { cause: error });
    }
  };
  const all = variants.flatMap((variant) =>
    spec.programs[variant.program]!.dispatches.map((_, dispatch) => prepare(variant, dispatch)),
  );
  await Promise.race([Promise.all(all), kernel.lost]);
  requireAlive(kernel);
}

/** The pipeline of a dispatch, compiled now where that has not been done ahead. */
export function pipelineFor(kernel: Kernel, variant: Variant, dispatch: number): GpuPipeline {
  const key = `${dispatch} of ${variantKey(variant)}`;
  let pipeline = kernel.pipelines.get(key);
  if (pipeline === undefined) {
    pipeline = kernel.device.createComputePipeline(pipelineOf(kernel, variant, dispatch));
    kernel.pipelines.set(key, pipeline);
  }
  return pipeline;
}
