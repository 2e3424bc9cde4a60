import { describe, expect, test } from "vitest";
import { foldMeaning } from "../src/interpret/fold-meaning.ts";
import { interpret } from "../src/interpret/interpret.ts";
import { type FoldName, type FoldNode, Graph, type Node } from "../src/ir/graph.ts";
import type { Axis, Scalar } from "../src/ir/type.ts";
import { SAFE_NORMS } from "../src/ir/target.ts";
import { axisFunctions } from "../src/ops/axis-functions.ts";
import { Build } from "../src/ops/build.ts";
import { folds } from "../src/ops/folds.ts";
import { operator } from "../src/ops/index.ts";
import { closeTo, expectNone } from "./support/close-to.ts";
import { finiteDifference } from "../src/examine/finite-difference.ts";
import { EXTREME_REALS, samplePoints, sampleRows } from "./support/samples.ts";

const names = Object.keys(folds) as FoldName[];
const inf = Infinity;

/** A node made from a vector `x` along one axis, evaluated for `elements`. */
function overVector(
  type: Scalar,
  elements: readonly number[],
  build: (b: Build, x: Node, axis: Axis) => Node,
): number[] {
  const graph = new Graph();
  const b = new Build(graph);
  const axis = graph.axis("K");
  const node = build(b, graph.input("x", type, [graph.index(axis)]), axis);
  const { values } = interpret([node], {
    sizes: new Map([["K", elements.length]]),
    inputs: new Map([["x", { data: elements, shape: [elements.length] }]]),
    options: new Map(),
    present: new Set(),
  });
  return [...values(node)];
}

/** The derivative in each element: hard zeros where the partial does not hold. */
function derivatives(name: FoldName, elements: readonly number[]): number[] {
  return overVector("real", elements, (b, x, axis) => {
    const fold = b.fold(name, [axis], x) as FoldNode;
    const { when, factor } = folds[name].partial!(b, fold);
    const slope = when === undefined ? factor : b.select(when, factor, b.real(0));
    return b.add(slope, b.mul(b.real(0), b.graph.index(axis)));
  });
}

function typeOf(name: FoldName): Scalar {
  return name === "any" || name === "all" ? "bool" : "real";
}

const vectors = (name: FoldName): number[][] => {
  const values = typeOf(name) === "bool" ? [0, 1] : EXTREME_REALS;
  return [
    [],
    ...[1, 2, 3, 5].flatMap((length) =>
      sampleRows(
        Array.from({ length }, () => values),
        500,
      ),
    ),
  ];
};

