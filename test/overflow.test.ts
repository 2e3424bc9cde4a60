import { describe, expect, test } from "vitest";
import { compileAndLoad } from "./reference/kernels.ts";

// Products with exponentials that overflow, divided by what overflows as well. Far out each has a limit, which no float64 number
// can be told from: the value, and the slope in x.

const LIMITS = {
  "y * exp(x) / (y + exp(x))": [2, 0],
  "exp(x) / (exp(x) - 1) * y": [2, 0],
  "(exp(x) - 1) / (exp(x) + y) * y": [2, 0],
  "y * exp(x) / (1 + y * exp(x))": [1, 0],
  "sigmoid(x) / (exp(x) + y) * exp(x)": [1, 0],
  "exp(x) * sigmoid(x) / (y + exp(x))": [1, 0],
  "exp(x) / (exp(x) - 1)": [1, 0],
  "x * y * exp(2 * x) / (exp(x) + 3)^2": [3000, 2],
} as const;

/** Slopes, where what is divided by overflows as a square before it does itself. */
const SLOPES: Readonly<Record<string, (x: number) => number>> = {
  "x / (exp(x) - 1)": (x) => (1 - x) * Math.exp(-x),
  "x / sinh(x)": (x) => 2 * (1 - x) * Math.exp(-x),
  "x * exp(0.5 * x) / (exp(x) - 1)": (x) => (1 - x / 2) * Math.exp(-x / 2),
};

test.each(Object.entries(SLOPES))("the slope of %s", async (text, slope) => {
  const compiled = await compileAndLoad({ "all.loss": `loss quotient(x: [N]) { reduce ${text} }` }, "f64", {});
  for (const x of [340, 400, 500, 600]) {
    const { grads } = compiled.kernel("quotient").valueAndGrad({ x: { data: Float64Array.of(x), shape: [1] } });
    expect(grads.x![0]! / slope(x)).toBeCloseTo(1, 12);
  }
});

describe.each(["f32", "f64"] as const)("%s", (dtype) => {
  const real = (value: number) => (dtype === "f32" ? Float32Array.of(value) : Float64Array.of(value));

  test.each(Object.entries(LIMITS))("%s", async (text, [value, slope]) => {
    const source = `loss quotient(x: [N], const y: [N]) { reduce ${text} }`;
    const compiled = await compileAndLoad({ "all.loss": source }, dtype, {});
    const one = (value: number) => ({ data: real(value), shape: [1] });
    const result = compiled.kernel("quotient").valueAndGrad({ x: one(1500), y: one(2) });
    expect(result.value).toBeCloseTo(value, 9);
    expect(result.grads.x![0]).toBeCloseTo(slope, 9);
  });
});
