import type { Plan } from "../../module/runtime/plan.ts";
import type { GpuSpec } from "./spec.ts";
import type { GpuBuffer, GpuDevice, GpuPipeline } from "./webgpu.ts";

/** A loss on a device. */
export interface Kernel {
  readonly spec: GpuSpec;
  readonly plan: Plan;
  readonly device: GpuDevice;
  /** By variant. */
  readonly modules: Map<string, object>;
  /** By dispatch and variant. */
  readonly pipelines: Map<string, GpuPipeline>;
  /** Buffers that only one encoded call at a time uses: the queue runs them one after the other. */
  readonly own: Map<string, GpuBuffer>;
  /** Parameters by content: what a buffer holds never changes, so that calls of one submit do not disturb one another. */
  readonly parameters: Map<string, GpuBuffer>;
  readonly groups: Map<string, object>;
  readonly ids: WeakMap<GpuBuffer, number>;
  count: number;
  /** Buffers that no call is using, by size and usage. */
  readonly free: Map<string, GpuBuffer[]>;
  readonly made: Set<GpuBuffer>;
  /** Why no more calls can be made. */
  ended: string | undefined;
  /** Rejected when the device is lost. */
  readonly lost: Promise<never>;
}

export function requireAlive(kernel: Kernel): void {
  if (kernel.ended !== undefined) throw new Error(`${kernel.plan.name}: ${kernel.ended}`);
}

export function destroyKernel(kernel: Kernel): void {
  kernel.ended ??= "the kernel was destroyed";
  for (const buffer of [...kernel.made, ...kernel.parameters.values()]) buffer.destroy();
  kernel.made.clear();
  kernel.own.clear();
  kernel.free.clear();
  kernel.groups.clear();
  kernel.parameters.clear();
}
