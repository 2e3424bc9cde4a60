/** A WebGPU device, or why there is none. */
export async function findDevice(): Promise<GPUDevice | string> {
  // Missing in older browsers, and on pages that are neither https: nor of this machine.
  const gpu: GPU | undefined = navigator.gpu;
  if (gpu === undefined) return "this browser has no WebGPU";
  try {
    const adapter = await gpu.requestAdapter();
    if (adapter === null) return "WebGPU finds no adapter";
    return await adapter.requestDevice({ requiredFeatures: adapter.features.has("subgroups") ? ["subgroups"] : [] });
  } catch (error) {
    return `WebGPU gives no device (${String(error)})`;
  }
}
