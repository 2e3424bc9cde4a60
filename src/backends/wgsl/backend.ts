import { LARGEST_FLOAT32, type TargetFacts } from "../../ir/target.ts";
import type { Backend } from "../backend.ts";
import { hostFacts } from "../typescript/backend.ts";
import { printHostChecks } from "../typescript/print-unit.ts";
import { printGpuUnit, printHelpers } from "./print-unit.ts";
import { gpuShell } from "./shell.ts";
import { spellings } from "./spellings.ts";

/** What the passes must know of WGSL. */
const facts: TargetFacts = {
  spells: (op) => spellings.has(op),
  prefersTables: false,
  choosesByJump: false,
  isParallel: true,
  computesIn: "f32",
  largestReal: LARGEST_FLOAT32,
};

export const wgslBackend: Backend = {
  shell: gpuShell,
  printHelpers,
  printUnit: (program, wrt, passes, style) => {
    const compiled = passes.kernels(facts);
    const precise = { ...style, math: "precise" } as const;
    // Typed arrays are checked before they are sent to the device.
    const checks = compiled.checks && passes.checks(hostFacts(precise));
    const host =
      checks && printHostChecks(program, checks, { typed: style.typed, realArray: "Float32Array", fast: false });
    return printGpuUnit(program, wrt, compiled, host, style.typed);
  },
};
