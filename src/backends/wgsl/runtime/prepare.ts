import { checkNames, kindOf, nothing, read } from "../../module/runtime/names.ts";
import { readOptions } from "../../module/runtime/options.ts";
import type { Plan } from "../../module/runtime/plan.ts";
import { emptyWork, type Work } from "../../module/runtime/work.ts";
import { keptInputs } from "../../module/runtime/workspace-sizes.ts";
import type { GpuSpec } from "./spec.ts";
import { type Variant, variantKey } from "./variant.ts";

/** What `create` compiles. */
export interface GpuSetup<O, W, G> {
  /**
   * The calls that are to find their pipelines compiled; "all" is every call but those that replace inputs. Others are compiled for
   * when first made. Default: one call without options and without inputs that have a default.
   */
  readonly compile?: "all" | readonly GpuVariant<O, W, G>[] | undefined;
}

/** What of a call decides which pipelines it needs, whether it asks for gradients or not. */
export interface GpuVariant<O, W, G> {
  readonly options?: O | undefined;
  /** The inputs with a default that are given. */
  readonly with?: readonly W[] | undefined;
  /** The inputs that `encode` replaces by their gradients. */
  readonly inPlace?: readonly G[] | undefined;
}

/** What to compile ahead. */
export function variantsOf(spec: GpuSpec, plan: Plan, setup: unknown): readonly Variant[] {
  const chosen = read(checkNames(plan, "setting", setup ?? nothing, ["compile"]), "compile") ?? [nothing];
  if (chosen === "all") return spec.programs.map((_, program) => ({ program, replaced: [] }));
  if (!Array.isArray(chosen)) {
    throw new TypeError(`${plan.name}: compile must be "all" or an array of calls, not ${kindOf(chosen)}`);
  }
  const variants = chosen.flatMap((call: unknown) => variantsOfCall(spec, plan, call));
  return [...new Map(variants.map((variant) => [variantKey(variant), variant])).values()];
}

function variantsOfCall(spec: GpuSpec, plan: Plan, call: unknown): readonly Variant[] {
  const given = checkNames(plan, "setting of a call", call, ["options", "with", "inPlace"]);
  const work = workOf(plan, read(given, "options"), keptInputs(plan, read(given, "with")));
  const inPlace = read(given, "inPlace") ?? [];
  if (!Array.isArray(inPlace)) throw new TypeError(`${plan.name}: inPlace must be an array of input names`);
  const programs = [spec.forward(work as never), ...(spec.status?.(work as never) ?? [])];
  const gradients = [spec.backward(work as never)];
  if (work.length >= 0) {
    work.gradOutput = new Float32Array(0);
    gradients.push(spec.backward(work as never));
  }
  return [
    ...programs.map((program) => ({ program, replaced: [] })),
    ...gradients.map((program) => {
      const { replaces = [] } = spec.programs[program]!;
      return { program, replaced: replaces.filter((name) => inPlace.includes(name)) };
    }),
  ];
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