describe.each(names)("%s", (name) => {
  const entry = folds[name];
  const meaning = (elements: readonly number[]) => foldMeaning(name)(Float64Array.from(elements));

  test("of nothing is its identity, and of one element that element", () => {
    expect(meaning([])).toBe(entry.identity);
    for (const x of typeOf(name) === "bool" ? [0, 1] : EXTREME_REALS) {
      const alone = name === "norm" ? Math.abs(x) : x;
      expect(closeTo(meaning([x]), alone, 0)).toBe(true);
    }
  });

  const { step } = entry;
  if (step !== undefined) {
    test("its step has the identity, and commutes", () => {
      const { meaning: combine } = operator(step);
      for (const [x, y] of sampleRows(
        typeOf(name) === "bool"
          ? [
              [0, 1],
              [0, 1],
            ]
          : [EXTREME_REALS, EXTREME_REALS],
      )) {
        expect(closeTo(combine(entry.identity, x!), x!, 0)).toBe(true);
        expect(combine(x!, y!)).toBe(combine(y!, x!));
      }
    });
  }

  if (entry.partial !== undefined) {
    test("its partial is its slope in each element", () => {
      for (const length of [1, 2, 5]) {
        const points = samplePoints(
          Array.from({ length }, () => [-3, 3] as const),
          30,
        );
        const wrong = points.filter(awayFromTies).flatMap((point) =>
          derivatives(name, point).flatMap((actual, place) => {
            const along = (x: number) => meaning(point.map((other, at) => (at === place ? x : other)));
            const { slope } = finiteDifference(along, point[place]!, 0.02);
            const right =
              Math.abs(actual - slope) <= 1e-8 * Math.abs(slope) + 1e-10 * Math.max(1, Math.abs(along(point[place]!)));
            return right ? [] : [`in element ${place} of ${point}: ${actual}, by differences ${slope}`];
          }),
        );
        expectNone(wrong);
      }
    });

    test("has no slopes of nothing", () => expect(derivatives(name, [])).toEqual([]));
  }

  if (entry.decompose !== undefined) {
    test("its decomposition has its meaning", () => {
      const wrong = vectors(name).flatMap((elements) => {
        const build = (b: Build, x: Node, axis: Axis) =>
          entry.decompose!(b, b.fold(name, [axis], x) as FoldNode, SAFE_NORMS.f64);
        const [actual] = overVector("real", elements, build);
        const expected = meaning(elements);
        const size = Math.max(Math.abs(expected), name === "logsumexp" ? Math.max(...elements.map(Math.abs)) : 0);
        const right = closeTo(actual!, expected, 1e-13) || Math.abs(actual! - expected) <= 1e-15 * size;
        return right ? [] : [`of ${elements}: ${actual}, not ${expected}`];
      });
      expectNone(wrong);
    });
  }

  test("its range contains its meaning", () => {
    const wrong = vectors(name).flatMap((elements) => {
      if (elements.some(Number.isNaN)) return [];
      const { lo, hi } = entry.range({ lo: Math.min(...elements), hi: Math.max(...elements) });
      const value = meaning(elements);
      return Number.isNaN(value) || (lo <= value && value <= hi)
        ? []
        : [`of ${elements}: ${value} is outside [${lo}, ${hi}]`];
    });
    expectNone(wrong);
  });

  test("of a body without the axis, it repeats the body", () => {
    const graph = new Graph();
    const b = new Build(graph);
    const [axis, other] = [graph.axis("K"), graph.axis("L")];
    const body = graph.option("x", typeOf(name));
    const along = b.select(b.ge(graph.index(axis), b.int(0)), body, body);
    const both = b.select(b.ge(graph.index(other), b.int(0)), along, along);
    const roots = [
      b.fold(name, [axis], body),
      b.fold(name, [axis, other], along),
      graph.fold(name, [axis], along),
      graph.fold(name, [axis, other], both),
    ];
    const wrong = [0, 1, 2, 5].flatMap((size) =>
      (typeOf(name) === "bool" ? [0, 1] : EXTREME_REALS).flatMap((x) => {
        const { values } = interpret(roots, {
          sizes: new Map([
            ["K", size],
            ["L", 3],
          ]),
          inputs: new Map(),
          options: new Map([["x", x]]),
          present: new Set(),
        });
        const [one, two, expectedOne, expectedTwo] = roots.map((root) => values(root)[0]!);
        const right = closeTo(one!, expectedOne!, 1e-13) && closeTo(two!, expectedTwo!, 1e-13);
        return right ? [] : [`${x}, ${size} times: ${one} and ${two}, not ${expectedOne} and ${expectedTwo}`];
      }),
    );
    expectNone(wrong);
  });
});

function awayFromTies(point: readonly number[]): boolean {
  const sorted = point.toSorted((x, y) => x - y);
  return point.every((x) => Math.abs(x) > 0.1) && sorted.every((x, at) => at === 0 || x - sorted[at - 1]! > 0.1);
}

