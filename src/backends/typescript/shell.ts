import { runtimeParts as hostParts } from "../javascript/runtime-text.ts";
import { typeNames } from "../module/declare.ts";
import type { Shell } from "../module/module.ts";
import { runtimeParts as callParts } from "../module/runtime-text.ts";
import { declareTypes } from "./declare.ts";
import { runtimeParts } from "./runtime-text.ts";

/** The shell of TypeScript modules. */
export const hostShell: Shell = {
  runtime: { parts: [...callParts, ...hostParts, ...runtimeParts], create: "createLoss" },
  declareTypes,
  typeNames,
  example: { runsIn: "Node and browsers", before: () => [], callee: (loss) => loss },
};
