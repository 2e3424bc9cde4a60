import type { AnyKernel, Backend } from "../reference/backend.ts";
import type { GpuDevice } from "../../src/backends/wgsl/runtime/webgpu.ts";
import { requestDevice, type TestDevice } from "./adapter.ts";
import { loadGpu } from "./load.ts";
import { plainDevice } from "./plain-device.ts";

/** WebGPU, on a device of its own that has these features. */
export const wgsl = (features: readonly string[] = []): Backend => ({
  name: "wgsl",
  accuracy: {
    // A device may take what is below the normal numbers as 0.
    f32: { value: 2e-6, element: 2e-6, grad: (_, largest) => Math.max(1e-5 * largest, 2 ** -126) },
  },
  arithmetic: { rounding: 2 ** -24, elementary: 2 ** -23 },
  async load(sources, _, wrt) {
    const device = await requestDevice(features);
    const module = await loadGpu(sources, wrt);
    const messages: Promise<readonly string[]>[] = [];
    const seen = asModulesSee(device, messages);
    // Compiled when first called for: most losses are called for a few of their variants.
    const kernel = (loss: string) => module.create(loss, seen, { compile: [] }) as Promise<unknown> as Promise<AnyKernel>;
    return {
      kernel,
      meta: (loss) => module.meta(loss),
      complaints: async () => (await Promise.all(messages)).flat(),
      end: () => device.destroy(),
    };
  },
});

/**
 * A device for modules, which notes what is said of their shaders. Pipelines are made at once: while Dawn makes them aside in
 * Node, it polls, which takes more time than making them.
 */
function asModulesSee(device: TestDevice, messages: Promise<readonly string[]>[]): GpuDevice {
  return {
    ...plainDevice(device),
    createShaderModule: (descriptor) => {
      const shader = device.createShaderModule(descriptor);
      const said = shader.getCompilationInfo().then((info) => info.messages);
      messages.push(said.then((all) => all.map((one) => `${descriptor.label}: ${one.type}: ${one.message}`)));
      return shader;
    },
    createComputePipelineAsync: async (descriptor) => device.createComputePipeline(descriptor),
  };
}
