import { readFileSync } from "node:fs";
import { beforeAll, describe, it } from "vitest";
import { type Dtype, ulp32 } from "../reference/accuracy.ts";
import { type Compiled, compileAndLoad, type TensorInput } from "../reference/kernels.ts";
import { expectNone } from "../support/close-to.ts";

// Spellings of stable functions in many contexts, at extreme inputs, against 60 digits: see generate.py.

type Numeral = number | null;

interface Case {
  readonly name: string;
  readonly source: string;
  /** In no context: held in both types; of the others every second one in each. */
  readonly plain?: true;
  /** For each row the value, then the slope in each element of x; null is NaN. */
  readonly results: readonly Numeral[];
  /** By place in the results: the error that a rounding of the inputs makes. */
  readonly slack?: Readonly<Record<string, number>>;
  /** The error that cancellation in the formula itself makes. */
  readonly floor?: number;
}

interface Group {
  readonly x: readonly (number | readonly number[])[];
  readonly w: readonly number[];
  readonly b: readonly number[];
  readonly t?: readonly number[];
  readonly mask?: readonly (readonly number[])[];
  readonly cases: readonly Case[];
}

const groups = JSON.parse(readFileSync(new URL("cases.json", import.meta.url), "utf8")) as Record<
  "points" | "rows",
  Group
>;

const heads = {
  points: "(x: [N], const w: [N], const b: [N] of bool, gamma: real = 1.5, tau: real = 0.07)",
  rows: "(x: [N, C], const t: [N] of C, const w: [N], const mask: [N, C] of bool, const b: [N] of bool, gamma: real = 1.5, tau: real = 0.07)",
};
const FUNCTIONS = `
fn own[D](x) = log(exp(x) / sum[D](exp(x)))
fn lse[D](x) = log(sum[D](exp(x)))
`;

function inputsOf({ x, w, b, t, mask }: Group, dtype: Dtype): Record<string, TensorInput> {
  const real = (data: readonly number[]) => (dtype === "f32" ? Float32Array.from(data) : Float64Array.from(data));
  const N = x.length;
  const shape = mask ? [N, mask[0]!.length] : [N];
  return {
    x: { data: real(x.flat()), shape },
    w: { data: real(w), shape: [N] },
    b: { data: Uint8Array.from(b), shape: [N] },
    ...(t && { t: { data: Int32Array.from(t), shape: [N] } }),
    ...(mask && { mask: { data: Uint8Array.from(mask.flat()), shape } }),
  };
}

/** What the contract allows. Below what float64 has full digits for, and of float32 the smallest step, nothing is asked. */
function allowed(dtype: Dtype, isValue: boolean, expected: number, largest: number): number {
  const size = Math.abs(expected);
  if (dtype === "f64") return Math.max(1e-11 * size, isValue ? 0 : 1e-12 * largest, 1e-306);
  return isValue ? Math.max(1e-6 * size, 2 ** -148) : Math.max(4 * ulp32(expected), 1e-6 * largest);
}

describe.each(["f32", "f64"] as const)("%s", (dtype) => {
  describe.each(["points", "rows"] as const)("spellings of functions of %s", (kind) => {
    const group = groups[kind];
    const cases = group.cases.filter(({ plain }, i) => plain || (i % 2 === 0) === (dtype === "f32"));
    let compiled: Compiled;
    beforeAll(async () => {
      const losses = cases.map(({ source }, i) => `loss spelling${i}${heads[kind]} {\n${source}}\n`);
      compiled = await compileAndLoad({ "spellings.loss": FUNCTIONS + losses.join("") }, dtype, {
        define: { reduction: "none" },
      });
    }, 300_000);

    it.each(cases.map((one, i) => [one.name, one, i] as const))("%s", (_, { results, slack, floor = 0 }, i) => {
      const { value, grads } = compiled.kernel(`spelling${i}`).valueAndGrad(inputsOf(group, dtype));
      const rows = group.x.length;
      const slopes = grads["x"]!;
      const width = slopes.length / rows;
      const wrong: string[] = [];
      for (let row = 0; row < rows; row++) {
        const start = row * (width + 1);
        const expected = results.slice(start, start + width + 1).map((v) => v ?? NaN);
        const actual = [(value as Float64Array)[row]!, ...slopes.slice(row * width, (row + 1) * width)];
        const largest = Math.max(...expected.slice(1).map(Math.abs).filter(Number.isFinite), 0);
        expected.forEach((should, k) => {
          const is = actual[k]!;
          const nearest = dtype === "f32" ? Math.fround(should) : should;
          if (Object.is(is, nearest) || is === nearest) return;
          const error = allowed(dtype, k === 0, should, largest) + (slack?.[start + k] ?? 0) + floor;
          if (!(Math.abs(is - should) <= error))
            wrong.push(`${k === 0 ? "value" : `slope ${k}`} at ${JSON.stringify(group.x[row])}: ${is}, not ${should}`);
        });
      }
      expectNone(wrong);
    });
  });
});
