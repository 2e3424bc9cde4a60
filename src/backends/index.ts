import type { Backend } from "./backend.ts";
import type { Target } from "./targets.ts";
import { typescriptBackend } from "./typescript/backend.ts";
import { wgslBackend } from "./wgsl/backend.ts";

export const backends: Readonly<Record<Target, Backend>> = { ts: typescriptBackend, wgsl: wgslBackend };
