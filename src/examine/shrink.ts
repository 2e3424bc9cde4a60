import type { LossProgram } from "../ir/program.ts";
import { type Call, pointAxes, reductionsOf, sizeOf } from "./call.ts";
import { isLegal } from "./legal.ts";
import { groups } from "./sample-sizes.ts";

/** How many calls are tried, of a loss that is not huge. */
const BUDGET = 400;

/**
 * The simplest call found for which `fails` still holds: the smallest sizes, then the fewest inputs and options, then the
 * simplest numbers. All are calls that the declarations allow. Only a share of the tries is made of a loss that takes long.
 */
export function shrink(program: LossProgram, start: Call, fails: (call: Call) => boolean, share: number): Call {
  let [best, budget] = [start, Math.ceil(BUDGET * share)];
  for (let progress = true; progress && budget > 0;) {
    progress = false;
    for (const simpler of simplerCalls(program, best)) {
      if (budget-- <= 0) break;
      if (!isLegal(program, simpler) || !fails(simpler)) continue;
      best = simpler;
      progress = true;
      break;
    }
  }
  return best;
}

/** Calls one step simpler, the largest steps first. */
function* simplerCalls(program: LossProgram, call: Call): Generator<Call> {
  const group = groups(program);
  for (const axis of new Set(program.axes.map(({ name }) => group(name)))) {
    const own = call.dimensions.get(axis)!;
    const { starred } = program.axes.find(({ name }) => name === axis)!;
    if (starred && own.length > 1) yield resized(program, call, axis, own.slice(0, 1));
    for (const [place, size] of own.entries()) {
      for (const smaller of new Set([1, Math.ceil(size / 2), size - 1]))
        if (smaller > 0 && smaller < size) yield resized(program, call, axis, own.with(place, smaller));
    }
  }
  for (const { name, default: initial } of program.options)
    if (initial !== undefined && call.options.has(name)) yield { ...call, options: without(call.options, name) };
  for (const { name, default: initial } of program.inputs)
    if (initial !== undefined && call.inputs.has(name)) yield { ...call, inputs: without(call.inputs, name) };
  const [first, second] = reductionsOf(program);
  if (call.reduction !== undefined && call.reduction !== first && call.reduction !== second)
    yield { ...call, reduction: second!, gradOutput: [1] };
  if (call.gradOutput.some((x) => x !== 1)) yield { ...call, gradOutput: call.gradOutput.map(() => 1) };
  for (const [name, value] of call.options) {
    for (const simple of simplerNumbers(value)) yield { ...call, options: new Map(call.options).set(name, simple) };
  }
  for (const [name, data] of call.inputs) {
    for (const same of [0, 1])
      if (data.some((x) => x !== same))
        yield withData(
          call,
          name,
          data.map(() => same),
        );
    for (const [place, x] of data.entries()) {
      for (const simple of simplerNumbers(x)) yield withData(call, name, data.with(place, simple));
    }
  }
}

/** Simpler numbers than `x`, the simplest first. */
function simplerNumbers(x: number): readonly number[] {
  const all = [0, 1, -1, 2, -2, 0.5, Math.trunc(x), ...[1, 2, 3].map((digits) => Number(x.toPrecision(digits)))];
  const rounded = [...new Set(all.map(Math.fround))];
  const own = rounded.indexOf(Math.fround(x));
  return own < 0 ? rounded : rounded.slice(0, own);
}

const withData = (call: Call, name: string, data: readonly number[]): Call => ({
  ...call,
  inputs: new Map(call.inputs).set(name, data),
});

function without<T>(map: ReadonlyMap<string, T>, name: string): ReadonlyMap<string, T> {
  const rest = new Map(map);
  rest.delete(name);
  return rest;
}

/** The leading block of every array, after an axis, and those that must agree with it, got smaller. */
function resized(program: LossProgram, call: Call, axis: string, dimensions: readonly number[]): Call {
  const group = groups(program);
  const smaller = new Map(
    [...call.dimensions].map(([name, own]) => [name, group(name) === group(axis) ? dimensions : own]),
  );
  const cut = (axes: readonly { readonly name: string }[], data: readonly number[]): readonly number[] => {
    let offsets = [0];
    for (const { name } of axes) {
      const size = sizeOf(call.dimensions, name);
      const kept = Array.from({ length: sizeOf(smaller, name) }, (_, position) => position);
      offsets = offsets.flatMap((offset) => kept.map((position) => offset * size + position));
    }
    return offsets.map((offset) => data[offset]!);
  };
  const inputs = program.inputs
    .filter(({ name }) => call.inputs.has(name))
    .map(({ name, axes, element }): [string, readonly number[]] => {
      const data = cut(axes, call.inputs.get(name)!);
      if (element.kind !== "index" || group(element.axis) !== group(axis)) return [name, data];
      const last = sizeOf(smaller, element.axis) - 1;
      return [
        name,
        data.map((position) =>
          position < sizeOf(call.dimensions, element.axis) ? Math.min(position, last) : position,
        ),
      ];
    });
  const gradOutput = cut(pointAxes(program, call.reduction), call.gradOutput);
  return { ...call, dimensions: smaller, inputs: new Map(inputs), gradOutput };
}
