import { kindOf } from "../../module/runtime/names.ts";
import { createPlan } from "../../module/runtime/plan.ts";
import { callKernel } from "./call.ts";
import { encodeCall } from "./encode.ts";
import { destroyKernel, type Kernel } from "./kernel.ts";
import { preparePipelines } from "./pipelines.ts";
import { variantsOf } from "./prepare.ts";
import type { GpuSpec } from "./spec.ts";
import type { GpuDevice } from "./webgpu.ts";
import { createGpuWorkspace } from "./workspace.ts";

/** Makes the object of a loss. */
export function createGpuLoss<L>(describe: () => GpuSpec): L {
  const loss = { create: (device: GpuDevice, setup?: unknown) => createKernel(describe(), device, setup) };
  return loss as L;
}

async function createKernel(spec: GpuSpec, device: GpuDevice, setup: unknown): Promise<unknown> {
  const plan = createPlan(spec);
  if (typeof device !== "object" || device === null || typeof device.createComputePipelineAsync !== "function") {
    throw new TypeError(`${plan.name}: create takes a GPUDevice, not ${kindOf(device)}`);
  }
  const variants = variantsOf(spec, plan, setup);
  const lost = device.lost.then((info): never => {
    kernel.ended ??= `the device was lost: ${info.message || info.reason || "no reason was given"}`;
    throw new Error(`${plan.name}: ${kernel.ended}`);
  });
  lost.catch(() => {});
  const kernel: Kernel = {
    spec,
    plan,
    device,
    modules: new Map(),
    pipelines: new Map(),
    own: new Map(),
    parameters: new Map(),
    groups: new Map(),
    ids: new WeakMap(),
    count: 0,
    free: new Map(),
    made: new Set(),
    ended: undefined,
    lost,
  };
  await preparePipelines(kernel, variants);
  return {
    value: async (inputs: unknown, options?: unknown, out?: unknown) =>
      (await callKernel(kernel, "value", inputs, options, out)).value,
    evaluate: async (inputs: unknown, options?: unknown, out?: unknown) => {
      const { value, metrics } = await callKernel(kernel, "evaluate", inputs, options, out);
      return { value, metrics };
    },
    valueAndGrad: async (inputs: unknown, options?: unknown, out?: unknown) => {
      const { value, grads, metrics } = await callKernel(kernel, "gradient", inputs, options, out);
      return { value, grads, metrics };
    },
    workspace: (sizes: unknown, choice?: unknown) => createGpuWorkspace(kernel, sizes, choice),
    encode: (encoder: unknown, inputs: unknown, options: unknown, out: unknown) =>
      encodeCall(kernel, encoder, inputs, options, out),
    destroy: () => destroyKernel(kernel),
  };
}
