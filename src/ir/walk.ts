import { type Node, operands } from "./graph.ts";

/** Every node that `roots` are made from, once each, operands first, but for those in `seen`. Walks without recursion. */
export function postorder(roots: Iterable<Node>, seen: Set<Node> = new Set()): Node[] {
  const found: Node[] = [];
  const stack = [...roots];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (seen.has(node)) continue;
    seen.add(node);
    found.push(node);
    for (const operand of operands(node)) if (!seen.has(operand)) stack.push(operand);
  }
  return inOrder(found);
}

/** Nodes in the order in which they were made. Mostly they are many of few, and then a list by id is faster than to sort. */
function inOrder(nodes: Node[]): Node[] {
  let [least, most] = [Infinity, -Infinity];
  for (const { id } of nodes) {
    least = Math.min(least, id);
    most = Math.max(most, id);
  }
  const sorted = () => nodes.sort((a, b) => a.id - b.id);
  if (most - least > 8 * nodes.length) return sorted();
  const places: (Node | undefined)[] = [];
  for (let id = least; id <= most; id++) places.push(undefined);
  for (const node of nodes) places[node.id - least] = node;
  const ordered = places.filter((node) => node !== undefined);
  // Nodes of two graphs may have one id, which is for the verifier to say.
  return ordered.length === nodes.length ? ordered : sorted();
}

/** The parts of a condition that all hold where it does, from left to right; not more than `most`. */
export function conjuncts(condition: Node, most = Infinity): readonly Node[] {
  const parts: Node[] = [];
  const stack = [condition];
  while (stack.length > 0 && parts.length < most) {
    const part = stack.pop()!;
    if (part.kind === "map" && part.op === "and") stack.push(part.args[1]!, part.args[0]!);
    else parts.push(part);
  }
  return parts;
}
