import { beforeAll, describe, expect, test } from "vitest";
import { load, type Loss, moduleOf } from "./load.ts";
import { input, mseUnit, pickUnit, program, unit } from "./units.ts";

let mse: Loss;
let pick: Loss;
beforeAll(async () => {
  ({ mse, pickLoss: pick } = (await load(moduleOf([mseUnit("js"), pickUnit("js")]))) as { mse: Loss; pickLoss: Loss });
});

describe("a workspace", () => {
  test("keeps its arrays from call to call", () => {
    const batch = pick.workspace({ N: 2, C: 3 });
    batch.inputs["logits"]!.set([1, 2, 3, 4, 5, 6]);
    batch.inputs["target"]!.set([2, 0]);
    const step = batch.valueAndGrad({ labelSmoothing: 0.5 });
    expect([step.value, step.metrics]).toEqual([7, { activeCount: 2 }]);
    expect(step.grads["logits"]).toBe(batch.grads["logits"]);
    expect(step.grads["logits"]).toEqual(new Float32Array(6).fill(1));
    batch.inputs["target"]!.set([-100, 1]);
    const evaluation = batch.evaluate();
    expect(evaluation).toEqual({ value: 5, metrics: { activeCount: 1 } });
    expect(batch.evaluate()).toBe(evaluation);
    expect(batch.valueAndGrad()).toBe(step);
    expect([step.value, step.metrics]).toEqual([5, { activeCount: 1 }]);
    const value = batch.value({ reduction: "none" });
    expect(value).toEqual(Float32Array.of(0, 5));
    expect(batch.value({ reduction: "none" })).toBe(value);
    expect(batch.value()).toBe(5);
  });

  test("has inputs with a default only where it was asked to", () => {
    const keys = (...args: [unknown, unknown?]): string[] => Object.keys(pick.workspace(...args).inputs);
    expect(keys({ N: 1, C: 1 })).toEqual(["logits", "target"]);
    expect(keys({ N: 1, C: 1 }, { with: ["weight"] })).toEqual(["logits", "target", "weight"]);
    expect(keys({ N: 1, C: 1, with: ["mask", "scale"] })).toEqual(["logits", "target", "mask", "scale"]);
    expect(Object.keys(pick.workspace({ N: 1, C: 1 }, { with: ["weight"] }).grads)).toEqual(["logits", "weight"]);
    expect(pick.workspace({ N: 4, C: 2 }, { with: ["scale"] }).inputs["scale"]).toEqual(new Float32Array(1));
  });

  test("takes the sizes of a starred axis", () => {
    const batch = mse.workspace({ S: [2, 3] });
    expect(batch.inputs["input"]).toHaveLength(6);
    expect(mse.workspace({ S: [] }).inputs["input"]).toHaveLength(1);
    expect(mse.workspace({ S: 4 }).inputs["input"]).toHaveLength(4);
  });

  test("checks names, options and data at each call", () => {
    const batch = pick.workspace({ N: 2, C: 3 });
    batch.inputs["target"]!.set([0, 3]);
    expect(() => batch.value()).toThrow("pickLoss: target[1] is 3, not an index of axis C (size 3)");
    expect(batch.value({ check: false })).toBeNaN();
    expect(() => batch.value({ label_smoothing: 1 })).toThrow(TypeError);
    expect(() => batch.value({ labelSmoothing: 2 })).toThrow(RangeError);
  });

  test("refuses an incoming gradient that it would overwrite", () => {
    const batch = mse.workspace({ S: 2 });
    const gradOutput = batch.value({ reduction: "none" });
    expect(() => batch.valueAndGrad({ reduction: "none", gradOutput })).toThrow("output value overlaps gradOutput");
    const own = batch.grads["input"];
    expect(() => batch.valueAndGrad({ reduction: "none", gradOutput: own })).toThrow(
      "mse: output grads.input overlaps gradOutput",
    );
    expect(batch.valueAndGrad({ reduction: "none", gradOutput: Float32Array.of(1, 1) }).value).toBe(gradOutput);
  });

  test("cannot have its arrays replaced", () => {
    const batch = mse.workspace({ S: 2 });
    expect(() => (batch.inputs["input"] = new Float32Array(2))).toThrow(TypeError);
    expect(() => (batch.grads["input"] = new Float32Array(2))).toThrow(TypeError);
  });

  test("refuses wrong sizes", () => {
    expect(() => pick.workspace({ N: 2 })).toThrow("pickLoss: the size of axis C is missing");
    expect(() => pick.workspace({ N: 2, C: 2, D: 2 })).toThrow("pickLoss: unknown axis 'D' (known: N, C, with)");
    expect(() => pick.workspace({ N: 2, C: 1.5 })).toThrow(RangeError);
    expect(() => pick.workspace({ N: 2, C: [2] })).toThrow(TypeError);
    expect(() => pick.workspace({ N: 2, C: 2 }, { with: ["logits"] })).toThrow("logits is no input with a default");
    expect(() => pick.workspace({ N: 2, C: 2 }, { with: "weight" })).toThrow(TypeError);
    expect(() => pick.workspace({ N: 2, C: 2 }, { without: [] })).toThrow(TypeError);
  });

  test("that is too large says what there is no room for", () => {
    expect(() => pick.workspace({ N: 2 ** 24, C: 2 ** 24 })).toThrow(
      "pickLoss: input logits takes 1125899906842624 bytes (N: 16777216, C: 16777216), more than there is room for",
    );
  });

  test("may have an axis called `with`", async () => {
    const loss = program("odd", [input("x", ["with"]), input("y", ["with"], { default: 0 })]);
    const { odd } = (await load(moduleOf([unit(loss, { forward: "", backward: "" }, "js")]))) as { odd: Loss };
    expect(Object.keys(odd.workspace({ with: 3 }, { with: ["y"] }).inputs)).toEqual(["x", "y"]);
  });
});

test("with arrays given, calls make none that grow with the data, the first included", () => {
  const { Float32Array: Real } = globalThis;
  const inputs = { input: new Real(8), target: new Real(8) };
  const out = { grads: { input: new Real(8) }, value: new Real(8) };
  const batch = mse.workspace({ S: 8 });
  const calls = (): void => {
    mse.valueAndGrad(inputs, {}, { grads: out.grads });
    mse.valueAndGrad(inputs, { reduction: "none" }, out);
    batch.valueAndGrad();
    batch.valueAndGrad({ reduction: "none" });
  };
  let made = 0;
  globalThis.Float32Array = new Proxy(Real, {
    construct: (target, args) => {
      made++;
      return Reflect.construct(target, args) as object;
    },
  });
  try {
    calls();
  } finally {
    globalThis.Float32Array = Real;
  }
  expect(made).toBe(0);
});
