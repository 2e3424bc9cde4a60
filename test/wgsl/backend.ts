import type { AnyKernel, Backend } from "../reference/backend.ts";
import { requestDevice } from "./adapter.ts";
import { loadGpu } from "./load.ts";

/** WebGPU, on a device of its own that has these features. */
export const wgsl = (features: readonly string[] = []): Backend => ({
  name: "wgsl",
  accuracy: {
    f32: { value: 2e-6, element: 2e-6, grad: (_, largest) => Math.max(1e-5 * largest, 2 ** -149) },
  },
  async load(sources, _, wrt) {
    const device = await requestDevice(features);
    const module = await loadGpu(sources, wrt);
    // Compiled when first called for: most losses are called for a few of their variants.
    const kernel = (loss: string) =>
      module.create(loss, device, { compile: [] }) as Promise<unknown> as Promise<AnyKernel>;
    return { kernel, meta: (loss) => module.meta(loss), end: () => device.destroy() };
  },
});
