import { beforeAll, expect, it } from "vitest";
import type { GpuDevice } from "../../src/backends/wgsl/runtime/webgpu.ts";
import { stdlibSources } from "../reference/kernels.ts";
import { type GpuModule, loadGpu } from "./load.ts";

let module: GpuModule;
beforeAll(async () => {
  const names = ["mse", "cross_entropy", "dice", "triplet"].map((name) => `${name}.loss`);
  module = await loadGpu(Object.fromEntries(names.map((name) => [name, stdlibSources()[name]!])));
});

/** The entry points by which a loss computes its value and gradients, in order, told by what is compiled for them. */
async function dispatchesOf(loss: string, call: object): Promise<readonly string[]> {
  const entries: string[] = [];
  const unused = () => {
    throw new Error("nothing is called yet");
  };
  const device: GpuDevice = {
    limits: {
      maxStorageBufferBindingSize: 2 ** 27,
      maxBufferSize: 2 ** 28,
      maxComputeWorkgroupsPerDimension: 65535,
      minStorageBufferOffsetAlignment: 256,
    },
    features: new Set<string>(),
    lost: new Promise(() => {}),
    queue: { writeBuffer: unused, submit: unused },
    createBuffer: unused,
    createShaderModule: ({ code }) => ({ code }),
    createComputePipeline: unused,
    createComputePipelineAsync: ({ compute }) => {
      const { code } = compute.module as { readonly code: string };
      if (code.includes(": the value and the gradients.\n")) entries.push(compute.entryPoint);
      return Promise.resolve({ getBindGroupLayout: unused });
    },
    createBindGroup: unused,
    createCommandEncoder: unused,
  };
  await module.create(loss, device, { compile: [call] });
  return entries;
}

it.each([
  ["mse", {}, ["overS", "finish"]],
  ["mse", { options: { reduction: "sum" } }, ["overS", "finish"]],
  ["soft_cross_entropy", {}, ["overNS", "finish"]],
  // What the mean divides by is counted first: it depends on how many targets are ignored.
  ["cross_entropy", {}, ["overNS", "overNS2", "finish"]],
  ["triplet", {}, ["overN", "finish"]],
  // Two levels: each workgroup leaves its parts of the sums, and all that need them add these up.
  ["dice", {}, ["overS", "overS2"]],
] as const)("%s with %j takes the dispatches %j", async (loss, call, expected) => {
  expect(await dispatchesOf(loss, call)).toEqual(expected);
});
