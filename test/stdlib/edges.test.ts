import { beforeAll, describe, expect, it } from "vitest";
import { type Compiled, compileAndLoad, type Data, type Options, stdlibSources } from "../reference/kernels.ts";

// What the doc comments promise at kinks and beyond the ordinary, where the reference vectors do not reach. What is expected was
// worked out by hand; it is also what PyTorch gives, but where a comment says otherwise.

type Rows = readonly number[] | readonly (readonly number[])[];

describe.each(["f32", "f64"] as const)("the standard library at its edges, %s", (dtype) => {
  let compiled: Compiled;
  beforeAll(async () => {
    compiled = await compileAndLoad(stdlibSources(), dtype);
  });

  function call(loss: string, inputs: Readonly<Record<string, Rows>>, options: Options = {}) {
    const arrays = new Map(compiled.meta(loss).inputs.map(({ name, array }) => [name, array]));
    const given = Object.entries(inputs).map(([name, rows]) => {
      const flat = rows.flat() as number[];
      const real = dtype === "f32" ? Float32Array.from(flat) : Float64Array.from(flat);
      const data: Data = arrays.get(name) === "Int32Array" ? Int32Array.from(flat) : real;
      const shape = typeof rows[0] === "object" ? [rows.length, rows[0].length] : [rows.length];
      return [name, { data, shape }] as const;
    });
    const { value, grads } = compiled.kernel(loss).valueAndGrad(Object.fromEntries(given), options);
    const lists = Object.entries(grads).map(([name, grad]) => [name, Array.from(grad)] as const);
    return { value: typeof value === "number" ? value : Array.from(value), grads: Object.fromEntries(lists) };
  }

  function expectNear(actual: number | readonly number[] | undefined, expected: readonly number[]): void {
    const list = typeof actual === "number" ? [actual] : (actual ?? []);
    expect(list.length).toBe(expected.length);
    list.forEach((v, i) => {
      if (Math.abs(expected[i]!) > 0 && Number.isFinite(expected[i]))
        expect(v / expected[i]!).toBeCloseTo(1, dtype === "f32" ? 6 : 11);
      else expect(v + 0).toBe(expected[i]);
    });
  }

  describe("cross_entropy", () => {
    it("takes a logit of -inf as a class that cannot be", () => {
      const { value, grads } = call("cross_entropy", { logits: [[2, -Infinity, 1]], target: [0] });
      expectNear(value, [Math.log1p(Math.exp(-1))]);
      const p = 1 / (1 + Math.exp(1));
      expectNear(grads["logits"], [-p, 0, p]);
      expect(call("cross_entropy", { logits: [[2, -Infinity]], target: [1] }).value).toBe(Infinity);
    });

    it("is accurate where the loss is small", () => {
      const { value, grads } = call("cross_entropy", { logits: [[8, 0]], target: [0] });
      expectNear(value, [Math.log1p(Math.exp(-8))]);
      expectNear(grads["logits"]!.slice(1), [1 / (1 + Math.exp(8))]);
    });

    it("lets nothing out of ignored rows (PyTorch's gradient is NaN there)", () => {
      const logits = [
        [NaN, 1],
        [Infinity, 0],
        [0, 0],
      ];
      const { value, grads } = call("cross_entropy", { logits, target: [-100, -100, 1] }, { labelSmoothing: 0.1 });
      expectNear(value, [Math.LN2]);
      expectNear(grads["logits"], [0, 0, 0, 0, 0.45, -0.45]);
    });

    it("of ignored rows alone is NaN with gradient 0", () => {
      const { value, grads } = call(
        "cross_entropy",
        { logits: [[1, 2]], target: [1], weight: [1, 3] },
        { ignoreIndex: 1, labelSmoothing: 0.5 },
      );
      expect(value).toBeNaN();
      expectNear(grads["logits"], [0, 0]);
    });

    it("with weights that are all 0 is NaN, and so is its gradient", () => {
      const { value, grads } = call("cross_entropy", { logits: [[1, 2]], target: [1], weight: [0, 0] });
      expect(value).toBeNaN();
      expect(grads["logits"]).toEqual([NaN, NaN]);
    });

    it("of one class is 0", () => {
      const { value, grads } = call("cross_entropy", { logits: [[3], [-4]], target: [0, 0] });
      expectNear(value, [0]);
      expectNear(grads["logits"], [0, 0]);
    });

    it("of nothing is NaN, its sum 0", () => {
      const kernel = compiled.kernel("cross_entropy");
      const data = dtype === "f32" ? new Float32Array() : new Float64Array();
      const inputs = { logits: { data, shape: [0, 4] }, target: { data: new Int32Array(), shape: [0] } };
      expect(kernel.value(inputs)).toBeNaN();
      expect(kernel.value(inputs, { reduction: "sum" })).toBe(0);
    });

    it("refuses a class that is none, and a smoothing beyond [0, 1]", () => {
      expect(() => call("cross_entropy", { logits: [[1, 2]], target: [2] })).toThrow(RangeError);
      expect(() => call("cross_entropy", { logits: [[1, 2]], target: [-1] })).toThrow(RangeError);
      expect(() => call("cross_entropy", { logits: [[1, 2]], target: [1] }, { labelSmoothing: 1.5 })).toThrow(
        RangeError,
      );
    });
  });

  describe("bce", () => {
    it("limits logarithms to -100; beyond there is no gradient (PyTorch's is 1e12)", () => {
      const { value, grads } = call("bce", { input: [0, 1, 0, 1], target: [0, 1, 1, 0] }, { reduction: "none" });
      expectNear(value, [0, 0, 100, 100]);
      expectNear(grads["input"], [1, -1, 0, 0]);
    });

    it("refuses what is no probability", () => {
      for (const p of [-0.1, 1.1, NaN]) expect(() => call("bce", { input: [p], target: [1] })).toThrow(RangeError);
    });
  });

  it("bce_with_logits is accurate in both tails (PyTorch's value is 0 there)", () => {
    const logits = [[90], [-90], [1e4], [-1e4]];
    const { value, grads } = call("bce_with_logits", { logits, target: [[1], [0], [0], [1]] }, { reduction: "none" });
    const tail = dtype === "f32" ? Math.fround(Math.exp(-90)) : Math.exp(-90);
    if (dtype === "f64") expectNear((value as number[]).slice(0, 2), [tail, tail]);
    expectNear((value as number[]).slice(2), [1e4, 1e4]);
    expectNear(grads["logits"]!.slice(2), [1, -1]);
    if (dtype === "f64") expectNear(grads["logits"]!.slice(0, 2), [-tail, tail]);
  });

  describe("focal", () => {
    it("has finite gradients for every gamma where the cross-entropy is tiny or 0", () => {
      for (const gamma of [0.25, 0.5, 1, 1.5, 3]) {
        const { value, grads } = call(
          "focal",
          { input: [30, -35, 40], target: [1, 0, 1] },
          { logits: true, gamma, reduction: "sum" },
        );
        const ce = [30, 35, 40].map((x) => Math.exp(-x));
        expectNear(value, [ce.reduce((sum, e) => sum + e ** (1 + gamma), 0)]);
        const slopes = ce.map((e, i) => (i === 1 ? 1 : -1) * (1 + gamma) * e ** gamma * e);
        if (dtype === "f64" || gamma <= 1) expectNear(grads["input"], slopes);
        const saturated = call("focal", { input: [760, 1e4, -1e4], target: [1, 1, 0] }, { logits: true, gamma });
        expectNear(saturated.grads["input"], [0, 0, 0]);
        expectNear(call("focal", { input: [1, 0], target: [1, 0] }, { gamma }).grads["input"], [0, 0]);
      }
    });

    it("with gamma 0 is alpha times the cross-entropy, also where that is 0", () => {
      const { value, grads } = call(
        "focal",
        { input: [1, 0.5, 0], target: [1, 1, 0] },
        { gamma: 0, alpha: 3, reduction: "none" },
      );
      expectNear(value, [0, 3 * Math.LN2, 0]);
      expectNear(grads["input"], [-3, -6, 3]);
    });

    it("refuses what is no probability, and takes any logit", () => {
      expect(() => call("focal", { input: [1.5], target: [1] })).toThrow(RangeError);
      expect(call("focal", { input: [1.5], target: [1] }, { logits: true }).value).toBeGreaterThan(0);
    });
  });

  it("kl_div: 0 * log(0) is 0; a negative target is NaN", () => {
    const { value, grads } = call(
      "kl_div",
      { input: [[-1, -Infinity, -1]], target: [[0, 0.5, -0.5]] },
      { reduction: "none" },
    );
    expect(value).toEqual([0, Infinity, NaN]);
    expectNear(grads["input"], [0, -0.5, 0.5]);
  });

  it("kl_div_with_logits: target logits of -inf contribute nothing", () => {
    const masked = call(
      "kl_div_with_logits",
      { input: [[1, 0, 3]], target: [[0.5, 2, -Infinity]] },
      { reduction: "sum" },
    );
    const logX = Math.log(Math.exp(1) + 1 + Math.exp(3));
    const logT = Math.log(Math.exp(0.5) + Math.exp(2));
    const p = [Math.exp(0.5 - logT), Math.exp(2 - logT)] as const;
    const terms = [0.5 - logT - (1 - logX), 2 - logT - (0 - logX)] as const;
    const sum = p[0] * terms[0] + p[1] * terms[1];
    expectNear(masked.value, [sum]);
    expectNear(masked.grads["target"], [p[0] * (terms[0] - sum), p[1] * (terms[1] - sum), 0]);
    expectNear(masked.grads["input"], [Math.exp(1 - logX) - p[0], Math.exp(-logX) - p[1], Math.exp(3 - logX)]);
    const both = call(
      "kl_div_with_logits",
      { input: [[1, 0, -Infinity]], target: [[1, 0, -Infinity]] },
      { reduction: "sum" },
    );
    expect(both.value).toBeCloseTo(0, 6);
    expect(call("kl_div_with_logits", { input: [[1, 0]], target: [[NaN, 0]] }).value).toBeNaN();
  });

  it("smooth_l1 with beta 0 is l1, also at 0 (PyTorch's gradient is -1 there)", () => {
    const inputs = { input: [1, 2, 4], target: [1, 3, 1.5] };
    const { value, grads } = call("smooth_l1", inputs, { beta: 0, reduction: "sum" });
    expectNear(value, [3.5]);
    expectNear(grads["input"], [0, -1, 1]);
    expect(() => call("smooth_l1", inputs, { beta: -1 })).toThrow(RangeError);
    expect(() => call("huber", inputs, { delta: 0 })).toThrow(RangeError);
  });

  it("regression losses pass NaN and take huge errors", () => {
    for (const loss of ["l1", "mse", "smooth_l1", "huber", "hinge_embedding", "hinge"]) {
      expect(call(loss, { input: [NaN, 1], target: [-1, 1] }).value).toBeNaN();
    }
    expectNear(call("smooth_l1", { input: [1e30], target: [-1e30] }).value, [2e30]);
    expectNear(call("huber", { input: [1e30], target: [0] }, { delta: 0.5 }).grads["input"], [0.5]);
  });

  describe("triplet", () => {
    const here = [[0, 0]];

    it("of three equal points without eps is the margin, with gradient 0", () => {
      const { value, grads } = call("triplet", { anchor: here, positive: here, negative: here }, { eps: 0 });
      expectNear(value, [1]);
      expect(Object.values(grads).map((grad) => grad.map(Math.abs))).toEqual([
        [0, 0],
        [0, 0],
        [0, 0],
      ]);
    });

    it("passes the gradient at a loss of 0", () => {
      const { value, grads } = call("triplet", { anchor: here, positive: [[1, 0]], negative: [[0, 2]] }, { eps: 0 });
      expectNear(value, [0]);
      expectNear(grads["positive"], [1, 0]);
      expectNear(grads["negative"], [0, -1]);
    });

    it("gives each negative distance a half where swap ties", () => {
      const points = { anchor: here, positive: [[2, 0]], negative: [[1, 1]] };
      const { value, grads } = call("triplet", points, { eps: 0, swap: true });
      expectNear(value, [3 - Math.SQRT2]);
      const half = 0.5 / Math.SQRT2;
      expectNear(grads["anchor"], [-1 + half, half]);
      expectNear(grads["positive"], [1 - half, half]);
      expectNear(grads["negative"], [0, -2 * half]);
    });

    it("shares ties of the largest difference with p = inf", () => {
      const points = { anchor: here, positive: [[2, -2]], negative: [[0.5, 0]] };
      const { value, grads } = call("triplet", points, { eps: 0, p: Infinity });
      expectNear(value, [2.5]);
      expectNear(grads["positive"], [0.5, -0.5]);
      expectNear(grads["negative"], [-1, 0]);
    });

    it("refuses a p below 1", () => {
      expect(() => call("triplet", { anchor: here, positive: here, negative: here }, { p: 0.5 })).toThrow(RangeError);
    });
  });

  it("dice of empty sets is 0 thanks to smooth", () => {
    const { value, grads } = call("dice", { input: [-800, -800], target: [0, 0] });
    expectNear(value, [0]);
    expectNear(grads["input"], [0, 0]);
    expect(call("dice", { input: [-800], target: [0] }, { smooth: 0 }).value).toBeNaN();
  });
});
