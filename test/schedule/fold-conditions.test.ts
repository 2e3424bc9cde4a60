import { expect, test } from "vitest";
import { Graph, isReduction, type Node, operands } from "../../src/ir/graph.ts";
import { Build } from "../../src/ops/build.ts";
import { foldConditions } from "../../src/schedule/fold-conditions.ts";

test("no fold waits for a condition that is made of it", () => {
  const graph = new Graph();
  const b = new Build(graph);
  const axis = { name: "N", extent: "N" };
  const [w, x, y, z] = ["w", "x", "y", "z"].map((name) =>
    b.sum([axis], graph.input(name, "real", [graph.index(axis)])),
  ) as [Node, Node, Node, Node];
  /** `no`, unless one of two folds is small, which are asked for in turn. */
  const unless = (outer: Node, condition: Node, no: Node) =>
    b.map("fallback", b.lt(outer, b.real(1)), b.real(1), b.map("fallback", b.lt(condition, b.real(2)), b.real(2), no));
  const node = b.add(unless(z, x, y), unless(w, y, x));
  const conditions = foldConditions({
    graph,
    outputs: [{ kind: "value", node }],
    shapes: new Map(["w", "x", "y", "z"].map((name) => [name, ["N"]])),
    axisOrder: [axis],
    names: new Map(),
  });
  const waitsFor = (fold: Node, part: Node | undefined, seen = new Set<Node>()): boolean => {
    if (part === undefined || seen.has(part)) return false;
    if (part === fold) return true;
    seen.add(part);
    const all = isReduction(part) ? [...operands(part), conditions.get(part)] : operands(part);
    return all.some((other) => waitsFor(fold, other, seen));
  };
  for (const [fold, when] of conditions) expect(waitsFor(fold, when)).toBe(false);
});
