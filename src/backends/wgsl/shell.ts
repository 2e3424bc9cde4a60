import { hostRuntime } from "../typescript/embed.ts";
import type { Shell } from "../typescript/module.ts";
import { declareTypes, typeNames } from "./declare.ts";
import { runtimeParts } from "./runtime-text.ts";

/** The shell of modules for WebGPU. */
export const gpuShell: Shell = {
  runtime: { parts: [...hostRuntime.parts, ...runtimeParts], create: "createGpuLoss" },
  declareTypes,
  typeNames,
};
