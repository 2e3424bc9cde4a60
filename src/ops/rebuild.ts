import { type Node, operands } from "../ir/graph.ts";
import { postorder } from "../ir/walk.ts";
import type { Build } from "./build.ts";

/** `node` made again from other operands. It keeps its place in the source. */
export function rebuild(b: Build, node: Node, from: readonly Node[]): Node {
  const known = b.known(node);
  if (known !== undefined && operands(node).every((operand, i) => operand === from[i])) return known;
  const made = remake(b, node, from);
  b.graph.setPlace(made, b.graph.placeOf(node));
  return made;
}

function remake(b: Build, node: Node, from: readonly Node[]): Node {
  switch (node.kind) {
    case "map": {
      const made = b.map(node.op, ...from);
      const spellings = b.graph.spellingsOf(node);
      if (made !== node && spellings.length > 0) b.graph.spell(made, ...spellings);
      return made;
    }
    case "fold":
      return b.fold(node.fold, node.bound, from[0]!);
    case "scan":
      return b.scan(node.fold, node, from[0]!, from[1]);
    case "read": {
      const [of, at] = from as [Node, Node];
      // A schedule reads the vectors that folds are kept in.
      return node.of.kind === "fold" && of.kind === "fold"
        ? b.graph.read(of, node.axis, at)
        : b.read(of, node.axis, at);
    }
    case "input":
      return b.input(node.input, node.type, from);
    default:
      return node;
  }
}

/** Everything below `roots` made again, operands first, with the nodes of `replaced` exchanged. `onNode` is told of each before. */
export function rebuildAll(
  b: Build,
  roots: Iterable<Node>,
  replaced: ReadonlyMap<Node, Node> = new Map(),
  onNode: (node: Node) => void = () => {},
): (node: Node) => Node {
  const done = new Map<Node, Node>(replaced);
  for (const node of postorder(roots)) {
    if (done.has(node)) continue;
    onNode(node);
    done.set(
      node,
      rebuild(
        b,
        node,
        operands(node).map((operand) => done.get(operand)!),
      ),
    );
  }
  return (node) => done.get(node)!;
}
