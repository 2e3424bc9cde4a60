import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Accuracy, type Dtype, gradError, valueError } from "./accuracy.ts";
import type { Backend, Loaded } from "./backend.ts";
import { conditioning, type Inherent } from "./conditioning.ts";
import type { Data, Meta, Options, Outcome, Real, TensorInput } from "./kernels.ts";
import { type Case, readVectors, type Tensor } from "./vectors.ts";

function realArray(dtype: Dtype, data: ArrayLike<number>): Real {
  return dtype === "f32" ? Float32Array.from(data) : Float64Array.from(data);
}

function tensorInput(dtype: Dtype, { data, shape, dtype: own }: Tensor): TensorInput {
  if (own === "i32") return { data: Int32Array.from(data), shape };
  if (own === "u8") return { data: Uint8Array.from(data), shape };
  return { data: realArray(dtype, data), shape };
}

function inputsOf(dtype: Dtype, test: Case): Record<string, TensorInput> {
  return Object.fromEntries(Object.entries(test.inputs).map(([name, tensor]) => [name, tensorInput(dtype, tensor)]));
}

function optionsOf(dtype: Dtype, test: Case): Options {
  const { gradOutput } = test;
  if (gradOutput === null) return test.options;
  return {
    ...test.options,
    gradOutput: gradOutput.shape.length === 0 ? gradOutput.data[0]! : realArray(dtype, gradOutput.data),
  };
}

function elements(value: number | Real): ArrayLike<number> {
  return typeof value === "number" ? [value] : value;
}

/** The sizes of a loss's axes, from the shapes of a case's inputs: what `workspace` takes. */
function axisSizes(meta: Meta, inputs: Readonly<Record<string, TensorInput>>): Record<string, number | number[]> {
  const sizes: Record<string, number | number[]> = {};
  for (const { name, axes } of meta.inputs) {
    const shape = [...(inputs[name]?.shape ?? [])];
    if (!(name in inputs)) continue;
    const extra = shape.length - axes.length + 1;
    for (const axis of axes) sizes[axis.name] = axis.starred ? shape.splice(0, extra) : shape.shift()!;
  }
  return sizes;
}

/** What is wrong with an outcome, if anything. `inherent` says how exact it can be, and is asked only then. */
function outcomeErrors(
  accuracy: Accuracy,
  test: Case,
  outcome: Outcome,
  inherent?: (test: Case) => Inherent,
): string[] {
  const errors: string[] = [];
  let found: Inherent | undefined;
  const moved = (kind: Parameters<Inherent>[0], name?: string) =>
    inherent && (() => (found ??= inherent(test))(kind, name));
  const note = (what: string, error: string | undefined) => {
    if (error !== undefined) errors.push(`${test.id}: ${what} ${error}`);
  };
  note("value", valueError(accuracy, elements(outcome.value), test.value.data, moved("value")));
  for (const [name, expected] of Object.entries(test.grads)) {
    const grad = outcome.grads[name];
    const wrong = () => gradError(accuracy, grad!, expected.data, moved("gradient", name));
    note(`gradient of ${name}`, grad === undefined ? "is missing" : wrong());
  }
  for (const [name, expected] of Object.entries(test.metrics ?? {})) {
    const metric = outcome.metrics[name];
    const wrong = () => valueError(accuracy, [metric!], [expected], moved("metric", name));
    note(`metric ${name}`, metric === undefined ? "is missing" : wrong());
  }
  return errors;
}

/** Losses, and calls of them with what PyTorch makes of each. */
export interface Suite {
  /** The programs, by file name. */
  readonly sources: Readonly<Record<string, string>>;
  /** The folder of the vectors. */
  readonly vectors: URL;
  /** The inputs to differentiate, where those are not the default ones. */
  readonly wrt?: readonly string[];
}

/** Checks the value, the gradients and the metrics of each case. */
function checkCases(
  loaded: () => Loaded,
  loss: string,
  cases: readonly Case[],
  dtype: Dtype,
  accuracy: Accuracy,
  inherent?: (loss: string, test: Case) => Inherent,
): void {
  it(`${cases.length} cases: value, gradients and metrics`, async () => {
    const kernel = await loaded().kernel(loss);
    const errors: string[] = [];
    for (const test of cases) {
      const outcome = await kernel.valueAndGrad(inputsOf(dtype, test), optionsOf(dtype, test));
      errors.push(...outcomeErrors(accuracy, test, outcome, inherent && ((one) => inherent(loss, one))));
    }
    expect(errors).toEqual([]);
  });
}

