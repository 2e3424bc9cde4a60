import { checkEqual } from "../../module/runtime/inputs.ts";
import { checkNames, nothing, read } from "../../module/runtime/names.ts";
import { shapeOf } from "../../module/runtime/shapes.ts";
import { emptyWork, type Mode } from "../../module/runtime/work.ts";
import { bindAxis, keptInputs } from "../../module/runtime/workspace-sizes.ts";
import { type Kernel, requireAlive } from "./kernel.ts";
import { bytesOf, checkBindingSize } from "./sizes.ts";
import type { GpuTensor } from "./tensors.ts";
import type { GpuBuffer } from "./webgpu.ts";
import { callWorkspace } from "./workspace-call.ts";

/** Buffers of fixed size, kept from call to call. */
export function createGpuWorkspace(kernel: Kernel, sizes: unknown, choice: unknown): unknown {
  const { plan, device } = kernel;
  requireAlive(kernel);
  const inSizes = !plan.axes.includes("with");
  const given = checkNames(plan, "axis", sizes, inSizes ? [...plan.axes, "with"] : plan.axes);
  const chosen = checkNames(plan, "setting", choice ?? nothing, ["with"]);
  const chosenInputs = [
    ...keptInputs(plan, read(chosen, "with")),
    ...keptInputs(plan, inSizes ? read(given, "with") : undefined),
  ];
  const fixed = emptyWork(plan);
  for (const axis of plan.axes) bindAxis(plan, fixed, axis, read(given, axis));
  checkEqual(plan, fixed);
  const usage = 128 | 8 | 4;
  const make = (what: string, array: string): GpuBuffer => {
    const size = Math.max(4, Math.ceil(bytesOf(plan, fixed, array) / 4) * 4);
    checkBindingSize(plan, device, what, size);
    const buffer = device.createBuffer({ label: `${plan.name} ${what}`, size, usage });
    kernel.made.add(buffer);
    return buffer;
  };
  const inputs: Record<string, GpuTensor> = {};
  const grads: Record<string, GpuTensor> = {};
  for (const input of plan.inputs) {
    if (input.optional && !chosenInputs.includes(input.name)) continue;
    const shape = Object.freeze(shapeOf(input, fixed));
    inputs[input.name] = { buffer: make(input.name, `input ${input.name}`), offset: 0, shape };
    if (input.gradient)
      grads[input.name] = { buffer: make(`grads.${input.name}`, `gradient ${input.name}`), offset: 0, shape };
  }
  Object.freeze(inputs);
  Object.freeze(grads);
  const step = (mode: Mode, options: unknown) => callWorkspace(kernel, mode, inputs, grads, options);
  return {
    inputs,
    grads,
    value: async (options?: unknown) => (await step("value", options)).value,
    evaluate: async (options?: unknown) => {
      const { value, metrics } = await step("evaluate", options);
      return { value, metrics };
    },
    valueAndGrad: async (options?: unknown) => {
      const { value, metrics } = await step("gradient", options);
      return { value, grads, metrics };
    },
  };
}
