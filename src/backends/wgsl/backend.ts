import { LARGEST_FLOAT32, type TargetFacts } from "../../ir/target.ts";
import type { Backend } from "../backend.ts";
import { javascriptFacts } from "../javascript/facts.ts";
import { printIndexChecks } from "../javascript/print-index-checks.ts";
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
  printUnit: (program, wrt, passes, { typed }) => {
    const compiled = passes.kernels(facts);
    // Typed arrays are checked before they are sent to the device.
    const checks = compiled.checks && passes.checks(javascriptFacts("f32", false));
    return printGpuUnit(program, wrt, compiled, checks && printIndexChecks(program, checks, typed), typed);
  },
};
