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
    stack.push(...operands(node));
  }
  return found.sort((a, b) => a.id - b.id);
}
