import { checkData } from "../module/runtime/data.ts";
import { bindInputs, checkEqual } from "../module/runtime/inputs.ts";
import { checkNames, nothing, read } from "../module/runtime/names.ts";
import { pointLength, readOptions } from "../module/runtime/options.ts";
import { outputNames, readOutputs } from "../module/runtime/outputs.ts";
import { checkOverlaps } from "../module/runtime/overlaps.ts";
import { createPlan, type Plan } from "../module/runtime/plan.ts";
import { product, shapeOf } from "../module/runtime/shapes.ts";
import type { LossSpec } from "../module/runtime/spec.ts";
import type { DataArray } from "../module/runtime/tensors.ts";
import { emptyWork, makeFor, makeGrad, makePoint, makeScratch, type Mode, type Work } from "../module/runtime/work.ts";
import { bindAxis, keptInputs } from "../module/runtime/workspace-sizes.ts";

/** Makes the object of a loss. The description is asked for at the first call. */
export function createLoss<L>(describe: () => LossSpec): L {
  let made: Plan | undefined;
  const plan = () => (made ??= createPlan(describe()));
  const loss = {
    value: (inputs: unknown, options?: unknown, out?: unknown) => call(plan(), "value", inputs, options, out).value,
    evaluate: (inputs: unknown, options?: unknown, out?: unknown) => {
      const { value, metrics } = call(plan(), "evaluate", inputs, options, out);
      return { value, metrics };
    },
    valueAndGrad: (inputs: unknown, options?: unknown, out?: unknown) => {
      const { value, grads, metrics } = call(plan(), "gradient", inputs, options, out);
      return { value, grads, metrics };
    },
    workspace: (sizes: unknown, choice?: unknown) => createWorkspace(plan(), sizes, choice),
  };
  return loss as L;
}

export function call(plan: Plan, mode: Mode, inputs: unknown, options: unknown, out: unknown): Work {
  const givenInputs = checkNames(plan, "input", inputs, plan.inputNames);
  const givenOptions = checkNames(plan, "option", options ?? nothing, plan.optionNames);
  const givenOut = out === undefined ? undefined : checkNames(plan, "output", out, outputNames(mode));
  const work = bindInputs(plan, givenInputs);
  readOptions(plan, givenOptions, work);
  if (givenOut !== undefined) readOutputs(plan, givenOut, work);
  return run(plan, mode, work);
}

/** Checks what is left to check, makes the arrays that are missing and runs the kernel. */
function run(plan: Plan, mode: Mode, work: Work): Work {
  checkOverlaps(plan, work);
  if (work.check) checkData(plan, work);
  if (work.length >= 0) work.value = work.point ??= makePoint(plan, work, work.length);
  else work.value = 0;
  const backward = mode === "gradient";
  if (backward) {
    for (const name of plan.gradNames) {
      const data = work.inputs[name];
      if (data !== undefined && !Object.hasOwn(work.grads, name)) {
        work.grads[name] = makeGrad(plan, work, name, data);
      }
    }
  }
  makeScratch(plan, work);
  work.asksMetrics = mode !== "value";
  if (work.check) plan.checkIndices?.(work as never);
  (backward ? plan.backward : plan.forward)(work as never);
  // What overflows times 0 would be NaN.
  if (backward && work.gradOutput === 0) for (const name of plan.gradNames) work.grads[name]?.fill(0);
  return work;
}

function createWorkspace(plan: Plan, sizes: unknown, choice: unknown): unknown {
  const inSizes = !plan.axes.includes("with");
  const given = checkNames(plan, "axis", sizes, inSizes ? [...plan.axes, "with"] : plan.axes);
  const chosen = checkNames(plan, "setting", choice ?? {}, ["with"]);
  const kept = [
    ...keptInputs(plan, read(chosen, "with")),
    ...keptInputs(plan, inSizes ? read(given, "with") : undefined),
  ];
  const work = emptyWork(plan);
  for (const axis of plan.axes) bindAxis(plan, work, axis, read(given, axis));
  checkEqual(plan, work);
  const inputs: Record<string, DataArray> = {};
  for (const input of plan.inputs) {
    if (input.optional && !kept.includes(input.name)) continue;
    const data = makeFor(plan, work, `input ${input.name}`, input.array, product(shapeOf(input, work)));
    inputs[input.name] = work.inputs[input.name] = data;
    if (input.gradient) work.grads[input.name] = makeGrad(plan, work, input.name, data);
  }
  makeScratch(plan, work);
  if (plan.reductions?.includes("none")) work.point = makePoint(plan, work, pointLength(plan, work.sizes));
  const step = (mode: Mode, options: unknown) => {
    readOptions(plan, checkNames(plan, "option", options ?? nothing, plan.optionNames), work);
    return run(plan, mode, work).value;
  };
  const { grads, metrics } = work;
  const evaluation = { value: work.value, metrics };
  const stepped = { value: work.value, grads, metrics };
  return {
    inputs: Object.freeze(inputs),
    grads: Object.freeze(grads),
    value: (options?: unknown) => step("value", options),
    evaluate: (options?: unknown) => {
      evaluation.value = step("evaluate", options);
      return evaluation;
    },
    valueAndGrad: (options?: unknown) => {
      stepped.value = step("gradient", options);
      return stepped;
    },
  };
}
