import type { Node } from "../ir/graph.ts";
import { conjuncts } from "../ir/walk.ts";
import type { Build } from "../ops/build.ts";

/** Deeper than this, choices that a condition decides are left to stand. */
const DEPTH = 4;
/** Of a condition with more parts, what more of them decide is left to stand: or long conditions would take quadratic time. */
const MOST_PARTS = 64;
const ARITHMETIC = new Set(["add", "sub", "mul", "div", "neg", "select"]);
const LOGIC = new Set(["and", "or", "not"]);

/** What is known of conditions. */
interface Facts {
  readonly holds: ReadonlySet<Node>;
  readonly fails: ReadonlySet<Node>;
}

/** `node` where `condition` holds, or fails: choices by its parts are made. */
export function assume(b: Build, node: Node, condition: Node, holds: boolean): Node {
  const facts = holds
    ? { holds: new Set(conjuncts(condition, MOST_PARTS)), fails: new Set<Node>() }
    : { holds: new Set<Node>(), fails: new Set([condition]) };
  return under(b, node, facts, DEPTH);
}

function under(b: Build, node: Node, facts: Facts, depth: number): Node {
  if (depth === 0 || node.kind !== "map" || !ARITHMETIC.has(node.op)) return node;
  const args = node.args.map((arg) =>
    arg.type === "bool" ? decided(b, arg, facts, DEPTH) : under(b, arg, facts, depth - 1),
  );
  return args.every((arg, i) => arg === node.args[i]) ? node : b.map(node.op, ...args);
}

/** What is left of a condition. */
function decided(b: Build, condition: Node, facts: Facts, depth: number): Node {
  if (facts.holds.has(condition)) return b.graph.bool(true);
  if (facts.fails.has(condition)) return b.graph.bool(false);
  if (depth === 0 || condition.kind !== "map" || !LOGIC.has(condition.op)) return condition;
  const args = condition.args.map((arg) => decided(b, arg, facts, depth - 1));
  return args.every((arg, i) => arg === condition.args[i]) ? condition : b.map(condition.op, ...args);
}
