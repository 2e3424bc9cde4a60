import type { Backend } from "../backend.ts";
import { javascriptFacts } from "../javascript/facts.ts";
import { realArray } from "../module/arrays.ts";
import { printUnit } from "./print-unit.ts";
import { hostShell } from "./shell.ts";

export const typescriptBackend: Backend = {
  shell: hostShell,
  printUnit: (program, wrt, passes, { dtype, math, typed }) => {
    // Float64 kernels are always precise.
    const fast = dtype === "f32" && math === "fast";
    const compiled = passes.kernels(javascriptFacts(dtype, fast));
    return printUnit(program, wrt, compiled, { typed, realArray: realArray(dtype), fast });
  },
};
