import type { TargetFacts } from "../../ir/target.ts";
import type { Backend, Style } from "../backend.ts";
import { realArray } from "./arrays.ts";
import { printUnit } from "./print-unit.ts";
import { hostShell } from "./shell.ts";
import { typescriptTarget } from "./target.ts";

/** Whether elementary functions are looked up: float64 kernels are always precise. */
const isFast = ({ dtype, math }: Style): boolean => dtype === "f32" && math === "fast";

/** What the passes must know of JavaScript. */
export const hostFacts = (style: Style): TargetFacts => typescriptTarget(style.dtype, isFast(style));

export const typescriptBackend: Backend = {
  shell: hostShell,
  printUnit: (program, wrt, passes, style) =>
    printUnit(program, wrt, passes.kernels(hostFacts(style)), {
      typed: style.typed,
      realArray: realArray(style.dtype),
      fast: isFast(style),
    }),
};
