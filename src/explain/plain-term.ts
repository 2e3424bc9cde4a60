import type { Node } from "../ir/graph.ts";
import type { Names } from "./names.ts";
import { atom, LEFT_OUT, type Term } from "./term.ts";
import { element, viewOf } from "./view.ts";

/** Deeper and longer parts are left out. */
const DEPTH = 8;
const LONGEST = 90;

const leftOut = atom(LEFT_OUT);

/** A node as a term of its own, without definitions: short, with what is far inside left out. */
export function plainTerm(root: Node, names: Names, named: ReadonlyMap<Node, string> = new Map()): Term {
  const term = (node: Node, depth: number): Term => {
    const name = named.get(node);
    if (name !== undefined && depth > 0)
      return element(
        name,
        names.ordered(node.axes).map((axis) => atom(names.index(axis))),
      );
    if (depth === DEPTH) return leftOut;
    const { parts, write } = viewOf(node, names);
    const made = write(parts.map((part) => term(part, depth + 1)));
    return made.text.length > LONGEST && depth > 0 ? leftOut : made;
  };
  return term(root, 0);
}
