import { beforeAll, describe, expect, it } from "vitest";
import { type Dtype, gradError, valueError } from "./accuracy.ts";
import {
  type Compiled,
  compileAndLoad,
  type Data,
  type Meta,
  type Options,
  type Outcome,
  type Real,
  stdlibSources,
  type TensorInput,
} from "./kernels.ts";
import { type Case, readVectors, type Tensor } from "./vectors.ts";

function realArray(dtype: Dtype, data: ArrayLike<number>): Real {
  return dtype === "f32" ? Float32Array.from(data) : Float64Array.from(data);
}

function tensorInput(dtype: Dtype, tensor: Tensor): TensorInput {
  return {
    data: tensor.dtype === "i32" ? Int32Array.from(tensor.data) : realArray(dtype, tensor.data),
    shape: tensor.shape,
  };
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

/** What is wrong with an outcome, if anything. */
function outcomeErrors(dtype: Dtype, test: Case, outcome: Outcome): string[] {
  const errors: string[] = [];
  const note = (what: string, error: string | undefined) => {
    if (error !== undefined) errors.push(`${test.id}: ${what} ${error}`);
  };
  note("value", valueError(dtype, elements(outcome.value), test.value.data));
  for (const [name, expected] of Object.entries(test.grads)) {
    const grad = outcome.grads[name];
    note(`gradient of ${name}`, grad === undefined ? "is missing" : gradError(dtype, grad, expected.data));
  }
  for (const [name, expected] of Object.entries(test.metrics ?? {})) {
    if (outcome.metrics[name] !== expected) note(`metric ${name}`, `is ${outcome.metrics[name]}, not ${expected}`);
  }
  return errors;
}

/** Checks every vector of a folder against the compiled standard library, in float32 and in float64. */
export function referenceSuite(folder: URL, wrt?: readonly string[]): void {
  const vectors = readVectors(folder);

  describe.each(["f32", "f64"] as const)("%s", (dtype) => {
    let compiled: Compiled;
    beforeAll(async () => {
      const sources = stdlibSources();
      const chosen =
        wrt === undefined
          ? sources
          : Object.fromEntries(Object.entries(sources).filter(([name]) => /^(l1|mse|smooth_l1)\./.test(name)));
      compiled = await compileAndLoad(chosen, dtype, wrt);
    }, 120_000);

    describe.each(vectors)("$loss", ({ loss, cases }) => {
      it(`${cases.length} cases: value, gradients and metrics`, () => {
        const kernel = compiled.kernel(loss);
        expect(
          cases.flatMap((test) =>
            outcomeErrors(dtype, test, kernel.valueAndGrad(inputsOf(dtype, test), optionsOf(dtype, test))),
          ),
        ).toEqual([]);
      });

      it("value and evaluate agree with valueAndGrad", () => {
        const kernel = compiled.kernel(loss);
        for (const test of cases) {
          const inputs = inputsOf(dtype, test);
          const { value, metrics } = kernel.evaluate(inputs, test.options);
          const alone = {
            value,
            metrics,
            grads: Object.fromEntries(Object.entries(test.grads).map(([k, v]) => [k, realArray(dtype, v.data)])),
          };
          expect(outcomeErrors(dtype, test, alone)).toEqual([]);
          expect(kernel.value(inputs, test.options), `${test.id}`).toEqual(value);
        }
      });

      it("through a workspace", () => {
        const kernel = compiled.kernel(loss);
        const meta = compiled.meta(loss);
        const errors = cases.flatMap((test) => {
          const inputs = inputsOf(dtype, test);
          const optional = meta.inputs
            .filter((input) => input.default !== null && input.name in inputs)
            .map(({ name }) => name);
          const space = kernel.workspace(axisSizes(meta, inputs), { with: optional });
          for (const [name, { data }] of Object.entries(inputs)) space.inputs[name]!.set(data);
          const first = outcomeErrors(dtype, test, space.valueAndGrad(optionsOf(dtype, test)));
          const again = space.valueAndGrad(optionsOf(dtype, test));
          for (const name of Object.keys(test.grads)) expect(again.grads[name]).toBe(space.grads[name]);
          return [...first, ...outcomeErrors(dtype, test, again)];
        });
        expect(errors).toEqual([]);
      });

      it("with gradients in the place of their inputs, where that is allowed", () => {
        const kernel = compiled.kernel(loss);
        const able = compiled.meta(loss).inputs.filter((input) => input.inPlace);
        const errors = cases.flatMap((test) => {
          const inputs = inputsOf(dtype, test);
          const grads = Object.fromEntries(able.map(({ name }) => [name, inputs[name]!.data as Real]));
          const outcome = kernel.valueAndGrad(inputs, optionsOf(dtype, test), { grads });
          for (const { name } of able) expect(outcome.grads[name]).toBe(inputs[name]!.data);
          return outcomeErrors(dtype, test, outcome);
        });
        expect(errors).toEqual([]);
      });

      it("leaves its inputs as they were", () => {
        const kernel = compiled.kernel(loss);
        for (const test of cases) {
          const inputs = inputsOf(dtype, test);
          const before = Object.values(inputs).map(({ data }): Data => data.slice());
          kernel.valueAndGrad(inputs, optionsOf(dtype, test));
          expect(
            Object.values(inputs).map(({ data }) => data),
            `${test.id}`,
          ).toEqual(before);
        }
      });
    });
  });
}
