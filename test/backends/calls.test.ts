import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, test } from "vitest";
import { load, type Loss, moduleOf } from "./load.ts";
import { graph, input, mseUnit, option, pickUnit, program, unit } from "./units.ts";

let mse: Loss;
let pick: Loss;
beforeAll(async () => {
  ({ mse, pickLoss: pick } = (await load(moduleOf([mseUnit("js"), pickUnit("js")]))) as { mse: Loss; pickLoss: Loss });
});

const logits = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] };
const target = Int32Array.of(2, 0);

describe("values", () => {
  const inputs = { input: Float32Array.of(3, 5), target: Float32Array.of(1, 2) };

  test("of each reduction", () => {
    expect(mse.value(inputs)).toBe(6.5);
    expect(mse.value(inputs, { reduction: "sum" })).toBe(13);
    expect(mse.value(inputs, { reduction: "none" })).toEqual(Float32Array.of(4, 9));
    expect(mse.evaluate(inputs)).toEqual({ value: 6.5, metrics: {} });
  });

  test("and gradients", () => {
    expect(mse.valueAndGrad(inputs)).toEqual({ value: 6.5, grads: { input: Float32Array.of(2, 3) }, metrics: {} });
    expect(mse.valueAndGrad(inputs, { gradOutput: 2, reduction: "sum" }).grads["input"]).toEqual(
      Float32Array.of(8, 12),
    );
    const none = mse.valueAndGrad(inputs, { reduction: "none" });
    expect(none.grads["input"]).toEqual(Float32Array.of(4, 6));
    const scaled = mse.valueAndGrad(inputs, { reduction: "none", gradOutput: Float32Array.of(0, 1) });
    expect(scaled.grads["input"]).toEqual(Float32Array.of(0, 6));
  });

  test("and gradients of 0 where the incoming one is 0, also of what overflows", () => {
    const large = { ...inputs, input: Float32Array.of(Infinity, 5) };
    expect(mse.valueAndGrad(large, { gradOutput: 0 }).grads["input"]).toEqual(Float32Array.of(0, 0));
  });

  test("and metrics, with gradients of the inputs that were given", () => {
    const { value, grads, metrics } = pick.valueAndGrad({ logits, target });
    expect([value, Object.keys(grads), metrics]).toEqual([7, ["logits"], { activeCount: 2 }]);
    const weighted = pick.valueAndGrad({ logits, target, weight: Float32Array.of(1, 1, 2) });
    expect(weighted.value).toBe(10);
    expect(weighted.grads["weight"]).toEqual(Float32Array.of(2, 2, 2));
  });

  test("are Float64Arrays in a module of that type", async () => {
    const { mse: double } = (await load(moduleOf([mseUnit("js")], { dtype: "f64" }))) as { mse: Loss };
    const given = { input: Float64Array.of(3, 5), target: Float64Array.of(1, 2) };
    expect(double.valueAndGrad(given).grads["input"]).toEqual(Float64Array.of(2, 3));
    expect(() => double.value(inputs)).toThrow("mse: input input must be a Float64Array, not a Float32Array");
  });

  test("an undefined input or option is one that was not given", () => {
    expect(pick.value({ logits, target, weight: undefined }, { ignoreIndex: undefined })).toBe(7);
  });

  test("arrays of another realm are as good", () => {
    const foreign = runInNewContext("({ input: Float32Array.of(3, 5), target: Float32Array.of(1, 2) })") as object;
    const out = runInNewContext("new Float32Array(2)") as Float32Array;
    expect(mse.valueAndGrad(foreign, {}, { grads: { input: out } }).grads["input"]).toBe(out);
    const shape = runInNewContext("[1, 2]") as number[];
    expect(mse.value({ input: { data: inputs.input, shape }, target: inputs.target })).toBe(6.5);
  });

  test("nothing is a shape too", () => {
    expect(mse.value({ input: new Float32Array(0), target: new Float32Array(0) })).toBeNaN();
    expect(pick.value({ logits: { data: new Float32Array(0), shape: [0, 3] }, target: new Int32Array(0) })).toBe(0);
  });
});

