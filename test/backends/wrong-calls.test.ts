import { beforeAll, describe, expect, test } from "vitest";
import { load, type Loss, moduleOf } from "./load.ts";
import { graph, input, mseUnit, option, pickUnit, program, unit } from "./units.ts";

let mse: Loss;
let pick: Loss;
beforeAll(async () => {
  ({ mse, pickLoss: pick } = (await load(moduleOf([mseUnit("js"), pickUnit("js")]))) as { mse: Loss; pickLoss: Loss });
});

const data = Float32Array.of(1, 2, 3, 4, 5, 6);
const logits = { data, shape: [2, 3] };
const target = Int32Array.of(2, 0);
const good = { logits, target };
const plain = { input: Float32Array.of(3, 5), target: Float32Array.of(1, 2) };

type Case = readonly [inputs: unknown, options: unknown, error: typeof TypeError, message: string];

const cases: readonly Case[] = [
  [undefined, {}, TypeError, "expected an object with each input by name, not undefined"],
  [{ logits }, {}, TypeError, "input target is missing"],
  [{ ...good, wieght: data }, {}, TypeError, "unknown input 'wieght' (known: logits, target, weight, mask, scale)"],
  [good, { ignore_index: 1 }, TypeError, "unknown option 'ignore_index' (known: ignoreIndex, labelSmoothing,"],
  [good, 3, TypeError, "expected an object with each option by name, not a number"],
  [{ logits: [1, 2], target }, {}, TypeError, "input logits must be a Float32Array or { data, shape }, not an array"],
  [{ logits: 3, target }, {}, TypeError, "input logits must be a Float32Array or { data, shape }, not a number"],
  [{ logits: new Float64Array(6), target }, {}, TypeError, "input logits must be a Float32Array, not a Float64Array"],
  [{ logits: { ...logits, stride: 1 }, target }, {}, TypeError, "unknown property of logits 'stride'"],
  [{ logits: { data }, target }, {}, TypeError, "the shape of logits must be an array of sizes, not undefined"],
  [{ logits: { data, shape: [2, -3] }, target }, {}, RangeError, "the shape of logits has -3, which is no size"],
  [{ logits: { data, shape: [2, "3"] }, target }, {}, TypeError, "the shape of logits must have sizes, not a string"],
  [{ logits: { data, shape: [6] }, target }, {}, RangeError, "logits has 1 dimension, but the axes [N, C]"],
  [{ logits: { data, shape: [2, 2] }, target }, {}, RangeError, "logits has 6 elements, but the shape [2, 2]"],
  [{ logits: { data, shape: [3, 2] }, target }, {}, RangeError, "target has size 2 along axis N, which is 3 in logits"],
  [
    { logits: data, target },
    {},
    TypeError,
    "input logits must be { data, shape }: no other input fixes the size of axis C",
  ],
  [good, { labelSmoothing: "1" }, TypeError, "option labelSmoothing must be a number, not a string"],
  [good, { labelSmoothing: 1 }, RangeError, "option labelSmoothing is 1, outside [0, 1)"],
  [good, { labelSmoothing: NaN }, RangeError, "option labelSmoothing is NaN, outside [0, 1)"],
  [good, { ignoreIndex: 1.5 }, RangeError, "option ignoreIndex is 1.5, not an integer of 32 bits"],
  [good, { ignoreIndex: 2 ** 31 }, RangeError, "option ignoreIndex is 2147483648, not an integer of 32 bits"],
  [good, { flip: 1 }, TypeError, "option flip must be a boolean, not a number"],
  [good, { check: 0 }, TypeError, "check must be a boolean, not a number"],
  [good, { reduction: "avg" }, TypeError, "unknown reduction 'avg' (known: mean, sum, per_sample, none)"],
  [good, { gradOutput: data }, TypeError, "gradOutput must be a number, not a Float32Array"],
  [good, { gradOutput: 1, reduction: "none" }, TypeError, 'gradOutput must be a Float32Array for "none", not a number'],
  [good, { gradOutput: data, reduction: "none" }, RangeError, "gradOutput has 6 elements, but the value has 2"],
  [
    { logits, target: Int32Array.of(0, 3) },
    {},
    RangeError,
    "target[1] is 3, not an index of axis C (size 3) nor ignoreIndex (-100)",
  ],
  [
    { logits, target: Int32Array.of(-1, 0) },
    { ignoreIndex: 7 },
    RangeError,
    "target[0] is -1, not an index of axis C (size 3) nor ignoreIndex (7)",
  ],
  [{ ...good, weight: Float32Array.of(1, 10, 1) }, {}, RangeError, "weight[1] is 10, outside [0, 10)"],
  [{ ...good, weight: Float32Array.of(1, NaN, 1) }, {}, RangeError, "weight[1] is NaN, outside [0, 10)"],
  [{ ...good, mask: Uint8Array.of(1, 2) }, {}, RangeError, "mask[1] is 2, not a bool (0 or 1)"],
  [good, { shift: 4 }, RangeError, "the index of 'x[C = n]' at [1] is 5, not an index of axis C (size 3)"],
];

