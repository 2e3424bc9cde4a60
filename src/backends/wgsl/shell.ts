import { runtimeParts as hostParts } from "../javascript/runtime-text.ts";
import type { Shell } from "../module/module.ts";
import { runtimeParts as callParts } from "../module/runtime-text.ts";
import { declareTypes, typeNames } from "./declare.ts";
import { runtimeParts } from "./runtime-text.ts";

/** The shell of modules for WebGPU. */
export const gpuShell: Shell = {
  runtime: { parts: [...callParts, ...hostParts, ...runtimeParts], create: "createGpuLoss" },
  declareTypes,
  typeNames,
  example: {
    runsIn: "WebGPU, in browsers and elsewhere",
    before: (loss) => [`const kernel = await ${loss}.create(device); // a GPUDevice`],
    callee: () => "await kernel",
  },
};
