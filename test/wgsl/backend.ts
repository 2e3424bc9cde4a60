import type { AnyKernel, Backend } from "../reference/backend.ts";
import { elementary } from "../../src/backends/wgsl/elementary.ts";
import type { GpuDevice } from "../../src/backends/wgsl/runtime/webgpu.ts";
import { wholeShader } from "../../src/backends/wgsl/runtime/whole-shader.ts";
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
    const seen: GpuDevice = {
      ...plainDevice(device),
      // While Dawn in Node makes a pipeline aside, it polls, which takes more time than making it.
      createComputePipelineAsync: async (descriptor) => device.createComputePipeline(descriptor),
    };
    // Compiled when first called for: most losses are called for a few of their variants.
    const kernel = (loss: string) =>
      module.create(loss, seen, { compile: [] }) as Promise<unknown> as Promise<AnyKernel>;
    return {
      kernel,
      meta: (loss) => module.meta(loss),
      complaints: () => messagesOf(device, module.shaders),
      end: () => device.destroy(),
    };
  },
});

/** What the compiler of shaders has to say of these. */
async function messagesOf(device: TestDevice, shaders: readonly string[]): Promise<readonly string[]> {
  const together = device.features.has("subgroups") ? (device.adapterInfo?.subgroupMinSize ?? 1) : 1;
  const found = shaders.map(async (shader) => {
    const module = device.createShaderModule({ code: wholeShader(shader, elementary, together) });
    const { messages } = await module.getCompilationInfo();
    return messages.map(({ type, message }) => `${shader.split("\n")[0]}: ${type}: ${message}`);
  });
  return (await Promise.all(found)).flat();
}
