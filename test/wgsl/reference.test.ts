import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stdlibSources, type TensorInput } from "../reference/kernels.ts";
import { type Case, readVectors, type Tensor } from "../reference/vectors.ts";
import { hasAdapter, requestDevice, type TestDevice } from "./adapter.ts";
import { type GpuModule, loadGpu, type Outcome } from "./load.ts";

const VALUE = 2e-6;
const GRADIENT = 1e-5;

/** Differences of larger numbers, each right to the last place of float32, that are left with fewer digits than that. */
const CANCELLED: Readonly<Record<string, number>> = { "triplet 5x8-none-m0.1-p2": 4e-6 };

const largest = (data: readonly number[]): number =>
  data.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0);

function firstWrong(actual: ArrayLike<number> | undefined, expected: readonly number[], allowed: number): string[] {
  if (actual?.length !== expected.length) return [`has ${actual?.length} elements, not ${expected.length}`];
  const at = expected.findIndex((x, i) => !Object.is(x + 0, actual[i]! + 0) && !(Math.abs(actual[i]! - x) <= allowed));
  return at < 0 ? [] : [`[${at}] is ${actual[at]}, not ${expected[at]}`];
}

/** What is wrong with an outcome. An element of "none" may be off by a share of the largest: float32 cancels. */
function mistakes(loss: string, test: Case, { value, grads, metrics }: Outcome): string[] {
  const wrong = (what: string, found: string[]) => found.map((text) => `${test.id}: ${what}${text}`);
  return [
    ...wrong(
      "value",
      firstWrong(
        typeof value === "number" ? [value] : value,
        test.value.data,
        (CANCELLED[`${loss} ${test.id}`] ?? VALUE) * largest(test.value.data),
      ),
    ),
    ...Object.entries(test.grads).flatMap(([name, { data }]) =>
      wrong(`gradient of ${name}`, firstWrong(grads[name], data, Math.max(GRADIENT * largest(data), 2 ** -149))),
    ),
    ...Object.entries(test.metrics ?? {}).flatMap(([name, x]) =>
      wrong(`metric ${name}`, firstWrong([metrics[name]!], [x], VALUE * Math.abs(x))),
    ),
  ];
}

function tensorInput({ dtype, data, shape }: Tensor): TensorInput {
  return { data: dtype === "i32" ? Int32Array.from(data) : Float32Array.from(data), shape };
}

function callOf(test: Case): [Record<string, TensorInput>, Record<string, unknown>] {
  const { gradOutput } = test;
  const seed = gradOutput && (gradOutput.shape.length === 0 ? gradOutput.data[0] : Float32Array.from(gradOutput.data));
  const inputs = Object.entries(test.inputs).map(([name, tensor]) => [name, tensorInput(tensor)] as const);
  return [Object.fromEntries(inputs), { ...test.options, ...(seed !== null && { gradOutput: seed }) }];
}

describe.runIf(await hasAdapter()).each([{ features: [] }, { features: ["subgroups"] }])(
  "the standard library on WebGPU with $features",
  ({ features }) => {
    let device: TestDevice;
    let module: GpuModule;
    beforeAll(async () => {
      device = await requestDevice(features);
      module = await loadGpu(stdlibSources());
    });
    afterAll(() => device.destroy());

    // With subgroups only the sums differ: a loss of each shape will do.
    const files = readVectors(new URL("../reference/vectors/", import.meta.url));
    const few = ["cross_entropy", "dice", "mse"];
    const chosen = features.length === 0 ? files : files.filter(({ loss }) => few.includes(loss));

    it.each(chosen)("$loss", async ({ loss, cases }) => {
      const kernel = await module.create(loss, device);
      const wrong: string[] = [];
      for (const test of cases) {
        const outcome = await kernel.valueAndGrad(...callOf(test));
        wrong.push(...mistakes(loss, test, outcome));
      }
      kernel.destroy();
      expect(wrong).toEqual([]);
    });
  },
);
