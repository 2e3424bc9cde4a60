import { interpret } from "../../src/interpret/interpret.ts";
import { Graph, type Node } from "../../src/ir/graph.ts";
import type { Scalar } from "../../src/ir/type.ts";
import { Build } from "../../src/ops/build.ts";

/**
 * Nodes made from arguments `x0`, `x1`, ... of the given types, evaluated for each row of arguments:
 * one column of results a node.
 */
export function overRows(
  types: readonly Scalar[],
  rows: readonly (readonly number[])[],
  build: (b: Build, args: Node[]) => readonly Node[],
): Float64Array[] {
  const graph = new Graph();
  const b = new Build(graph);
  const axis = graph.axis("Rows");
  const nodes = build(
    b,
    types.map((type, place) => graph.input(`x${place}`, type, [graph.index(axis)])),
  );
  const { values } = interpret(nodes, {
    sizes: new Map([["Rows", rows.length]]),
    inputs: new Map(
      types.map((_, place) => [`x${place}`, { data: rows.map((row) => row[place]!), shape: [rows.length] }]),
    ),
    options: new Map(),
    present: new Set(),
  });
  return nodes.map((node) => values(node, [axis]));
}
