import type { LossProgram } from "../ir/program.ts";
import type { Kernel } from "./kernel.ts";
import { type Meaning, meaningOf, stableForm } from "./meaning.ts";

/** A loss with all that its calls are compared by. */
export interface Subject {
  readonly program: LossProgram;
  /** The loss in the form that kernels are made from. */
  readonly stable: LossProgram;
  readonly kernel: Kernel;
  /** The inputs that are differentiated. */
  readonly wrt: readonly string[];
  readonly reduced: Meaning;
  /** Where the loss has a point. */
  readonly unreduced: Meaning | undefined;
}

export function subjectOf(program: LossProgram, kernel: Kernel, stable = stableForm(program)): Subject {
  const wrt = program.inputs
    .filter(({ constant, element }) => !constant && element.kind === "real")
    .map(({ name }) => name);
  return {
    program,
    stable,
    kernel,
    wrt,
    reduced: meaningOf(program, stable, wrt, true),
    unreduced: program.result.kind === "reduce" ? meaningOf(program, stable, wrt, false) : undefined,
  };
}
