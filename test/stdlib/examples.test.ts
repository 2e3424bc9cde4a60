import { beforeAll, describe, expect, it } from "vitest";
import { type Compiled, compileAndLoad, type Data, stdlibSources, type TensorInput } from "../reference/kernels.ts";
import type { OptionValue } from "../reference/vectors.ts";

type Nested = number | readonly Nested[];

/** A worked example, as the doc comment of a loss has it. See fill-examples.py. */
interface Example {
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly value: Nested;
  readonly grads: Readonly<Record<string, Nested>>;
  readonly metrics?: Readonly<Record<string, number>>;
}

/** The fenced JSON of the doc comment before each loss; undefined where it has none. */
function examplesIn(text: string): { loss: string; example: Example | undefined }[] {
  return [...text.matchAll(/((?:^\/\/\/.*\n)*)^loss (\w+)\(/gm)].map(([, doc, loss]) => {
    const json = /```json\n([^`]*)```/.exec(doc!.replace(/^\/\/\/ ?/gm, ""))?.[1];
    return { loss: loss!, example: json === undefined ? undefined : (JSON.parse(json) as Example) };
  });
}

function shapeOf(nested: Nested): number[] {
  return typeof nested === "number" ? [] : [nested.length, ...(nested.length > 0 ? shapeOf(nested[0]!) : [])];
}

function flat(nested: Nested): number[] {
  return typeof nested === "number" ? [nested] : nested.flatMap(flat);
}

function tensor(array: string | undefined, nested: Nested): TensorInput {
  const make = array === "Int32Array" ? Int32Array : Float64Array;
  return { data: make.from(flat(nested)) as Data, shape: shapeOf(nested) };
}

/** The examples round to six significant digits. */
function expectRounded(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  expect(
    Array.from(actual, (v) => Number(v.toPrecision(6)) + 0),
    `${what}`,
  ).toEqual(expected);
}

const examples = Object.values(stdlibSources()).flatMap(examplesIn);

describe("the worked examples of the standard library", () => {
  let compiled: Compiled;
  beforeAll(async () => {
    compiled = await compileAndLoad(stdlibSources(), "f64");
  }, 120_000);

  it("are there, one for each loss", () => {
    expect(examples.length).toBe(15);
    expect(examples.filter(({ example }) => example === undefined)).toEqual([]);
  });

  it.each(examples)("$loss", ({ loss, example }) => {
    const { inputs, options, value, grads, metrics } = example!;
    const arrays = new Map(compiled.meta(loss).inputs.map(({ name, array }) => [name, array]));
    const given = Object.fromEntries(
      Object.entries(inputs).map(([name, nested]) => [name, tensor(arrays.get(name), nested)]),
    );
    const outcome = compiled.kernel(loss).valueAndGrad(given, options);
    expectRounded(typeof outcome.value === "number" ? [outcome.value] : outcome.value, flat(value), "value");
    expect(Object.keys(outcome.grads)).toEqual(Object.keys(grads));
    for (const [name, grad] of Object.entries(grads))
      expectRounded(outcome.grads[name]!, flat(grad), `gradient of ${name}`);
    expect(outcome.metrics).toEqual(metrics ?? {});
  });
});