/** Checks every vector of a suite on a backend, in each of its element types. */
export function referenceSuite(backend: Backend, { sources, vectors, wrt }: Suite): void {
  const files = readVectors(vectors);
  const dtypes = Object.entries(backend.accuracy) as [Dtype, Accuracy][];

  describe.each(dtypes)(`${backend.name} %s`, (dtype, accuracy) => {
    let compiled: Loaded;
    beforeAll(async () => {
      compiled = await backend.load(sources, dtype, wrt);
    }, 120_000);
    afterAll(() => compiled.end?.());

    describe.each(files)("$loss", ({ loss, cases }) => {
      checkCases(() => compiled, loss, cases, dtype, accuracy);

      it("value and evaluate agree with valueAndGrad", async () => {
        const kernel = await compiled.kernel(loss);
        for (const test of cases) {
          const inputs = inputsOf(dtype, test);
          const { value, metrics } = await kernel.evaluate(inputs, test.options);
          const alone = { ...test, grads: {} };
          expect(outcomeErrors(accuracy, alone, { value, metrics, grads: {} })).toEqual([]);
          expect(await kernel.value(inputs, test.options), `${test.id}`).toEqual(value);
        }
      });

      it("through a workspace", async () => {
        const kernel = await compiled.kernel(loss);
        const meta = compiled.meta(loss);
        const errors: string[] = [];
        for (const test of cases) {
          const inputs = inputsOf(dtype, test);
          const optional = meta.inputs
            .filter((input) => input.default !== null && input.name in inputs)
            .map(({ name }) => name);
          const space = await kernel.workspace(axisSizes(meta, inputs), { with: optional });
          for (const [name, { data }] of Object.entries(inputs)) space.inputs[name]!.set(data);
          const first = outcomeErrors(accuracy, test, await space.valueAndGrad(optionsOf(dtype, test)));
          const again = await space.valueAndGrad(optionsOf(dtype, test));
          for (const name of Object.keys(test.grads)) expect(again.grads[name]).toBe(space.grads[name]);
          errors.push(...first, ...outcomeErrors(accuracy, test, again));
        }
        expect(errors).toEqual([]);
      });

      it("with gradients in the place of their inputs, where that is allowed", async () => {
        const kernel = await compiled.kernel(loss);
        const able = compiled.meta(loss).inputs.filter((input) => input.inPlace);
        const errors: string[] = [];
        for (const test of cases) {
          const inputs = inputsOf(dtype, test);
          const given = able.filter(({ name }) => name in inputs);
          const grads = Object.fromEntries(given.map(({ name }) => [name, inputs[name]!.data as Real]));
          const outcome = await kernel.valueAndGrad(inputs, optionsOf(dtype, test), { grads });
          for (const { name } of given) expect(outcome.grads[name]).toBe(inputs[name]!.data);
          errors.push(...outcomeErrors(accuracy, test, outcome));
        }
        expect(errors).toEqual([]);
      });

      it("leaves its inputs as they were", async () => {
        const kernel = await compiled.kernel(loss);
        for (const test of cases) {
          const inputs = inputsOf(dtype, test);
          const before = Object.values(inputs).map(({ data }): Data => data.slice());
          await kernel.valueAndGrad(inputs, optionsOf(dtype, test));
          expect(
            Object.values(inputs).map(({ data }) => data),
            `${test.id}`,
          ).toEqual(before);
        }
      });
    });
  });
}

/** Checks only what a call computes: for a backend whose every other way of calling costs minutes. */
export function valueSuite(backend: Backend, { sources, vectors, wrt }: Suite, losses?: readonly string[]): void {
  const files = readVectors(vectors).filter(({ loss }) => losses?.includes(loss) ?? true);
  const dtypes = Object.entries(backend.accuracy) as [Dtype, Accuracy][];
  const { arithmetic } = backend;
  const inherent = arithmetic && conditioning(sources, arithmetic, wrt);
  describe.each(dtypes)(`${backend.name} %s`, (dtype, accuracy) => {
    let loaded: Loaded | undefined;
    beforeAll(async () => {
      loaded = await backend.load(sources, dtype, wrt);
    });
    afterAll(() => loaded?.end?.());

    describe.each(files)("$loss", ({ loss, cases }) => {
      checkCases(() => loaded!, loss, cases, dtype, accuracy, inherent);
    });

    it("nothing that was generated is complained about", async () => {
      expect((await loaded!.complaints?.()) ?? []).toEqual([]);
    });
  });
}
