import { INCOMING_GRADIENT } from "../ir/kernel.ts";
import type { Environment, InputArray } from "../interpret/interpret.ts";
import type { AxisDeclaration, InputDeclaration, LossProgram } from "../ir/program.ts";

/** One call of a loss, as plain data. Names are those of the source. */
export interface Call {
  /** The dimensions of each declared axis: one, unless it is starred. */
  readonly dimensions: ReadonlyMap<string, readonly number[]>;
  /** The elements of each input that is given, row-major; a bool is 0 or 1. */
  readonly inputs: ReadonlyMap<string, readonly number[]>;
  /** The options that are given. */
  readonly options: ReadonlyMap<string, number>;
  /** Absent where the loss has no reductions. */
  readonly reduction?: string;
  /** The incoming gradient: one number, or one an element of the point. */
  readonly gradOutput: readonly number[];
}

/** What `reduction` may be, `none` last; empty where the loss has no such option. */
export function reductionsOf({ result }: LossProgram): readonly string[] {
  return result.kind === "reduce" ? [...result.reductions.map(({ name }) => name), "none"] : [];
}

export const product = (numbers: readonly number[]): number => numbers.reduce((x, y) => x * y, 1);

/** The number of positions along an axis. */
export function sizeOf(dimensions: Call["dimensions"], axis: string): number {
  return product(dimensions.get(axis)!);
}

export const lengthOf = (dimensions: Call["dimensions"], axes: readonly Pick<AxisDeclaration, "name">[]): number =>
  product(axes.map(({ name }) => sizeOf(dimensions, name)));

/** The dimensions of an input's array. */
export function shapeOf(dimensions: Call["dimensions"], { axes }: InputDeclaration): readonly number[] {
  return axes.flatMap(({ name }) => dimensions.get(name)!);
}

/** The axes of the point as declared axes, where the call does not reduce it. */
export function pointAxes(program: LossProgram, reduction: string | undefined): readonly { readonly name: string }[] {
  const { result } = program;
  if (result.kind === "return" || (result.kind === "reduce" && reduction !== "none")) return [];
  return result.axes.map(({ extent }) => ({ name: extent }));
}

/** Everything that the graphs of a loss read at this call; options that are left out have their defaults. */
export function environmentOf(program: LossProgram, call: Call): Environment {
  const flat = (axes: readonly { readonly name: string }[], data: readonly number[]): InputArray => ({
    data,
    shape: axes.map(({ name }) => sizeOf(call.dimensions, name)),
  });
  const inputs = new Map<string, InputArray>();
  for (const { name, axes } of program.inputs) {
    const data = call.inputs.get(name);
    if (data !== undefined) inputs.set(name, flat(axes, data));
  }
  const options = new Map(
    program.options.map(({ name, default: initial }) => [name, call.options.get(name) ?? initial!]),
  );
  if (call.reduction === "none") inputs.set(INCOMING_GRADIENT, flat(pointAxes(program, "none"), call.gradOutput));
  else options.set(INCOMING_GRADIENT, call.gradOutput[0]!);
  if (call.reduction !== undefined) options.set("reduction", reductionsOf(program).indexOf(call.reduction));
  return {
    sizes: new Map([...call.dimensions].map(([axis, dimensions]) => [axis, product(dimensions)])),
    inputs,
    options,
    present: new Set(inputs.keys()),
  };
}
