import type { Node } from "../ir/graph.ts";
import { postorder } from "../ir/walk.ts";
import { folds } from "../ops/folds.ts";
import { operator } from "../ops/index.ts";

/** Whether a condition is one of inputs or options, not of sizes alone. */
const dependsOnCall = (condition: Node): boolean =>
  postorder([condition]).some(({ kind }) => kind === "input" || kind === "option");

/** The conventions for gradients of all operators that a gradient flows through. */
export function conventionsOf(differentiated: ReadonlySet<Node>): readonly string[] {
  const found = new Set<string>();
  for (const node of differentiated) {
    if (node.kind === "map" && node.op === "select" && !dependsOnCall(node.args[0]!)) continue;
    const { convention } =
      node.kind === "map" ? operator(node.op) : node.kind === "fold" ? folds[node.fold] : { convention: undefined };
    if (convention !== undefined) found.add(convention);
  }
  return [...found].sort();
}
