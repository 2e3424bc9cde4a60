import type { Node } from "../ir/graph.ts";
import { postorder } from "../ir/walk.ts";
import { operator } from "../ops/index.ts";

/** The value of a node that nothing of a call decides, a bool as 0 or 1. */
export function constantOf(root: Node): number | undefined {
  const known = new Map<Node, number>();
  for (const node of postorder([root])) {
    const value = step(node, known);
    if (value !== undefined) known.set(node, value);
  }
  return known.get(root);
}

function step(node: Node, known: ReadonlyMap<Node, number>): number | undefined {
  if (node.kind === "constant") return node.value;
  if (node.kind !== "map") return undefined;
  const args = node.args.map((arg) => known.get(arg));
  // A branch that is not taken need not be constant.
  if (node.op === "select" && args[0] !== undefined) return args[0] !== 0 ? args[1] : args[2];
  return args.every((arg) => arg !== undefined) ? Number(operator(node.op).meaning(...args)) : undefined;
}
