import type { LossProgram } from "../../ir/program.ts";
import type { CompiledLoss } from "../../schedule/compiled-loss.ts";
import { replaceableInAll } from "../../schedule/in-place.ts";
import { camelCase } from "../../support/camel-case.ts";
import { leavesOf } from "../javascript/print-choice.ts";
import type { KernelStyle } from "../javascript/kernel-style.ts";
import { largestScratch, printNests } from "../javascript/print-nests.ts";
import { frameType } from "../module/names.ts";
import type { LossUnit } from "../module/unit.ts";

/** The kernels of a compiled loss as text, with what the module's shell must know of them. */
export function printUnit(
  program: LossProgram,
  wrt: readonly string[],
  compiled: CompiledLoss,
  style: Pick<KernelStyle, "typed" | "realArray" | "fast">,
): LossUnit {
  const stem = camelCase(program.name);
  const full: KernelStyle = { ...style, frame: frameType(program.name), loss: stem };
  const names = { forward: `${stem}Forward`, backward: `${stem}Backward`, checkIndices: `${stem}CheckIndices` };
  const { forward, backward, checks } = compiled;
  const functions: string[] = [];
  printNests(names.forward, forward, full, functions);
  printNests(names.backward, backward, full, functions);
  if (checks) printNests(names.checkIndices, checks, full, functions);
  const leaves = leavesOf(backward);
  return {
    program,
    wrt,
    inPlace: replaceableInAll(leaves, wrt),
    scratch: largestScratch([...leavesOf(forward), ...leaves, ...(checks ? leavesOf(checks) : [])]),
    code: functions.join("\n\n"),
    forward: names.forward,
    backward: names.backward,
    ...(checks && { checkIndices: names.checkIndices }),
  };
}
