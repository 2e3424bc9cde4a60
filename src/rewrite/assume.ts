import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";

/** Deeper than this, choices that a condition decides are left to stand. */
const DEPTH = 4;
const ARITHMETIC = new Set(["add", "sub", "mul", "div", "neg", "select"]);

/** `node` where `condition` holds: choices by its parts are made. */
export function assume(b: Build, node: Node, condition: Node): Node {
  return under(b, node, new Set(conjuncts(condition)), DEPTH);
}

function under(b: Build, node: Node, facts: ReadonlySet<Node>, depth: number): Node {
  if (depth === 0 || node.kind !== "map" || !ARITHMETIC.has(node.op)) return node;
  if (node.op === "select") {
    const [condition, yes] = node.args as [Node, Node, Node];
    return conjuncts(condition).every((part) => facts.has(part)) ? under(b, yes, facts, depth) : node;
  }
  const args = node.args.map((arg) => under(b, arg, facts, depth - 1));
  return args.every((arg, i) => arg === node.args[i]) ? node : b.map(node.op, ...args);
}

function conjuncts(condition: Node): readonly Node[] {
  return condition.kind === "map" && condition.op === "and" ? condition.args.flatMap(conjuncts) : [condition];
}
