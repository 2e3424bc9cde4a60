import { type Node, operands } from "../ir/graph.ts";
import { postorder } from "../ir/walk.ts";

/** Conditions that are known to hold (true) or to fail (false). */
export type Facts = ReadonlyMap<Node, boolean>;

export const NO_FACTS: Facts = new Map();

/** More facts than this are not kept along: what is known then is less, never wrong. */
const MOST_FACTS = 64;

/** `facts`, and that `condition` holds or fails, with its parts where they are certain too. */
export function withFact(facts: Facts, condition: Node, holds: boolean): Facts {
  const more = new Map(facts);
  const stack: [Node, boolean][] = [[condition, holds]];
  while (stack.length > 0 && more.size < MOST_FACTS) {
    const [node, truth] = stack.pop()!;
    more.set(node, truth);
    if (node.kind !== "map") continue;
    const [x, y, z] = node.args as [Node, Node, Node];
    const isBool = (arg: Node, value: boolean) => arg.kind === "constant" && arg.value === Number(value);
    if (node.op === "not") stack.push([x, !truth]);
    // `a and b` is written as `if a then b else false`, `a or b` as `if a then true else b`.
    const both = node.op === "and" || (node.op === "select" && isBool(z, false));
    const either = node.op === "or" || (node.op === "select" && isBool(y, true));
    if (both && truth) stack.push([x, true], [y, true]);
    if (either && !truth) stack.push([x, false], [node.op === "or" ? y : z, false]);
  }
  return more;
}

/** What is known wherever a node below the roots is needed: what holds at all of its uses. */
export function factsAtUses(roots: readonly Node[]): ReadonlyMap<Node, Facts> {
  const known = new Map<Node, Facts>(roots.map((root) => [root, NO_FACTS]));
  const meet = (node: Node, facts: Facts) => {
    const before = known.get(node);
    if (before === undefined) known.set(node, facts);
    else if (before !== facts && before.size > 0)
      known.set(node, new Map([...before].filter(([condition, holds]) => facts.get(condition) === holds)));
  };
  for (const node of postorder(roots).reverse()) {
    const facts = known.get(node)!;
    if (node.kind === "map" && (node.op === "select" || node.op === "fallback")) {
      const [condition, yes, no] = node.args as [Node, Node, Node];
      meet(condition, facts);
      meet(yes, withFact(facts, condition, true));
      meet(no, withFact(facts, condition, false));
    } else if (node.kind === "map" && (node.op === "and" || node.op === "or")) {
      const [first, second] = node.args as [Node, Node];
      meet(first, facts);
      meet(second, withFact(facts, first, node.op === "and"));
    } else {
      // Below a fold or a scan, its axes run over all positions: what is known of one is not known of each.
      const over = node.kind === "fold" ? node.bound : node.kind === "scan" || node.kind === "read" ? [node.axis] : [];
      const inside = [...facts].filter(([{ axes }]) => !axes.some((axis) => over.includes(axis)));
      const below = inside.length === facts.size ? facts : new Map(inside);
      for (const operand of operands(node)) meet(operand, below);
    }
  }
  return known;
}
