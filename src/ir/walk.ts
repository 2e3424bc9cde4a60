import { type Node, operands } from "./graph.ts";

/** Every node that `roots` are made from, once each, operands first. Walks without recursion. */
export function postorder(roots: Iterable<Node>): Node[] {
  const seen = new Set<Node>();
  const stack = [...roots];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (seen.has(node)) continue;
    seen.add(node);
    stack.push(...operands(node));
  }
  return [...seen].sort((a, b) => a.id - b.id);
}
