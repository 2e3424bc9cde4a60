import type { GpuDevice } from "../../src/backends/wgsl/runtime/webgpu.ts";
import type { TestDevice } from "./adapter.ts";

/** A device as a plain object, to change parts of. */
export function plainDevice(device: TestDevice): GpuDevice {
  return {
    limits: device.limits,
    features: device.features,
    ...(device.adapterInfo && { adapterInfo: device.adapterInfo }),
    lost: device.lost,
    queue: device.queue,
    createBuffer: (descriptor) => device.createBuffer(descriptor),
    createShaderModule: (descriptor) => device.createShaderModule(descriptor),
    createComputePipeline: (descriptor) => device.createComputePipeline(descriptor),
    createComputePipelineAsync: (descriptor) => device.createComputePipelineAsync(descriptor),
    createBindGroup: (descriptor) => device.createBindGroup(descriptor),
    createCommandEncoder: () => device.createCommandEncoder(),
  };
}

/** A device that counts the pipelines and shaders that are made on it; pipelines ahead by `compile`. */
export function countingDevice(
  device: TestDevice,
  compile: GpuDevice["createComputePipelineAsync"] = (descriptor) => device.createComputePipelineAsync(descriptor),
): { readonly counted: GpuDevice; readonly counts: { compiled: number; shaders: number } } {
  const counts = { compiled: 0, shaders: 0 };
  const counted: GpuDevice = {
    ...plainDevice(device),
    createShaderModule: (descriptor) => (counts.shaders++, device.createShaderModule(descriptor)),
    createComputePipeline: (descriptor) => (counts.compiled++, device.createComputePipeline(descriptor)),
    createComputePipelineAsync: (descriptor) => (counts.compiled++, compile(descriptor)),
  };
  return { counted, counts };
}
