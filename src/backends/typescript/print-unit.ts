import type { LossProgram } from "../../ir/program.ts";
import type { LoopNest, Scratch } from "../../schedule/lower.ts";
import type { CompiledLoss, Nests } from "../../schedule/compiled-loss.ts";
import { canReplace } from "../../schedule/in-place.ts";
import { camelCase } from "../../support/camel-case.ts";
import { frameType } from "./names.ts";
import { leavesOf, printChoice } from "./print-choice.ts";
import { type KernelStyle, printKernel } from "./print-kernel.ts";
import type { LossUnit, ScratchVector } from "./unit.ts";

/** The kernels of a compiled loss as text, with what the module's shell must know of them. */
export function printUnit(
  program: LossProgram,
  wrt: readonly string[],
  compiled: CompiledLoss,
  style: Pick<KernelStyle, "typed" | "realArray" | "fast">,
): LossUnit {
  const stem = camelCase(program.name);
  const full: KernelStyle = { ...style, frame: frameType(program.name), loss: stem };
  const functions: string[] = [];
  const forward = printNests(`${stem}Forward`, compiled.forward, full, functions);
  const backward = printNests(`${stem}Backward`, compiled.backward, full, functions);
  const checkIndices = compiled.checks && printNests(`${stem}CheckIndices`, compiled.checks, full, functions);
  const leaves = leavesOf(compiled.backward);
  const nests = [...leavesOf(compiled.forward), ...leaves, ...(compiled.checks ? leavesOf(compiled.checks) : [])];
  return {
    program,
    wrt,
    inPlace: wrt.filter((input) => leaves.every((nest) => canReplace(nest.statements, input))),
    scratch: largestScratch(nests),
    code: functions.join("\n\n"),
    forward,
    backward,
    ...(checkIndices && { checkIndices }),
  };
}

/** The checks of computed indices alone, for kernels that run elsewhere. */
export function printHostChecks(
  program: LossProgram,
  checks: Nests,
  style: Pick<KernelStyle, "typed" | "realArray" | "fast">,
): Required<Pick<LossUnit, "code" | "checkIndices" | "scratch">> {
  const stem = camelCase(program.name);
  const functions: string[] = [];
  const full: KernelStyle = { ...style, frame: frameType(program.name), loss: stem };
  const checkIndices = printNests(`${stem}CheckIndices`, checks, full, functions);
  return { code: functions.join("\n\n"), checkIndices, scratch: largestScratch(leavesOf(checks)) };
}

/** Prints the copies of a kernel and the function that chooses between them, and names the latter. */
function printNests(name: string, nests: Nests, style: KernelStyle, functions: string[]): string {
  const texts = new Map<string, string>();
  let count = 0;
  const leaf = (nest: LoopNest): string => {
    const body = printKernel("", nest.statements, style);
    let own = texts.get(body);
    if (own === undefined) {
      own = nests.kind === "leaf" ? name : `${name}${++count}`;
      texts.set(body, own);
      functions.push(printKernel(own, nest.statements, style));
    }
    return own;
  };
  const body = printChoice(nests, (nest) => `${leaf(nest)}(frame);`, style);
  if (nests.kind === "leaf") return name;
  const signature = style.typed ? `(frame: ${style.frame}): void` : "(frame)";
  functions.push([`function ${name}${signature} {`, ...body, "}"].join("\n"));
  return name;
}

/** Every vector that some kernel needs; copies share those of the same name, type and size. */
function largestScratch(nests: readonly LoopNest[]): readonly ScratchVector[] {
  const vectors = new Map<string, ScratchVector>();
  for (const { scratch } of nests) for (const vector of scratch) vectors.set(vector.name, scratchVector(vector));
  return [...vectors.values()];
}

/** An int may be infinite: the smallest of none. */
const ARRAYS = { real: "Float64Array", int: "Float64Array", bool: "Uint8Array", position: "Int32Array" } as const;

function scratchVector({ name, type, extents }: Scratch): ScratchVector {
  return { name: camelCase(name), array: ARRAYS[type], extents: extents.flatMap((extent) => extent.split("*")) };
}
