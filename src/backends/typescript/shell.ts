import { typeNames } from "../module/declare.ts";
import { hostRuntime } from "../module/embed.ts";
import type { Shell } from "../module/module.ts";
import { declareTypes } from "./declare.ts";

/** The shell of TypeScript modules. */
export const hostShell: Shell = { runtime: hostRuntime, declareTypes, typeNames };