describe("a wrong call", () => {
  test.each(cases)("throws, as in case %#", (inputs, options, error, message) => {
    for (const method of ["value", "evaluate", "valueAndGrad"] as const) {
      expect(() => pick[method](inputs, options)).toThrow(error);
      expect(() => pick[method](inputs, options)).toThrow(`pickLoss: ${message}`);
    }
  });

  test("with starred axes that differ", () => {
    const shaped = (shape: number[]): object => ({ data: new Float32Array(6), shape });
    expect(() => mse.value({ input: shaped([2, 3]), target: shaped([3, 2]) })).toThrow(
      "mse: target has sizes [3, 2] along *S, which is [2, 3] in input",
    );
    expect(() => mse.value({ input: shaped([2, 3]), target: new Float32Array(5) })).toThrow(
      "mse: target has 5 elements, but the shape [2, 3] of [*S] in input",
    );
  });

  test("checks: false skips the checks of data alone", () => {
    const unchecked = { check: false, ignoreIndex: 5 };
    expect(pick.value({ logits, target: Int32Array.of(5, 0) }, { ignoreIndex: 5 })).toBe(4);
    expect(pick.value({ ...good, weight: Float32Array.of(1, 10, 1) }, unchecked)).toBe(7);
    expect(pick.value(good, { check: false, shift: 4 })).toBe(7);
    expect(() => pick.value({ ...good, mask: new Uint8Array(3) }, unchecked)).toThrow(RangeError);
  });
});

