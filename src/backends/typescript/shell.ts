import { declareTypes, typeNames } from "./declare.ts";
import { hostRuntime } from "./embed.ts";
import type { Shell } from "./module.ts";

/** The shell of TypeScript modules. */
export const hostShell: Shell = { runtime: hostRuntime, declareTypes, typeNames };
