import { describe, expect, test } from "vitest";
import { type Environment, interpret } from "../../src/interpret/interpret.ts";
import { Graph, type Node } from "../../src/ir/graph.ts";
import { Build } from "../../src/ops/build.ts";

const graph = new Graph();
const b = new Build(graph);
const [N, C] = [graph.axis("N"), graph.axis("C")];
const x = graph.input("x", "real", [graph.index(N), graph.index(C)]);
const t = graph.input("t", "int", [graph.index(N)]);

const environment: Environment = {
  sizes: new Map([
    ["N", 2],
    ["C", 3],
  ]),
  inputs: new Map([
    ["x", { data: [1, 2, 3, 4, 5, 6], shape: [2, 3] }],
    ["t", { data: [2, 7], shape: [2] }],
  ]),
  options: new Map([["margin", 0.5]]),
  present: new Set(),
};

function run(node: Node, axes = node.axes): number[] {
  return [...interpret([node], environment).values(node, axes)];
}

describe("interpret", () => {
  test("elements are row-major along any order of the axes", () => {
    expect(run(x, [N, C])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(run(x, [C, N])).toEqual([1, 4, 2, 5, 3, 6]);
    expect(run(graph.index(C), [N, C])).toEqual([0, 1, 2, 0, 1, 2]);
  });

  test("operands broadcast by name", () => {
    expect(run(b.mul(x, graph.index(N)), [N, C])).toEqual([0, 0, 0, 4, 5, 6]);
    expect(run(b.add(x, graph.option("margin", "real")), [N, C])).toEqual([1.5, 2.5, 3.5, 4.5, 5.5, 6.5]);
  });

  test("folds remove their axes", () => {
    expect(run(b.sum([C], x))).toEqual([6, 15]);
    expect(run(b.fold("max", [N], x))).toEqual([4, 5, 6]);
    expect(run(b.sum([N, C], x))).toEqual([21]);
    expect(run(b.fold("norm", [C], x))[0]).toBeCloseTo(Math.sqrt(14), 14);
  });

  test("a running sum with exponents is in parts of the largest exponential so far", () => {
    const far = b.mul(x, b.real(1000));
    const scaled = (reversed: boolean, exponent: Node, exclusive = false) =>
      run(b.scan("sum", { axis: C, reversed, exclusive }, x, exponent), [N, C]);
    expect(scaled(false, far)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(scaled(true, b.neg(far))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(scaled(true, far)).toEqual([3, 3, 3, 6, 6, 6]);
    const halves = b.mul(b.neg(x), b.real(Math.LN2));
    scaled(false, halves).forEach((sum, i) => expect(sum).toBeCloseTo([1, 2, 2.75, 4, 6.5, 8][i]!, 12));
    const some = b.select(b.gt(graph.index(C), b.int(1)), b.real(0), b.real(-Infinity));
    expect(scaled(false, some)).toEqual([0, 0, 3, 0, 0, 6]);
    expect(run(b.scan("sum", { axis: C, reversed: false, exclusive: false }, b.real(1), b.real(0)))).toEqual([1, 2, 3]);
    expect(scaled(false, far, true)).toEqual([0, 1, 2, 0, 4, 5]);
    expect(scaled(true, b.neg(far), true)).toEqual([2, 3, 0, 5, 6, 0]);
  });

  test("folds of nothing are their identity", () => {
    const empty = {
      ...environment,
      sizes: new Map([
        ["N", 2],
        ["C", 0],
      ]),
      inputs: new Map([["x", { data: [], shape: [2, 0] }]]),
    };
    const folded = (["sum", "prod", "max", "min", "logsumexp", "norm"] as const).map((fold) => b.fold(fold, [C], x));
    const { values } = interpret(folded, empty);
    expect(folded.map((node) => [...values(node)])).toEqual(
      [0, 1, -Infinity, Infinity, -Infinity, 0].map((identity) => [identity, identity]),
    );
  });

  test("logsumexp and norm keep their accuracy at the extremes", () => {
    const wide = {
      ...environment,
      inputs: new Map([["x", { data: [0, -40, -50, 1e200, 2e200, 2e200], shape: [2, 3] }]]),
    };
    const folded = [b.fold("logsumexp", [C], x), b.fold("norm", [C], x)];
    const { values } = interpret(folded, wide);
    expect(values(folded[0]!)).toEqual(Float64Array.of(Math.log1p(Math.exp(-40) + Math.exp(-50)), 2e200));
    expect(values(folded[1]!)[1]).toBe(3e200);
  });

  test("an int has one zero", () => {
    expect(run(b.mul(graph.index(C), b.int(-1)))).toEqual([0, -1, -2]);
  });

  test("an index out of range is an error only where a root needs it", () => {
    const index = b.map("checked_index", t, graph.size("C"));
    const selected = graph.input("x", "real", [graph.index(N), index]);
    expect(interpret([selected], environment).indexErrors).toMatchObject([{ element: 1, index: 7, size: 3 }]);
    const guarded = b.select(b.lt(t, b.int(3)), selected, b.real(0));
    expect(interpret([guarded], environment).indexErrors).toEqual([]);
    expect(run(guarded)).toEqual([3, 0]);
    const both = b.and(b.lt(t, b.int(3)), b.gt(selected, b.real(0)));
    expect(interpret([b.fold("any", [N], both)], environment).indexErrors).toEqual([]);
    const either = b.or(b.eq(t, b.int(7)), b.gt(selected, b.real(0)));
    expect(interpret([b.sum([N], b.select(either, b.int(1), b.int(0)))], environment).indexErrors).toEqual([]);
    expect(interpret([guarded, selected], environment).indexErrors).toHaveLength(1);
  });

  test("an input that is left out may not be needed", () => {
    const weight = graph.input("weight", "real", [graph.index(C)]);
    expect(run(b.select(graph.present("weight"), weight, b.real(1)))).toEqual([1, 1, 1]);
    expect(() => run(weight)).toThrow("the input weight is needed and was not given");
  });

  test("the branch that is not taken does not leak", () => {
    const zero = b.sub(x, x);
    expect(run(b.select(b.eq(zero, b.real(0)), x, b.div(zero, zero)), [N, C])).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("a chain of 100,000 terms costs no stack", () => {
    let sum: Node = graph.option("margin", "real");
    for (let term = 0; term < 100_000; term++) sum = b.add(sum, b.real(term % 2));
    expect(run(sum)).toEqual([50_000.5]);
  });
});
