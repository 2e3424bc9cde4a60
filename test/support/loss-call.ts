import type { Environment, InputArray } from "../../src/interpret/interpret.ts";
import { type Input, type Loss, sizeOf } from "./loss.ts";
import { Random } from "../../src/support/random.ts";

/** Random data for a call of a loss. */
export interface LossCall {
  readonly environment: Environment;
  /** The elements and dimensions of each given input. */
  readonly inputs: ReadonlyMap<string, { readonly data: readonly number[]; readonly shape: readonly number[] }>;
  /** The options that the call gives. */
  readonly options: ReadonlyMap<string, number>;
}

export function lossCall(loss: Loss): LossCall {
  const random = new Random(loss.seed);
  const info = (name: string) => loss.axes.find((axis) => axis.name === name)!;
  const inputs = new Map(
    loss.inputs
      .filter(({ given }) => given)
      .map((input) => {
        const shape = input.axes.flatMap((axis) => info(axis).dimensions);
        const length = shape.reduce((x, y) => x * y, 1);
        return [input.name, { data: Array.from({ length }, () => element(input, loss, random)), shape }];
      }),
  );
  const flat = loss.inputs
    .filter(({ given }) => given)
    .map(({ name, axes }): [string, InputArray] => [
      name,
      { data: inputs.get(name)!.data, shape: axes.map((axis) => sizeOf(info(axis))) },
    ]);
  return {
    inputs,
    options: new Map(loss.options.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]))),
    environment: {
      sizes: new Map(loss.axes.map((axis) => [axis.name, sizeOf(axis)])),
      inputs: new Map(flat),
      options: new Map(loss.options.map(({ name, value, default: initial }) => [name, value ?? initial!])),
      present: new Set(inputs.keys()),
    },
  };
}

/** No two reals are equal, and none is 0: kinks are met by what a loss spells only. */
function element({ element: type }: Input, loss: Loss, random: Random): number {
  if (type === "real") return random.between(-2, 2);
  if (type === "bool") return random.below(2);
  const position = random.below(sizeOf(loss.axes.find((axis) => axis.name === type.axis)!));
  return type.sentinel !== undefined && random.chance(0.3) ? -100 : position;
}