describe("shapes", () => {
  const data = Float32Array.of(3, 5);

  test("a length follows the shape of another input, in whatever order", () => {
    expect(mse.value({ input: { data, shape: [2, 1] }, target: Float32Array.of(1, 2) })).toBe(6.5);
    expect(mse.value({ input: data, target: { data: Float32Array.of(1, 2), shape: [2, 1] } })).toBe(6.5);
    expect(mse.value({ input: { data: data.subarray(0, 1), shape: [] }, target: Float32Array.of(1) })).toBe(4);
  });

  test("an array is enough where all sizes are known", () => {
    expect(pick.value({ logits: logits.data, target, weight: Float32Array.of(1, 1, 1) })).toBe(7);
  });

  test("an input without axes may be a number, an array or a tensor", async () => {
    const loss = program("scaled", [input("x", []), input("flag", [], { element: { kind: "bool" }, default: 0 })], {
      result: { kind: "return", value: graph.real(0) },
    });
    const forward = "  frame.value = frame.inputs.x[0] * 2;";
    const body = { forward, backward: `${forward}\n  frame.grads.x[0] = 2 * frame.gradOutput;` };
    const { scaled } = (await load(moduleOf([unit(loss, body, "js")]))) as { scaled: Loss };
    expect(scaled.value({ x: 4, flag: 1 })).toBe(8);
    expect(scaled.value({ x: Float32Array.of(4) })).toBe(8);
    expect(scaled.valueAndGrad({ x: { data: Float32Array.of(4), shape: [] } }, { gradOutput: 3 }).grads["x"]).toEqual(
      Float32Array.of(6),
    );
    expect(() => scaled.value({ x: Float32Array.of(4, 5) })).toThrow(/^scaled: x has 2 elements, but the shape \[\]$/);
    expect(() => scaled.value({ x: 4, flag: 0.5 })).toThrow("scaled: flag is 0.5, which a Uint8Array cannot hold");
    expect(() => scaled.value({ x: 4, flag: 3 })).toThrow("scaled: flag is 3, not a bool (0 or 1)");
    expect(() => scaled.value({ x: 4 }, { reduction: "mean" })).toThrow("scaled: unknown option 'reduction'");
  });
});

describe("names that objects inherit", () => {
  test("work as inputs, options, metrics and axes", async () => {
    const loss = program("valueOf", [input("constructor", ["toString"]), input("hasOwnProperty", [], { default: 1 })], {
      options: [option("isPrototypeOf", "real")],
      metrics: [{ name: "toLocaleString", doc: "", value: graph.real(0) }],
    });
    const forward = "  frame.value = frame.options.isPrototypeOf * frame.inputs.constructor[0];";
    const body = { forward, backward: `${forward}\n  frame.grads.constructor[0] = 5;` };
    const { valueOf } = (await load(moduleOf([unit(loss, body, "js", { wrt: ["constructor"] })]))) as unknown as {
      valueOf: Loss;
    };
    const result = valueOf.valueAndGrad({ constructor: Float32Array.of(2) }, { isPrototypeOf: 3 });
    expect(result.value).toBe(6);
    expect(Object.entries(result.grads)).toEqual([["constructor", Float32Array.of(5)]]);
    expect(Object.keys(result.metrics)).toEqual(["toLocaleString"]);
    expect(() => valueOf.value({}, { isPrototypeOf: 1 })).toThrow("valueOf: input constructor is missing");
    expect(() => valueOf.value({ constructor: Float32Array.of(2) })).toThrow(
      "valueOf: option isPrototypeOf is missing",
    );
    const batch = valueOf.workspace({ toString: 1 });
    batch.inputs["constructor"]![0] = 7;
    expect(batch.valueAndGrad({ isPrototypeOf: 1 }).value).toBe(7);
    expect(Object.hasOwn(batch.inputs, "hasOwnProperty")).toBe(false);
  });
});
