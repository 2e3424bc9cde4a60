import { describe, expect, test } from "vitest";
import { Graph, type Node, opposite } from "../../src/ir/graph.ts";
import { verifyGraph } from "../../src/ir/verify-graph.ts";
import { Build } from "../../src/ops/build.ts";
import { operators } from "../../src/ops/index.ts";

const graph = new Graph();
const b = new Build(graph);
const [N, C] = [graph.axis("N"), graph.axis("C")];
const x = graph.input("x", "real", [graph.index(N), graph.index(C)]);
const verify = (...roots: Node[]) => verifyGraph(roots, operators);

describe("verifyGraph", () => {
  test("what Build makes is right", () => {
    const chosen = b.select(b.lt(x, b.int(0)), graph.index(C), x);
    const folded = b.fold("logsumexp", [C], b.add(chosen, graph.size("C")));
    verify(b.fold("any", [N], b.and(b.eq(folded, folded), b.eq(b.bool(true), graph.present("x")))));
    const run = { axis: C, reversed: false, exclusive: false };
    verify(b.scan("sum", opposite(run), b.scan("logsumexp", run, x), x), b.scan("sum", run, b.real(1), x));
    verify(b.fold("max", [C], b.select(b.lt(graph.index(C), b.int(2)), graph.index(C), b.int(-Infinity))));
  });

  test.each<[string, Node]>([
    ["no such operator", graph.map("nothing", "real", [x])],
    ["2 arguments expected, 1 given", graph.map("add", "real", [x])],
    ["arguments expected: real, real", graph.map("add", "real", [x, graph.index(C)])],
    ["arguments expected: bool, real, real", graph.map("select", "real", [b.bool(true), x, graph.index(C)])],
    ["arguments expected: bool, bool", graph.map("and", "bool", [b.bool(true), graph.index(C)])],
    ["its type is int, expected real", graph.map("div", "int", [x, x])],
    ["its type is real, expected bool", graph.map("lt", "real", [x, x])],
    ["a body of real expected", graph.fold("logsumexp", [C], graph.index(C))],
    ["a body of bool expected", graph.fold("all", [C], graph.index(C))],
    ["only a sum of reals has an exponent", graph.scan("max", { axis: C, reversed: false, exclusive: false }, x, x)],
    ["a position is not an int", graph.input("y", "real", [x])],
    ["0.5 is no int", graph.int(0.5)],
    ["2 is no bool", graph.constant(2, "bool")],
    ["its axes are [], expected [C, N]", { ...b.exp(x), axes: [] } as Node],
    ["its axes are [N, C], expected [C, N]", { ...b.exp(x), axes: [N, C] } as Node],
    ["an operand is not older", { ...b.exp(x), id: x.id - 1 } as Node],
  ])("%s", (message, node) => {
    expect(() => verify(node)).toThrow(message);
  });

  test("graphs may not be mixed", () => {
    const other = new Graph();
    const index = other.index(other.axis("K"));
    expect(() => verify(x, index)).toThrow("two graphs are mixed");
    const filler = Array.from({ length: 1000 }, (_, value) => other.int(value));
    expect(filler).toHaveLength(1000);
    expect(() => verify(x, other.index(other.axis("N")))).toThrow("two axes are called N");
  });

  test("a chain of 100,000 terms takes linear time", () => {
    let sum: Node = x;
    for (let term = 0; term < 100_000; term++) sum = b.add(sum, b.real(term % 2));
    verify(sum);
  });
});
