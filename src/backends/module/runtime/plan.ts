import type { InputSpec, LossSpec, Options, Sizes } from "./spec.ts";
import type { DataArray } from "./tensors.ts";

/** An input with what is worked out of its axes once. */
export interface InputPlan extends InputSpec {
  /** The axes without stars. */
  readonly names: readonly string[];
  /** Which axis is starred, or -1. */
  readonly star: number;
}

/** A spec with what is worked out of it once. The records are templates to copy. */
export interface Plan extends LossSpec {
  readonly inputs: readonly InputPlan[];
  readonly inputNames: readonly string[];
  readonly optionNames: readonly string[];
  readonly gradNames: readonly string[];
  readonly axes: readonly string[];
  readonly starred: readonly string[];
  readonly sizes: Readonly<Sizes>;
  readonly data: Readonly<Record<string, DataArray | undefined>>;
  readonly defaults: Readonly<Options>;
  readonly zeros: Readonly<Record<string, number>>;
  /** Takes an option to its check. */
  readonly cell: Float64Array;
}

export function createPlan(spec: LossSpec): Plan {
  const inputs = spec.inputs.map((input) => {
    const names = input.axes.map((axis) => axis.replace("*", ""));
    return { ...input, names, star: input.axes.findIndex((axis, i) => axis !== names[i]) };
  });
  const axes = [...new Set(inputs.flatMap((input) => input.names))];
  const choosable = spec.reductions !== undefined && spec.reductions.length > 1;
  return {
    ...spec,
    inputs,
    inputNames: spec.inputs.map((input) => input.name),
    optionNames: [
      ...spec.options.map((option) => option.name),
      ...(choosable ? ["reduction", "gradOutput", "check"] : ["gradOutput", "check"]),
    ],
    gradNames: spec.inputs.filter((input) => input.gradient).map((input) => input.name),
    axes,
    starred: inputs.flatMap(({ names, star }) => (star < 0 ? [] : [names[star]!])),
    sizes: Object.fromEntries(axes.map((axis) => [axis, -1])),
    data: Object.fromEntries(spec.inputs.map((input) => [input.name, undefined])),
    defaults: Object.fromEntries(spec.options.map((option) => [option.name, option.default ?? 0])),
    zeros: Object.fromEntries((spec.metrics ?? []).map((name) => [name, 0])),
    cell: new Float64Array(1),
  };
}
