import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile.ts";
import { importText, type Loss } from "./load.ts";

/** The loss `calc` of a source. */
async function calc(source: string): Promise<Loss> {
  const { files, diagnostics } = await compile({ "calc.loss": source }, { emit: "js" });
  expect(diagnostics).toEqual([]);
  return (await importText(files["calc.js"]!))["calc"]!;
}

const table = Float32Array.of(1, 2, 3);
const k = Int32Array.of(0, 2);

describe("an index out of range is named as it is spelled", () => {
  const parameters = "table: [R], other: [R], const k: [N] of R";
  test.each([
    [`loss calc(${parameters}) { reduce table[R = k + 1] + sum(other) }`, "'table[R = k + 1]' at [1] is 3"],
    [
      `loss calc(${parameters}) { reduce (table - other)[R =\n  k // then\n + 1] }`,
      "'(table - other)[R = k + 1]' at [1]",
    ],
    [
      `loss calc(${parameters}) { let t = (table * other)[R = k - 1] reduce t - t[N as M] }`,
      "'(table * other)[R = k - 1]' at [0] is -1",
    ],
    [
      `fn at[D](x, i) = x[D = i]\nloss calc(${parameters}) { reduce at[R](table * other, k + 2) }`,
      "'x[D = i]' at [1] is 4",
    ],
    [
      `loss calc(${parameters}) { reduce table[R = k + 1] * other[R = k + 1] }`,
      "'table[R = k + 1]' and 'other[R = k + 1]' at [1]",
    ],
  ])("%s", async (source, message) => {
    const loss = await calc(source);
    expect(() => loss.value({ table, other: table, k })).toThrow(`calc: the index of ${message}`);
    expect(() => loss.value({ table, other: table, k })).toThrow("not an index of axis R (size 3)");
  });

  test("also of nothing", async () => {
    const loss = await calc("loss calc(x: [N, C], z: [N]) { reduce z * argmax[C](x) }");
    const x = { data: new Float32Array(0), shape: [2, 0] };
    expect(() => loss.value({ x, z: Float32Array.of(1, 2) })).toThrow(
      "calc: the index of 'argmax[C](x)' is 0, not an index of axis C (size 0)",
    );
  });
});

describe("an index that only elements along an empty axis have is not checked", () => {
  test.each([
    ["loss calc(z: [], x: [A, B, *S]) { return sum(x[B = if z > 0.5 then 1 else 0]) }", [0, 1]],
    ["loss calc(z: [], x: [A, B, *S]) { return sum(x[B = if z > 0.5 then 1 else 0]) }", [2, 1, 0, 3]],
    ["loss calc(z: [], x: [A, B]) { return sum[A](x[B = if z > 0.5 then 1 else 0]) }", [0, 1]],
  ])("%s %s", async (source, shape) => {
    const loss = await calc(source);
    const call = (sizes: readonly number[]) =>
      loss.value({ z: 1, x: { data: new Float32Array(sizes.reduce((x, y) => x * y)), shape: sizes } });
    expect(call(shape)).toBe(0);
    expect(() => call(shape.map(() => 1))).toThrow("is 1, not an index of axis B (size 1)");
  });
});

describe("an index that only a result needs that the call does not ask for is not checked", () => {
  const empty = { data: new Float32Array(0), shape: [3, 0] };
  const refused = "the index of 'argmax[A](x)' is 0, not an index of axis A (size 0)";

  test("of a reduction that is not chosen", async () => {
    const loss = await calc("loss calc(x: [N, A]) { reduce x { am = sum(argmax[A](x)) } }");
    expect(loss.value({ x: empty }, { reduction: "sum" })).toBe(0);
    expect(loss.value({ x: empty })).toBeNaN();
    expect(loss.valueAndGrad({ x: empty }, { reduction: "none" }).value).toHaveLength(0);
    expect(() => loss.value({ x: empty }, { reduction: "am" })).toThrow(refused);
    const workspace = loss.workspace({ N: 3, A: 0 });
    expect(workspace.value({ reduction: "sum" })).toBe(0);
    expect(() => workspace.value({ reduction: "am" })).toThrow(refused);
  });

  test("of a replaced mean, where the sum needs what the point does", async () => {
    const loss = await calc("loss calc(x: [N], k: real) { reduce x { mean = sum(x[N = if k > 0 then 3 else 0]) } }");
    const x = Float32Array.of(1, 2);
    expect(loss.value({ x }, { k: 1, reduction: "sum" })).toBe(3);
    expect(loss.value({ x }, { k: -1 })).toBe(1);
    expect(() => loss.value({ x }, { k: 1 })).toThrow("is 3, not an index of axis N (size 2)");
  });

  test("of a metric, where the value alone is asked for", async () => {
    const loss = await calc("loss calc(x: [N, A]) { metric am = sum(argmax[A](x)) reduce x }");
    expect(loss.value({ x: empty }, { reduction: "sum" })).toBe(0);
    expect(() => loss.evaluate({ x: empty }, { reduction: "sum" })).toThrow(refused);
    expect(() => loss.valueAndGrad({ x: empty }, { reduction: "sum" })).toThrow(refused);
    const workspace = loss.workspace({ N: 3, A: 0 });
    expect(() => workspace.evaluate({ reduction: "sum" })).toThrow(refused);
    expect(workspace.value({ reduction: "sum" })).toBe(0);
  });

  test("the order of a norm neither", async () => {
    const loss = await calc("loss calc(x: [N], p: real) { metric size = norm(x, p) reduce x { size = norm(x, p) } }");
    const x = Float32Array.of(1, 2);
    expect(loss.value({ x }, { p: 0, reduction: "sum" })).toBe(3);
    expect(() => loss.value({ x }, { p: 0, reduction: "size" })).toThrow("the order of 'norm(x, p)' is 0");
    expect(() => loss.evaluate({ x }, { p: 0, reduction: "sum" })).toThrow("the order of 'norm(x, p)' is 0");
  });
});

describe("the order of a norm", () => {
  const x = { data: Float32Array.of(1, 20), shape: [1, 2] };

  test("is refused below 1, from an option and from an input", async () => {
    const option = await calc("loss calc(x: [N, C], p: real = 2) { reduce norm[C](x, p / 2 + 1) }");
    expect(option.value({ x }, { p: 0 })).toBe(21);
    for (const p of [-1, -3, NaN, -Infinity]) {
      expect(() => option.value({ x }, { p })).toThrow(RangeError);
      expect(() => option.value({ x }, { p })).toThrow(
        `calc: the order of 'norm[C](x, p / 2 + 1)' is ${p / 2 + 1}, not at least 1`,
      );
    }
    const input = await calc("loss calc(x: [N, C], const p: []) { reduce norm[C](x, p) }");
    expect(input.value({ x, p: 1 })).toBe(21);
    expect(() => input.valueAndGrad({ x, p: 0.5 })).toThrow("calc: the order of 'norm[C](x, p)' is 0.5");
  });

  test("only where a result needs it", async () => {
    const lazy = await calc("loss calc(x: [N, C], p: real = 2) { reduce if x > 30 then norm[C](x, p) else 1 }");
    expect(lazy.value({ x }, { p: 0 })).toBe(1);
    expect(() => lazy.value({ x: { ...x, data: Float32Array.of(1, 31) } }, { p: 0 })).toThrow("is 0, not at least 1");
  });
});
