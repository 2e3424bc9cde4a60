import { isArray } from "./arrays.ts";
import { article, elements, kindOf, listed, type Named, quoted, read } from "./names.ts";
import type { Plan } from "./plan.ts";
import type { OptionSpec, Sizes } from "./spec.ts";
import type { RealArray } from "./tensors.ts";
import type { Work } from "./work.ts";

export function readOptions(plan: Plan, given: Named, work: Work): void {
  const { options, sizes } = work;
  for (const option of plan.options) {
    const value = read(given, option.name);
    if (value !== undefined) options[option.name] = readOption(plan, option, value);
    else if (option.default !== undefined) options[option.name] = option.default;
    else throw new TypeError(`${plan.name}: option ${option.name} is missing`);
  }
  for (const { name, check } of plan.options) {
    plan.cell[0] = options[name]!;
    if (check !== undefined && check.find(plan.cell, options, sizes, false) >= 0) {
      throw new RangeError(`${plan.name}: option ${name} is ${options[name]}, ${check.problem(options, sizes)}`);
    }
  }
  const check = read(given, "check") ?? true;
  if (typeof check !== "boolean") throw new TypeError(`${plan.name}: check must be a boolean, not ${kindOf(check)}`);
  work.check = check;
  const reductions = plan.reductions ?? [];
  const named = reductions.length > 1 ? read(given, "reduction") : undefined;
  work.reduction = named === undefined ? 0 : reductions.indexOf(named as string);
  if (work.reduction < 0) throw new TypeError(`${plan.name}: unknown reduction ${quoted(named)}${listed(reductions)}`);
  work.length = reductions[work.reduction] === "none" ? pointLength(plan, sizes) : -1;
  work.gradOutput = readGradOutput(plan, read(given, "gradOutput"), work.length);
}

/** The length of the value of "none". */
export function pointLength(plan: Plan, sizes: Sizes): number {
  let length = 1;
  for (const axis of plan.point ?? []) length *= sizes[axis]!;
  return length;
}

function readOption(plan: Plan, option: OptionSpec, value: unknown): number {
  const type = option.type === "bool" ? "boolean" : "number";
  if (typeof value !== type) {
    throw new TypeError(`${plan.name}: option ${option.name} must be a ${type}, not ${kindOf(value)}`);
  }
  const number = Number(value);
  if (option.type === "int" && (number | 0) !== number) {
    throw new RangeError(`${plan.name}: option ${option.name} is ${number}, not an integer of 32 bits`);
  }
  return number;
}

export function readGradOutput(plan: Plan, value: unknown, length: number): number | RealArray | undefined {
  if (value === undefined) return length < 0 ? 1 : undefined;
  if (length < 0) {
    if (typeof value === "number") return value;
    throw new TypeError(`${plan.name}: gradOutput must be a number, not ${kindOf(value)}`);
  }
  if (!isArray(value, plan.real)) {
    throw new TypeError(`${plan.name}: gradOutput must be ${article(plan.real)} for "none", not ${kindOf(value)}`);
  }
  if (value.length !== length) {
    throw new RangeError(`${plan.name}: gradOutput has ${elements(value.length)}, but the value has ${length}`);
  }
  return value as RealArray;
}
