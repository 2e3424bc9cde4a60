import { checkNames, kindOf, nothing, read } from "../../module/runtime/names.ts";
import { readOptions } from "../../module/runtime/options.ts";
import type { Plan } from "../../module/runtime/plan.ts";
import { emptyWork, type Work } from "../../module/runtime/work.ts";
import { keptInputs } from "../../module/runtime/workspace-sizes.ts";
import type { GpuSpec } from "./spec.ts";

/** What `create` compiles. */
export interface GpuSetup<O, W> {
  /**
   * The calls that are to find their pipelines compiled; "all" is every call that there can be. Others are compiled for
   * when first made. Default: one call without options and without inputs that have a default.
   */
  readonly compile?: "all" | readonly GpuVariant<O, W>[] | undefined;
}

/** What of a call decides which pipelines it needs, whether it asks for gradients or not. */
export interface GpuVariant<O, W> {
  readonly options?: O | undefined;
  /** The inputs with a default that are given. */
  readonly with?: readonly W[] | undefined;
}

/** The programs to compile ahead. */
export function programsOf(spec: GpuSpec, plan: Plan, setup: unknown): ReadonlySet<number> {
  const chosen = read(checkNames(plan, "setting", setup ?? nothing, ["compile"]), "compile") ?? [nothing];
  if (chosen === "all") return new Set(spec.programs.keys());
  if (!Array.isArray(chosen)) {
    throw new TypeError(`${plan.name}: compile must be "all" or an array of calls, not ${kindOf(chosen)}`);
  }
  return new Set(chosen.flatMap((variant: unknown) => programsOfCall(spec, plan, variant)));
}

function programsOfCall({ forward, backward, status }: GpuSpec, plan: Plan, variant: unknown): readonly number[] {
  const given = checkNames(plan, "setting of a call", variant, ["options", "with"]);
  const work = workOf(plan, read(given, "options"), keptInputs(plan, read(given, "with")));
  const programs = [forward(work as never), backward(work as never), ...(status?.(work as never) ?? [])];
  if (work.length < 0) return programs;
  work.gradOutput = new Float32Array(0);
  return [...programs, backward(work as never)];
}

/** A call as far as kernels are chosen by it. */
function workOf(plan: Plan, options: unknown, optional: readonly string[]): Work {
  const work = emptyWork(plan);
  for (const axis of plan.axes) work.sizes[axis] = 1;
  for (const { name, optional: hasDefault } of plan.inputs) {
    // Kernels ask only whether an input was given.
    if (!hasDefault || optional.includes(name)) work.inputs[name] = new Uint8Array(0);
  }
  if (options !== undefined || plan.options.every((option) => option.default !== undefined)) {
    const { gradOutput: _, ...rest } = checkNames(plan, "option", options ?? nothing, plan.optionNames);
    readOptions(plan, rest, work);
  } else {
    // A default call lacks what has no default, which seldom decides anything.
    work.length = plan.reductions?.[0] === "none" ? 1 : -1;
    work.gradOutput = work.length < 0 ? 1 : undefined;
  }
  return work;
}
