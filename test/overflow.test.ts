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

/** Roots and powers of what is too small for a float, at x = -1000: the exponent that they have, and its slope in x. */
const SMALL: Readonly<Record<string, readonly [exponent: number, slope: number]>> = {
  "sigmoid(x)^y": [-300, 0.3],
  "y * sigmoid(x)^y / 0.3": [-300, 0.3],
  "sqrt(sigmoid(x) / y) * sqrt(y)": [-500, 0.5],
};

test.each(Object.entries(SMALL))("%s", async (text, [exponent, slope]) => {
  const source = `loss power(x: [N], const y: [N]) { reduce ${text} }`;
  const compiled = await compileAndLoad({ "all.loss": source }, "f64", {});
  const one = (value: number) => ({ data: Float64Array.of(value), shape: [1] });
  const { value, grads } = compiled.kernel("power").valueAndGrad({ x: one(-1000), y: one(0.3) });
  expect(Number(value) / Math.exp(exponent)).toBeCloseTo(1, 10);
  expect(grads.x![0]! / Math.exp(exponent)).toBeCloseTo(slope, 10);
});

/**
 * What is combined along K of exponentials that overflow, beside what makes an ordinary number of it: the value, and the slope in x,
 * at x = [1000, 1, 999], y = [999.5, 1, 2] and m = 0. Each is the limit, which no float64 number can be told from.
 */
const COMBINED: Readonly<Record<string, readonly [value: number, slope: readonly number[]]>> = {
  "m * sum[K](exp(x))": [0, [0, 0, 0]],
  "m * sum[K](y * exp(x))": [0, [0, 0, 0]],
  "m * (sum[K](exp(x)) - 3)^2": [0, [0, 0, 0]],
  "m * mean[K](exp(x))": [0, [0, 0, 0]],
  "m * var[K](exp(x))": [0, [0, 0, 0]],
  "m * norm[K](exp(x) - y)": [0, [0, 0, 0]],
  "m * prod[K](y * exp(x))": [0, [0, 0, 0]],
  "m * max[K](exp(x))": [0, [0, 0, 0]],
  "m * min[K](-exp(x))": [0, [0, 0, 0]],
  "m * max[K](-exp(max(x, 999)))": [0, [0, 0, 0]],
  "m * cumsum[K](exp(x))[K = size(K) - 1]": [0, [0, 0, 0]],
  "m * sum[K](cumsum[K](exp(x)) * y)": [0, [0, 0, 0]],
  "m * sum[K](if x > 2 then exp(x) else 0)": [0, [0, 0, 0]],
  "m * sum[K](sinh(x))": [0, [0, 0, 0]],
  "m * sum[K, L](exp(x + x[K as L]))": [0, [0, 0, 0]],
  "prod[K](exp(x)) * prod[K](exp(-x))": [1, [0, 0, 0]],
  "softplus(prod[K](if x > 2 then exp(-x) else exp(x)))": [Math.LN2, [0, 0, 0]],
  "log(3 + m * sum[K](exp(x)))": [Math.log(3), [0, 0, 0]],
  "log(1 + sum[K](exp(x) * y))": [1000 + Math.log(999.5 + 2 / Math.E), [0, 1, 2].map(shareOfWeighted)],
  "1 / (1 + sum[K](exp(x)))": [0, [0, 0, 0]],
  "1 / (1 + var[K](exp(x)))": [0, [0, 0, 0]],
  "log(var[K](exp(x)))": logOfVariance(),
  "tanh(sum[K](exp(x)) - sum[K](exp(y)))": [1, [0, 0, 0]],
  "relu(sum[K](exp(y)) - sum[K](exp(x)))": [0, [0, 0, 0]],
  "sigmoid(exp(y[K = 0]) - cosh(x[K = 0]) * 4)": [0, [0, 0, 0]],
  "relu(3 * exp(y[K = 0]) - m - x[K = 0] * exp(x[K = 0]))": [0, [0, 0, 0]],
};

/** The share of the largest, of nothing, and of exp(-1) beside it, each with its weight. */
function shareOfWeighted(k: number): number {
  return [999.5, 0, 2 / Math.E][k]! / (999.5 + 2 / Math.E);
}

/** The logarithm of the variance of 1, 0 and 1 / e in parts of exp(1000), with its slope. */
function logOfVariance(): [number, number[]] {
  const parts = [1, 0, 1 / Math.E];
  const mean = (1 + 1 / Math.E) / 3;
  const variance = parts.reduce((total, part) => total + (part - mean) ** 2, 0) / 3;
  return [2000 + Math.log(variance), parts.map((part) => (2 * (part - mean) * part) / (3 * variance))];
}

describe.each(["f32", "f64"] as const)("%s", (dtype) => {
  const real = (...values: number[]) => (dtype === "f32" ? Float32Array.from(values) : Float64Array.from(values));

  test.each(Object.entries(COMBINED))("%s", async (text, [value, slope]) => {
    const source = `loss combined(x: [N, K], const y: [N, K], m: [N]) { reduce ${text} }`;
    const compiled = await compileAndLoad({ "all.loss": source }, dtype, {});
    const row = (...values: number[]) => ({ data: real(...values), shape: [1, 3] });
    const m = { data: real(0), shape: [1] };
    const inputs = { x: row(1000, 1, 999), y: row(999.5, 1, 2), m };
    const result = compiled.kernel("combined").valueAndGrad(inputs);
    const digits = dtype === "f32" ? 5 : 9;
    expect(result.value).toBeCloseTo(value, digits);
    slope.forEach((slope, k) => expect(result.grads.x![k]).toBeCloseTo(slope, digits));
  });

  test.each(Object.entries(LIMITS))("%s", async (text, [value, slope]) => {
    const source = `loss quotient(x: [N], const y: [N]) { reduce ${text} }`;
    const compiled = await compileAndLoad({ "all.loss": source }, dtype, {});
    const one = (value: number) => ({ data: real(value), shape: [1] });
    const result = compiled.kernel("quotient").valueAndGrad({ x: one(1500), y: one(2) });
    expect(result.value).toBeCloseTo(value, 9);
    expect(result.grads.x![0]).toBeCloseTo(slope, 9);
  });
});
