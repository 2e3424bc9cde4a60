import { describe, expect, test } from "vitest";
import { check, lossOf, pointOf, resultOf } from "./support.ts";

const matrix = { sizes: { N: 2, C: 3 }, inputs: { x: [1, 2, 4, 8, 16, 32], y: [10, 20] } };
/** The point of a loss of x [N, C] and y [N]. */
const point = (body: string, before = "") =>
  pointOf(lossOf(`${before}\nloss t(x: [N, C], y: [N]) { ${body} }`), matrix);

describe("axes", () => {
  test.each([
    ["broadcast by name", "reduce x * y", [10, 20, 40, 160, 320, 640]],
    ["are reduced by name", "reduce sum[C](x) + y", [17, 76]],
    ["are all reduced without a list", "reduce sum(x) + y", [73, 83]],
    ["are selected", "reduce x[C = 1] + y", [12, 36]],
    ["are selected at an index with axes", "reduce x[C = if y > 10 then 2 else 0]", [1, 32]],
    ["are reversed", "reduce x[C = size(C) - 1 - index(C)] + 0 * y", [4, 2, 1, 32, 16, 8]],
    ["are renamed into pairs", "reduce sum[C](x - x[N as M])", [0, -49, 49, 0]],
    ["are known once made", "let d = y - y[N as M] reduce if index(N) < index(M) then d else 0", [0, -10, 0, 0]],
    ["are swapped", "let d = x[N as M] reduce sum[C](d[M as N] * x)", [21, 1344]],
    [
      "are repeated where an operand is the same along them",
      "let m = if true then 1 else x reduce sum[C](m) + y",
      [13, 23],
    ],
    ["do not capture", "reduce sum[C](x * sum[N](x[C = 0][N as C][C = index(N)])) + 0 * y", [63, 504]],
  ])("%s", (_, body, values) => expect(point(body)).toEqual(values));
});

describe("functions", () => {
  test.each([
    ["are inlined", "fn twice(a) = a + a", "reduce twice(x[C = 0]) + y", [12, 36]],
    ["take axes", "fn total[A](a) = sum[A](a)", "reduce total[C](x) + total[N](y)", [37, 86]],
    ["hide a built-in", "fn sum(a) = a", "reduce sum(y)", [10, 20]],
    [
      "keep what they make to themselves",
      "fn far[A](a, b) = sum[M](abs(a - a[A as M]) * b)",
      "let z = y[N as M] reduce far[N](y, z)[M = 0] + 0 * sum[M](z)",
      [100, 100],
    ],
    ["hand on what they make", "fn pairs[A](a) = a - a[A as M]", "reduce sum[M](pairs[N](y))", [-10, 10]],
    [
      "hand it on to each other",
      "fn p[A](a) = a - a[A as M] fn q[A](a) = sum[M](p[A](a))",
      "reduce q[N](y)",
      [-10, 10],
    ],
    [
      "make an axis of a name they are given",
      "fn pairs[A, B](a) = a - a[A as B]",
      "reduce sum[K](pairs[N, K](y)) + size(K)",
      [-8, 12],
    ],
    ["may be used for two axes", "fn p[A](a) = sum[M](a[A as M])", "reduce p[C](x) + p[N](y)", [37, 86]],
    ["are declared in any order", "fn a(v) = b(v) fn b(v) = v + 1", "reduce a(y)", [11, 21]],
  ])("%s", (_, before, body, values) => expect(point(before === "" ? body : body, before)).toEqual(values));
});

describe("types", () => {
  const typeOf = (expr: string) => {
    const { metrics } = lossOf(`loss t(x: [], const i: [N] of N, k: int) { metric m = ${expr} return x + k + sum(i) }`);
    return metrics[0]!.value.type;
  };
  test.each([
    ["k + 1", "int"],
    ["-k * 2 - 3", "int"],
    ["k / 2", "real"],
    ["k ^ 2", "real"],
    ["k + 1.0", "real"],
    ["mean(i)", "real"],
    ["sum(i)", "int"],
    ["max(i) + max(k, 2)", "int"],
    ["clamp(k, 0, 1)", "int"],
    ["mod(k, 2) + div(k, 2)", "int"],
    ["count(x > 0)", "int"],
    ["argmax(i)", "int"],
    ["mean(x > 0)", "real"],
    ["if x > 0 then 1 else 2", "int"],
    ["if x > 0 then 1 else 2.0", "real"],
    ["exp(k)", "real"],
    ["norm(k)", "real"],
    ["sum(cumsum(i))", "int"],
  ])("%s is %s", (expr, type) => expect(typeOf(expr)).toBe(type));

  test("2 ^ -1 is a half", () =>
    expect(resultOf(lossOf("loss t(x: []) { return x * 2 ^ -1 }"), { inputs: { x: [3] } })).toBe(1.5));
  test("a norm of a scalar is its size", () =>
    expect(resultOf(lossOf("loss t(x: []) { return norm(x) + norm(-2, 1) }"), { inputs: { x: [-3] } })).toBe(5));
});

