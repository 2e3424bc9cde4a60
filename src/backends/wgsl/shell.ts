import { hostRuntime } from "../module/embed.ts";
import type { Shell } from "../module/module.ts";
import { declareTypes, typeNames } from "./declare.ts";
import { runtimeParts } from "./runtime-text.ts";

/** The shell of modules for WebGPU. */
export const gpuShell: Shell = {
  runtime: { parts: [...hostRuntime.parts, ...runtimeParts], create: "createGpuLoss" },
  declareTypes,
  typeNames,
};
