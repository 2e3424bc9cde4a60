// The little of WebGPU that the layers and the trainer share.

// Declared by the specification as GPUBufferUsage and GPUMapMode, which TypeScript's DOM library lacks.
const MAP_READ = 1;
const COPY_SRC = 4;
const COPY_DST = 8;
const STORAGE = 128;

const WORKGROUP = 64;

/** A dispatch that is ready to be recorded. */
export type Dispatch = (pass: GPUComputePassEncoder) => void;

/** A buffer for `elements` numbers of 4 bytes, all 0 at first. */
export function createBuffer(device: GPUDevice, elements: number): GPUBuffer {
  return device.createBuffer({ size: 4 * elements, usage: STORAGE | COPY_SRC | COPY_DST });
}

/** A buffer with data in it. */
export function bufferOf(
  device: GPUDevice,
  data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
): GPUBuffer {
  const buffer = createBuffer(device, data.length);
  device.queue.writeBuffer(buffer, 0, data);
  return buffer;
}

/** Compiles one entry point of a shader. */
export function createPipeline(
  device: GPUDevice,
  module: GPUShaderModule,
  entryPoint: string,
  constants: Record<string, number>,
): Promise<GPUComputePipeline> {
  return device.createComputePipelineAsync({ layout: "auto", compute: { module, entryPoint, constants } });
}

/** Binds buffers to a pipeline, each to the binding that is its key, and gives it an invocation for each of `elements`. */
export function bind(
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  elements: number,
  buffers: Readonly<Record<number, GPUBufferBinding>>,
): Dispatch {
  const entries = Object.entries(buffers).map(([binding, resource]) => ({ binding: Number(binding), resource }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  return (pass) => {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(Math.ceil(elements / WORKGROUP));
  };
}

/** Records dispatches, which see what those before them wrote. */
export function record(encoder: GPUCommandEncoder, dispatches: readonly Dispatch[]): void {
  const pass = encoder.beginComputePass();
  for (const dispatch of dispatches) dispatch(pass);
  pass.end();
}

/** Submits what is recorded, and reads a buffer as it is then. */
export async function submitAndRead(
  device: GPUDevice,
  encoder: GPUCommandEncoder,
  buffer: GPUBuffer,
): Promise<ArrayBuffer> {
  const copy = device.createBuffer({ size: buffer.size, usage: MAP_READ | COPY_DST });
  encoder.copyBufferToBuffer(buffer, 0, copy, 0, buffer.size);
  device.queue.submit([encoder.finish()]);
  await copy.mapAsync(MAP_READ);
  const bytes = copy.getMappedRange().slice(0);
  copy.destroy();
  return bytes;
}