describe("the gradient at ties, zeros and infinities", () => {
  test.each<[FoldName, number[], number[]]>([
    ["max", [3], [1]],
    ["max", [1, 3, 3], [0, 0.5, 0.5]],
    ["max", [2, 2, 2, 2], [0.25, 0.25, 0.25, 0.25]],
    ["max", [-inf, -inf], [0.5, 0.5]],
    ["max", [0, -0], [0.5, 0.5]],
    ["min", [1, 3, 1], [0.5, 0, 0.5]],
    ["min", [inf], [1]],
    ["prod", [2, 3, 4], [12, 8, 6]],
    ["prod", [2, 0, 4], [0, 8, 0]],
    ["prod", [0, 0, 4], [0, 0, 0]],
    ["prod", [0], [1]],
    ["prod", [0, inf], [inf, 0]],
    ["norm", [0, 0], [0, 0]],
    ["norm", [-5], [-1]],
    ["norm", [3e200, 4e200], [0.6, 0.8]],
    ["norm", [3e-200, 4e-200], [0.6, 0.8]],
    ["logsumexp", [7], [1]],
    ["logsumexp", [-inf, -inf], [0, 0]],
    ["logsumexp", [-inf, 0, 0], [0, 0.5, 0.5]],
    ["logsumexp", [1000, 1000], [0.5, 0.5]],
    ["logsumexp", [0, -740], [1, Math.exp(-740)]],
    ["sum", [inf, -inf], [1, 1]],
  ])("%s of %j: %j", (name, elements, expected) => {
    const actual = derivatives(name, elements);
    expect(
      actual.every((slope, place) => closeTo(slope, expected[place]!, 1e-13)),
      `${actual}`,
    ).toBe(true);
  });
});

describe("functions over axes", () => {
  const call = (name: string, elements: readonly number[], type: Scalar = "real", ...more: number[]) =>
    overVector(type, elements, (b, x, axis) => {
      const args = name === "dot" ? [x, x] : [x, ...more.map((value) => b.real(value))];
      return axisFunctions[name]!.build(b, [axis], args);
    });

  test.each<[string, number, Scalar?]>([
    ["sum", 0],
    ["norm", 0],
    ["count", 0, "bool"],
    ["prod", 1],
    ["max", -inf],
    ["logsumexp", -inf],
    ["min", inf],
    ["mean", NaN],
    ["var", NaN],
    ["any", 0, "bool"],
    ["all", 1, "bool"],
    ["dot", 0],
  ])("%s of nothing is %d", (name, expected, type) => expect(call(name, [], type)).toEqual([expected]));

  test.each<[string, number[], number[], Scalar?]>([
    ["mean", [1, 0, 1, 1], [0.75], "bool"],
    ["mean", [1, 2], [1.5], "int"],
    ["count", [1, 0, 1, 1], [3], "bool"],
    ["var", [1, 2, 3, 4], [1.25]],
    ["softmax", [0, 0], [0.5, 0.5]],
    ["softmax", [-inf, 0], [0, 1]],
    ["log_softmax", [1000, 1000], [-Math.LN2, -Math.LN2]],
    ["dot", [1, 2, 3], [14]],
    ["argmax", [1, 3, 3, 2], [1]],
    ["argmin", [1, 3, 0, 0], [2]],
    ["argmax", [1, NaN, 3, NaN], [1]],
    ["argmin", [-inf], [0]],
    ["cumsum", [1, 2, 3], [1, 3, 6]],
    ["cumsum", [1, 2, 3], [1, 3, 6], "int"],
    ["cumsum", [], []],
    ["softmax", [], []],
  ])("%s of %j is %j", (name, elements, expected, type) => {
    const actual = call(name, elements, type);
    expect(actual).toHaveLength(expected.length);
    actual.forEach((value, place) => expect(closeTo(value, expected[place]!, 1e-12), `${actual}`).toBe(true));
  });

  test.each([1, 1.5, 2, 3, 10, inf])("norm with p = %d is accurate for every magnitude", (p) => {
    const elements = [3, -4, 12];
    const total = p === inf ? 12 : elements.reduce((sum, x) => sum + Math.abs(x) ** p, 0) ** (1 / p);
    for (const scale of [1, 1e-300, 1e300, 1e-5]) {
      const [actual] = call(
        "norm",
        elements.map((x) => x * scale),
        "real",
        p,
      );
      expect(closeTo(actual!, total * scale, 1e-14), `${actual}, not ${total * scale}`).toBe(true);
    }
    expect(call("norm", [], "real", p)).toEqual([0]);
    expect(call("norm", [0, -0], "real", p)).toEqual([0]);
    expect(call("norm", [1, -inf], "real", p)).toEqual([inf]);
    expect(call("norm", [1, NaN], "real", p)).toEqual([NaN]);
  });
});