describe("inputs and indices", () => {
  test("a default stands in for an input that is not there", () => {
    const program = lossOf("loss t(x: [N], w: [N] = 2) { reduce x * w }");
    expect(pointOf(program, { sizes: { N: 2 }, inputs: { x: [3, 4] } })).toEqual([6, 8]);
    expect(pointOf(program, { sizes: { N: 2 }, inputs: { x: [3, 4], w: [0, 1] } })).toEqual([0, 4]);
  });

  test("an index is checked, but not an axis's own position", () => {
    const { result } = lossOf("loss t(x: [N]) { return x[N = 5] + sum(x[N = index(N)]) }");
    expect(JSON.stringify(result).match(/checked_index/g)).toHaveLength(1);
  });

  test("a renaming onto an axis asks for equal sizes", () => {
    const program = lossOf("loss t(x: [N], y: [M]) { return sum(x[N as M] * y) + sum(x[N as K]) + sum(y[M as K]) }");
    expect(program.equalSizes).toEqual([{ from: "N", to: "M" }]);
    expect(program.madeAxes.map(({ name, extent }) => [name, extent])).toEqual([["K", "N"]]);
  });

  test("bounds of an int are rounded", () => {
    const { options } = lossOf("loss t(x: [N], k: int = 2 in [0.5, 2.4]) { reduce x * k }");
    expect(options[0]!.domain).toMatchObject({ lo: { type: "int", value: 0 }, hi: { type: "int", value: 2 } });
  });
});

// Generous, for machines that do other work as well.
describe("size is no limit", { timeout: 60_000 }, () => {
  const count = 100_000;
  test("a sum of 100,000 terms", () => {
    const { losses, diagnostics } = check(
      `loss t(x: [N]) { reduce ${Array.from({ length: count }, (_, i) => `x * ${i}`).join(" + ")} }`,
    );
    expect([losses.length, diagnostics.length]).toEqual([1, 0]);
  });
  test("10,000 lets", () => {
    const lets = Array.from({ length: 10_000 }, (_, i) => `let a${i + 1} = a${i} + x`).join("\n");
    expect(check(`loss t(x: [N]) { let a0 = x ${lets} reduce a10000 }`).losses.length).toBe(1);
  });
  test("10,000 functions that call each other", () => {
    const fns = Array.from({ length: 10_000 }, (_, i) => `fn f${i}(x) = f${i + 1}(x) + 1`).join("\n");
    expect(check(`${fns}\nfn f10000(x) = x\nloss t(x: [N]) { reduce f0(x) }`).losses.length).toBe(1);
  });
  test("functions that double their calls but not their graph", () => {
    const fns = Array.from({ length: 60 }, (_, i) => `fn f${i}(x) = f${i + 1}(x) * f${i + 1}(x)`).join("\n");
    expect(check(`${fns}\nfn f60(x) = x\nloss t(x: [N]) { reduce f0(x) }`).losses.length).toBe(1);
  });
});

test("names of Object.prototype are names like others", () => {
  const source = `fn valueOf(constructor) = constructor + 1
    loss toString(hasOwnProperty: [constructor], isPrototypeOf: real = 2) {
      let constructor = valueOf(hasOwnProperty) * isPrototypeOf
      metric valueOf = sum(constructor)
      reduce constructor { toString = sum[constructor](constructor) }
    }`;
  const program = lossOf(source);
  expect(
    resultOf(
      program,
      { sizes: { constructor: 2 }, inputs: { hasOwnProperty: [1, 2] }, options: { isPrototypeOf: 2 } },
      "toString",
    ),
  ).toBe(10);
});
