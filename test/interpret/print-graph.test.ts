import { expect, test } from "vitest";
import { Graph, type Node } from "../../src/ir/graph.ts";
import { printGraph } from "../../src/ir/print-graph.ts";
import { Build } from "../../src/ops/build.ts";

const graph = new Graph();
const b = new Build(graph);
const [N, C] = [graph.axis("N"), graph.axis("C")];
const x = graph.input("x", "real", [graph.index(N), graph.index(C)]);
const y = graph.input("y", "real", [graph.index(N)]);
const m = graph.option("margin", "real");

function line(node: Node): string {
  return printGraph([{ name: "r", node }]).trimEnd();
}

test("operators are infix, with brackets where they are needed", () => {
  expect(line(b.mul(b.add(m, b.real(1)), b.sub(m, b.sub(m, b.real(0.5)))))).toBe(
    "r: real = (margin + 1.0) * (margin - (margin - 0.5))",
  );
  expect(line(b.neg(b.pow(b.neg(m), b.real(-2))))).toBe("r: real = -(-margin) ^ -2.0");
  expect(line(b.not(b.and(b.lt(m, b.real(Infinity)), b.or(b.eq(m, m), b.bool(true)))))).toBe(
    "r: bool = not (margin < inf and (margin == margin or true))",
  );
  expect(line(b.add(b.real(1), b.select(b.gt(m, b.real(0)), m, b.real(-0))))).toBe(
    "r: real = 1.0 + (if margin > 0.0 then margin else -0.0)",
  );
});

test("axes, folds, inputs and ints are shown", () => {
  const chosen = graph.input("x", "real", [
    graph.index(N),
    b.map("checked_index", b.add(graph.index(N), b.int(1)), graph.size("C")),
  ]);
  expect(line(b.sum([N], b.max(chosen, y)))).toBe(
    "r: real = sum[N](max(x[N, checked_index(index(N) + 1, size(C))], y[N]))",
  );
  expect(line(b.select(graph.present("x"), x, b.toReal(graph.index(C))))).toBe(
    "r: real[C, N] = if present(x) then x[N, C] else real(index(C))",
  );
});

test("what is used twice or long or named is bound", () => {
  const shared = b.exp(x);
  const named = b.sum([C], shared);
  const root = b.div(shared, named);
  expect(printGraph([{ name: "softmax", node: root }], new Map([[named, "total"]]))).toBe(
    [
      "let t1: real[C, N] = exp(x[N, C])",
      "let total: real[N] = sum[C](t1)",
      "softmax: real[C, N] = t1 / total",
      "",
    ].join("\n"),
  );
});

test("a chain of 100,000 terms prints in lines of bounded length", () => {
  let sum: Node = m;
  for (let term = 0; term < 100_000; term++) sum = b.add(sum, b.real(term % 2));
  const lines = line(sum).split("\n");
  expect(Math.max(...lines.map((text) => text.length))).toBeLessThan(150);
});
