import type { GpuBuffer } from "./webgpu.ts";

/** Data on the GPU from a byte, a multiple of 4, of a buffer on. */
export interface GpuSlice {
  readonly buffer: GpuBuffer;
  readonly offset?: number | undefined;
}

export interface GpuTensor extends GpuSlice {
  readonly shape: readonly number[];
}

/** The incoming gradient: of "none", as long as the value, on the device. Default: 1. */
export interface GpuGradOutput {
  readonly gradOutput?: number | GpuSlice | undefined;
}

/** Where `encode` leaves results. The value of a reduction to a number and a metric take 4 bytes. */
export interface GpuOutputs<G, M> {
  readonly value?: GpuSlice | undefined;
  /** Without any, no gradient is computed. The gradient of an input may replace it in its own place. */
  readonly grads?: { readonly [K in keyof G]?: GpuSlice | undefined } | undefined;
  readonly metrics?: { readonly [K in keyof M]?: GpuSlice | undefined } | undefined;
  /** A u32: 0, or 1 for an index that is out of range, plus 2 for a value outside its domain. */
  readonly status?: GpuSlice | undefined;
}

export interface BoundSlice {
  readonly buffer: GpuBuffer;
  readonly offset: number;
}
