/** The part of a GPUBuffer that is used. */
export interface GpuBuffer {
  readonly size: number;
  readonly usage: number;
  mapAsync(mode: number, offset?: number, size?: number): Promise<undefined | void>;
  getMappedRange(offset?: number, size?: number): ArrayBuffer;
  unmap(): undefined | void;
  destroy(): undefined | void;
}

/** The part of a GPUCommandEncoder that is used. */
export interface GpuCommandEncoder {
  beginComputePass(descriptor?: { label?: string }): GpuComputePass;
  copyBufferToBuffer(from: never, fromOffset: number, to: never, toOffset: number, size: number): undefined | void;
  clearBuffer(buffer: never, offset?: number, size?: number): undefined | void;
  finish(): object;
}

export interface GpuComputePass {
  setPipeline(pipeline: never): undefined | void;
  setBindGroup(index: number, group: never): undefined | void;
  dispatchWorkgroups(x: number): undefined | void;
  end(): undefined | void;
}

/** The part of a GPUDevice that is used. */
export interface GpuDevice {
  readonly limits: {
    readonly maxStorageBufferBindingSize: number;
    readonly maxBufferSize: number;
    readonly maxComputeWorkgroupsPerDimension: number;
    readonly minStorageBufferOffsetAlignment: number;
  };
  readonly features: { has(name: string): boolean };
  readonly adapterInfo?: { readonly subgroupMinSize?: number };
  readonly lost: Promise<{ readonly reason?: string; readonly message: string }>;
  readonly queue: {
    writeBuffer(buffer: never, offset: number, data: never): undefined | void;
    submit(commands: never): undefined | void;
  };
  createBuffer(descriptor: { label?: string; size: number; usage: number; mappedAtCreation?: boolean }): GpuBuffer;
  createShaderModule(descriptor: { label?: string; code: string }): object;
  createComputePipeline(descriptor: PipelineDescriptor): GpuPipeline;
  createComputePipelineAsync(descriptor: PipelineDescriptor): Promise<GpuPipeline>;
  createBindGroup(descriptor: { layout: never; entries: never }): object;
  createCommandEncoder(descriptor?: { label?: string }): GpuCommandEncoder;
}

export interface PipelineDescriptor {
  label?: string;
  layout: "auto";
  compute: { module: never; entryPoint: string };
}

export interface GpuPipeline {
  getBindGroupLayout(index: number): object;
}
