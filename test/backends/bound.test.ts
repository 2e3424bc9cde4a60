import { expect, test } from "vitest";
import { describeBound, describeDomain, printBound } from "../../src/backends/module/bound.ts";
import type { Node } from "../../src/ir/graph.ts";
import { operators } from "../../src/ops/index.ts";
import { graph } from "./units.ts";

const x = graph.option("max_norm", "real");
const two = graph.real(-2);

test("a bound is a number, or an expression of the options", () => {
  expect(printBound(two, undefined)).toBe(-2);
  const sum = graph.map("mul", "real", [graph.map("add", "real", [x, two]), x]);
  expect(printBound(sum, "MseFrame")).toMatchObject({
    text: '(options: MseFrame["options"]) => (options.maxNorm + (-2)) * options.maxNorm',
  });
  expect(describeBound(sum)).toBe("(maxNorm + (-2)) * maxNorm");
  expect(describeDomain({ kind: "range", lo: two, hi: x, loOpen: true, hiOpen: false })).toBe("(-2, maxNorm]");
  expect(describeDomain({ kind: "set", values: [two, x] })).toBe("{-2, maxNorm}");
});

const spelled = [
  "add",
  "sub",
  "mul",
  "div",
  "pow",
  "min",
  "max",
  "div_floor",
  "mod_floor",
  "lt",
  "ge",
  "eq",
  "and",
  "or",
];
const single = ["neg", "abs", "sign", "relu", "sqrt", "exp", "log1p", "floor", "real", "not", "sigmoid"];

const NUMBERS = [
  [1, 2, 3],
  [0, 1, 1],
  [1, 0.5, 0.75],
  [5, 3, 4],
] as const;

const BOOLS = [
  [0, 0, 0],
  [0, 1, 0],
  [1, 0, 0],
  [1, 1, 0],
] as const;

test.each([...spelled, ...single, "clamp", "select"])("%s in a bound means what it does elsewhere", (op) => {
  const { arity, meaning } = operators.get(op)!;
  const names = ["a", "b", "c"].slice(0, arity);
  const node: Node = graph.map(
    op,
    "real",
    names.map((name) => graph.option(name, "real")),
  );
  const { text } = printBound(node, undefined) as { text: string };
  const evaluate = new Function(`return ${text};`)() as (options: Record<string, number>) => number;
  const samples = operators.get(op)!.signature === "logic" ? BOOLS : NUMBERS;
  for (const [a, b, c] of samples) {
    expect(evaluate({ a, b, c })).toBeCloseTo(meaning(...[a, b, c].slice(0, arity)), 14);
  }
});
