import type { LossProgram } from "../../ir/program.ts";
import type { Nests } from "../../schedule/compiled-loss.ts";
import { camelCase } from "../../support/camel-case.ts";
import { frameType } from "../module/names.ts";
import type { LossUnit } from "../module/unit.ts";
import { leavesOf } from "./print-choice.ts";
import type { KernelStyle } from "./kernel-style.ts";
import { largestScratch, printNests } from "./print-nests.ts";

/** What a module has to check computed indices before kernels run that are not JavaScript. */
export type IndexChecks = Required<Pick<LossUnit, "code" | "checkIndices" | "scratch">>;

/** The checks of computed indices alone, which run on the host. */
export function printIndexChecks(program: LossProgram, checks: Nests, typed: boolean): IndexChecks {
  const loss = camelCase(program.name);
  const checkIndices = `${loss}CheckIndices`;
  const style: KernelStyle = { typed, realArray: "Float32Array", fast: false, frame: frameType(program.name), loss };
  const functions: string[] = [];
  printNests(checkIndices, checks, style, functions);
  return { code: functions.join("\n\n"), checkIndices, scratch: largestScratch(leavesOf(checks)) };
}
