import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";

/** Deeper than this, choices that a condition decides are left to stand. */
const DEPTH = 4;
const ARITHMETIC = new Set(["add", "sub", "mul", "div", "neg", "select"]);

/** What is known of conditions. */
interface Facts {
  readonly holds: ReadonlySet<Node>;
  readonly fails: ReadonlySet<Node>;
}

/** `node` where `condition` holds, or fails: choices by its parts are made. */
export function assume(b: Build, node: Node, condition: Node, holds: boolean): Node {
  const facts = holds
    ? { holds: new Set(conjuncts(condition)), fails: new Set<Node>() }
    : { holds: new Set<Node>(), fails: new Set([condition]) };
  return under(b, node, facts, DEPTH);
}

function under(b: Build, node: Node, facts: Facts, depth: number): Node {
  if (depth === 0 || node.kind !== "map" || !ARITHMETIC.has(node.op)) return node;
  if (node.op === "select") {
    const [condition, yes, no] = node.args as [Node, Node, Node];
    const parts = conjuncts(condition);
    if (parts.every((part) => facts.holds.has(part))) return under(b, yes, facts, depth);
    return facts.fails.has(condition) || parts.some((part) => facts.fails.has(part))
      ? under(b, no, facts, depth)
      : node;
  }
  const args = node.args.map((arg) => under(b, arg, facts, depth - 1));
  return args.every((arg, i) => arg === node.args[i]) ? node : b.map(node.op, ...args);
}

function conjuncts(condition: Node): readonly Node[] {
  return condition.kind === "map" && condition.op === "and" ? condition.args.flatMap(conjuncts) : [condition];
}
