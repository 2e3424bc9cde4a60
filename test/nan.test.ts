import { beforeAll, describe, expect, it } from "vitest";
import { axisFunctions } from "../src/ops/axis-functions.ts";
import { callable, operator } from "../src/ops/index.ts";
import { type Compiled, compileAndLoad } from "./reference/kernels.ts";

// A NaN that goes in comes out as NaN, of every operator and every function over axes, also where the kernel looks it up in
// tables or chooses instead of calling Math.

const kinds = [
  { name: "f32", dtype: "f32", math: "fast" },
  { name: "f32 without tables", dtype: "f32", math: "precise" },
  { name: "f64", dtype: "f64", math: "precise" },
] as const;

const realOperators = [...callable].filter(([, op]) => ["real", "number"].includes(operator(op).signature));
const infix: readonly (readonly [string, string])[] = [
  ["plus", "x + y"],
  ["minus", "x - y"],
  ["times", "x * y"],
  ["over", "x / y"],
  ["to_the", "x ^ y"],
  ["negated", "-x"],
];
const LETTERS = ["x", "y", "z"];
/** By name, an expression of x, y and z. */
const expressions = [
  ...realOperators.map(([name, op]) => [name, `${name}(${LETTERS.slice(0, operator(op).arity).join(", ")})`] as const),
  ...infix,
];
const overAxes = Object.entries(axisFunctions)
  .filter(([, { operand }]) => operand !== "bool")
  .filter(([name]) => !name.startsWith("arg"))
  .flatMap(([name, { args, keepsAxis }]) => {
    const call = (rest: string) => (keepsAxis ? `${name}[C](x${rest})[C = size(C) - 1]` : `${name}[C](x${rest})`);
    if (name === "norm") return ["1", "2", "2.5", "inf"].map((p, i) => [`norm${i}`, call(`, ${p}`)] as const);
    return [[name, call(args[0] === 2 ? ", x" : "")] as const];
  });

/** Differences that a rule makes without what is subtracted. */
const DIFFERENCES = [
  ["without_own", "sum[C](cumsum[C](x) - x)"],
  ["without_own_exponential", "sum[C](cumsum[C](exp(x)) - exp(x))"],
  ["after", "sum[C](sum[C](x) - cumsum[C](x))"],
  ["not_chosen", "sum[C](x) - sum[C](if index(C) == 0 then x else 0)"],
] as const;

const VALUES = [0, 1, -1, 0.5, 40, -40, Infinity];

describe.each(kinds)("$name", ({ dtype, math }) => {
  const real = (data: readonly number[]) => (dtype === "f32" ? Float32Array.from(data) : Float64Array.from(data));
  let compiled: Compiled;
  beforeAll(async () => {
    const elementwise = expressions.map(
      ([name, text]) => `loss op_${name}(x: [N], y: [N], z: [N]) { reduce ${text} }\n`,
    );
    const folds = [...overAxes, ...DIFFERENCES].map(
      ([name, text]) => `loss over_${name}(x: [N, C]) { reduce ${text} }\n`,
    );
    compiled = await compileAndLoad({ "all.loss": elementwise.join("") + folds.join("") }, dtype, {
      define: { reduction: "none" },
      math,
    });
  }, 120_000);

  it.each(expressions)("through %s", (name, text) => {
    const used = LETTERS.filter((letter) => new RegExp(`\\b${letter}\\b`).test(text));
    for (const place of used) {
      const inputs = Object.fromEntries(
        LETTERS.map((letter) => [
          letter,
          { data: real(letter === place ? VALUES.map(() => NaN) : VALUES), shape: [VALUES.length] },
        ]),
      );
      const { value } = compiled.kernel(`op_${name}`).valueAndGrad(inputs);
      // As in every library, NaN ^ 0 is 1.
      const expected = VALUES.map((other) => (name === "to_the" && place === "x" && other === 0 ? 1 : NaN));
      expect(Array.from(value as Float64Array), `in ${place}`).toEqual(expected);
    }
  });

  it.each(DIFFERENCES)("through %s, which is %s", (name) => {
    for (const place of [0, 1, 2]) {
      const row = [1, 2, 3].map((x, i) => (i === place ? NaN : x));
      const { value } = compiled.kernel(`over_${name}`).valueAndGrad({ x: { data: real(row), shape: [1, 3] } });
      expect((value as Float64Array)[0]).toBeNaN();
    }
  });

  it.each(overAxes)("through %s, wherever it stands", (name) => {
    for (const size of [1, 2, 5, 9]) {
      for (let place = 0; place < size; place++) {
        const row = Array.from({ length: size }, (_, i) => (i === place ? NaN : i + 1));
        const kernel = compiled.kernel(`over_${name}`);
        const inputs = { x: { data: real([...row, ...row.map(() => 1)]), shape: [2, size] } };
        const { value, grads } = kernel.valueAndGrad(inputs);
        const [first, second] = value as Float64Array;
        expect(first, `at ${place} of ${size}`).toBeNaN();
        expect(second).not.toBeNaN();
        const slopes = Array.from(grads["x"]!.slice(0, size));
        if (!["sum", "mean", "cumsum", "dot", "prod", "norm0"].includes(name))
          expect(slopes, `at ${place} of ${size}`).toEqual(slopes.map(() => NaN));
        expect(Array.from(grads["x"]!.slice(size)).some(Number.isNaN)).toBe(false);
      }
    }
  });
});
