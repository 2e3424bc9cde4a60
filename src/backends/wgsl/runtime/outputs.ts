import { checkNames, nothing, read } from "../../module/runtime/names.ts";
import type { Plan } from "../../module/runtime/plan.ts";
import type { Work } from "../../module/runtime/work.ts";
import type { Targets } from "./encode.ts";
import { checkGpuOverlaps } from "./overlaps.ts";
import { bytesOf } from "./sizes.ts";
import { readSlice } from "./slices.ts";
import type { BoundSlice } from "./tensors.ts";

export function readGpuOutputs(
  plan: Plan,
  out: unknown,
  work: Work,
  inputs: Readonly<Record<string, BoundSlice>>,
): Targets {
  const given = checkNames(plan, "output", out, ["value", "grads", "metrics", "status"]);
  const arrays: Record<string, BoundSlice> = {};
  const scalars: Record<string, BoundSlice> = {};
  const value = read(given, "value");
  if (value !== undefined) {
    if (work.length < 0) scalars["value"] = readSlice(plan, "output value", value, 4, 8);
    else arrays["point"] = readSlice(plan, "output value", value, 4 * work.length, 128 | 8);
  }
  const grads = checkNames(plan, "gradient", read(given, "grads") ?? nothing, plan.gradNames);
  for (const name of plan.gradNames) {
    const slice = read(grads, name);
    if (slice === undefined) continue;
    if (work.inputs[name] === undefined) {
      throw new TypeError(`${plan.name}: output grads.${name} is given, but not its input`);
    }
    const array = `gradient ${name}`;
    arrays[array] = readSlice(plan, `output grads.${name}`, slice, bytesOf(plan, work, array), 128 | 8);
  }
  const metricNames = Object.keys(plan.zeros);
  const metrics = checkNames(plan, "metric", read(given, "metrics") ?? nothing, metricNames);
  for (const name of metricNames) {
    const slice = read(metrics, name);
    if (slice !== undefined) scalars[`metric ${name}`] = readSlice(plan, `output metrics.${name}`, slice, 4, 8);
  }
  const status = read(given, "status");
  const targets: Targets = {
    arrays,
    scalars,
    status: status === undefined ? undefined : readSlice(plan, "output status", status, 4, 8),
    backward: plan.gradNames.some((name) => read(grads, name) !== undefined),
  };
  checkGpuOverlaps(plan, work, inputs, targets);
  return targets;
}