describe("output arrays", () => {
  test("are used, and returned", () => {
    const grads = { logits: new Float32Array(6).fill(9) };
    expect(pick.valueAndGrad(good, {}, { grads }).grads["logits"]).toBe(grads.logits);
    const value = new Float32Array(2);
    expect(pick.value(good, { reduction: "none" }, { value })).toBe(value);
    expect(value).toEqual(Float32Array.of(3, 4));
  });

  test("must have the right names, types and lengths", () => {
    const run =
      (out: unknown, options: unknown = {}) =>
      () =>
        pick.valueAndGrad(good, options, out);
    expect(run({ grad: {} })).toThrow(TypeError);
    expect(run({ grads: { target: new Float32Array(2) } })).toThrow(
      "unknown gradient 'target' (known: logits, weight)",
    );
    expect(run({ grads: { weight: new Float32Array(3) } })).toThrow("output grads.weight is given, but not its input");
    expect(run({ grads: { logits: new Float64Array(6) } })).toThrow(TypeError);
    expect(run({ grads: { logits: new Float32Array(5) } })).toThrow("output grads.logits has 5 elements, not 6");
    expect(run({ grads: { logits: new Float32Array(1) } })).toThrow("output grads.logits has 1 element, not 6");
    expect(run({ grads: { logits: new Float32Array(5) } })).toThrow(RangeError);
    expect(run({ value: new Float32Array(2) })).toThrow('the output value is only for the reduction "none"');
    expect(run({ value: new Float32Array(3) }, { reduction: "none" })).toThrow(RangeError);
    expect(() => pick.value(good, {}, { grads: {} })).toThrow("pickLoss: unknown output 'grads' (known: value)");
  });

  test("may be the input where the loss allows it", () => {
    const own = { input: Float32Array.of(3, 5), target: Float32Array.of(1, 2) };
    expect(mse.valueAndGrad(own, {}, { grads: { input: own.input } })).toEqual({
      value: 6.5,
      grads: { input: Float32Array.of(2, 3) },
      metrics: {},
    });
    const copy = new Float32Array(data);
    expect(() =>
      pick.valueAndGrad({ logits: { data: copy, shape: [2, 3] }, target }, {}, { grads: { logits: copy } }),
    ).toThrow("pickLoss: output grads.logits overlaps input logits in memory");
  });

  test("overlap with nothing else", () => {
    const { buffer } = new Float32Array(8);
    const a = new Float32Array(buffer, 0, 2);
    const b = new Float32Array(buffer, 4, 2);
    const beside = new Float32Array(buffer, 8, 2);
    const run =
      (inputs: object, out: object, options: object = {}) =>
      () =>
        mse.valueAndGrad({ ...plain, ...inputs }, options, out);
    expect(run({ target: a }, { grads: { input: a } })).toThrow(
      "mse: output grads.input overlaps input target in memory",
    );
    expect(run({ input: a }, { grads: { input: b } })).toThrow(TypeError);
    expect(run({ input: a, target: a }, { grads: { input: a } })).toThrow(TypeError);
    expect(run({}, { value: a, grads: { input: b } }, { reduction: "none" })).toThrow(
      "output grads.input overlaps output value",
    );
    expect(run({ input: a }, { value: a }, { reduction: "none" })).toThrow("output value overlaps input input");
    expect(run({}, { grads: { input: a } }, { reduction: "none", gradOutput: b })).toThrow("overlaps gradOutput");
    expect(run({}, { value: a }, { reduction: "none", gradOutput: b })).toThrow("overlaps gradOutput");
    expect(run({ target: a }, { grads: { input: beside } })).not.toThrow();
  });

  test("are not written by a call that throws", () => {
    const grads = { logits: new Float32Array(6).fill(9) };
    expect(() => pick.valueAndGrad({ logits, target: Int32Array.of(0, 9) }, {}, { grads })).toThrow(RangeError);
    expect(grads.logits).toEqual(new Float32Array(6).fill(9));
  });
});

test("axes of one size, sets of values, and bounds that name options", async () => {
  const margin = graph.option("margin", "real");
  const domain = {
    kind: "range",
    lo: graph.map("neg", "real", [margin]),
    hi: margin,
    loOpen: false,
    hiOpen: false,
  } as const;
  const tenth = graph.real(0.1);
  const loss = program(
    "pairs",
    [input("x", ["N"], { domain }), input("y", ["M", "*S"], { default: 0, domain: { kind: "set", values: [tenth] } })],
    {
      options: [option("margin", "real"), option("limit", "real", { default: 2, domain })],
      equalSizes: [{ from: "N", to: "M" }],
    },
  );
  const { pairs } = (await load(moduleOf([unit(loss, { forward: "  frame.value = 1;", backward: "" }, "js")]))) as {
    pairs: Loss;
  };
  const x = Float32Array.of(0.1, -0.2);
  const y = { data: Float32Array.of(0.1, 0.1), shape: [2] };
  expect(pairs.value({ x, y }, { margin: 2 })).toBe(1);
  expect(() => pairs.value({ x, y: { ...y, shape: [1, 2] } }, { margin: 2 })).toThrow(
    "axes N (of x) and M (of y) must have one size, not 2 and 1",
  );
  expect(() => pairs.value({ x, y }, { margin: 1 })).toThrow("pairs: option limit is 2, outside [-1, 1]");
  expect(pairs.value({ x, y }, { margin: 0.2, limit: 0 })).toBe(1);
  expect(() => pairs.value({ x, y }, { margin: 0.1, limit: 0 })).toThrow(
    "pairs: x[1] is -0.20000000298023224, outside [-0.1, 0.1]",
  );
  y.data[1] = 0.2;
  expect(() => pairs.value({ x, y: { ...y, shape: [2, 1, 1] } }, { margin: 2 })).toThrow(
    "y[1, 0, 0] is 0.20000000298023224, not one of {0.1}",
  );
});
