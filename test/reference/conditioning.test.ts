import { describe, expect, it } from "vitest";
import { conditioning } from "./conditioning.ts";
import { gradError, valueError } from "./accuracy.ts";
import type { Case, Tensor } from "./vectors.ts";

const SOURCE = `
loss squares(x: [N], const y: [N]) { reduce (x - y)^2 }
loss gap(x: [N], const y: [N]) {
  metric most = max(x)
  reduce sqrt(x^2 + 1) - sqrt(y^2 + 1)
}
`;
const float32 = { rounding: 2 ** -24, elementary: 2 ** -23 };
const tensor = (data: readonly number[]): Tensor => ({ shape: [data.length], dtype: "f32", data });
const scalar = (x: number): Tensor => ({ shape: [], dtype: "f64", data: [x] });

/** A call on numbers that differ little: exact differences of inputs, but not of roots. */
const near: Case = {
  id: "near",
  inputs: { x: tensor([3, 1.5]), y: tensor([3 + 2 ** -10, 1.5]) },
  options: { reduction: "sum" },
  gradOutput: null,
  value: scalar(Math.sqrt(10) - Math.sqrt((3 + 2 ** -10) ** 2 + 1)),
  grads: {},
};

describe("how exact an arithmetic can be", () => {
  const inherent = conditioning({ "near.loss": SOURCE }, float32, undefined);
  const accuracy = { value: 2e-6, grad: (_: number, largest: number) => 1e-5 * largest };

  it("as exact as numbers are rounded, where nothing cancels", () => {
    const [error] = Array.from(inherent("squares", near)("value"));
    expect(error).toBeGreaterThan(0);
    expect(error! / 2 ** -20).toBeLessThan(16 * 2 ** -24);
    expect(inherent("gap", near)("gradient", "x")[0]).toBeLessThan(16 * 2 ** -24);
    expect(Array.from(inherent("gap", near)("metric", "most"))).toEqual([0]);
  });

  it("less exact than is promised, where terms cancel", () => {
    const moved = () => inherent("gap", near)("value");
    const [exact] = near.value.data as [number];
    expect(moved()[0]! / Math.abs(exact)).toBeGreaterThan(1e-4);
    expect(moved()[0]! / Math.abs(exact)).toBeLessThan(1e-2);
    // Off by the last place of a root: no kernel does better, but some are wrong.
    expect(valueError(accuracy, [exact + 2e-7], [exact])).toBeDefined();
    expect(valueError(accuracy, [exact + 2e-7], [exact], moved)).toBeUndefined();
    expect(valueError(accuracy, [exact + 1e-5], [exact], moved)).toBeDefined();
    expect(valueError(accuracy, [NaN], [exact], moved)).toBeDefined();
  });

  it("allows nothing where rounding makes what is no number", () => {
    expect(gradError(accuracy, [1.1], [1], () => [Infinity])).toBeDefined();
    expect(gradError(accuracy, [1.1], [1], () => [0.2])).toBeUndefined();
  });
});
