import type { Node } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import type { Build } from "./build.ts";

/** A position that visits each one along an axis once: that of the axis itself, or the one that is as far from its end. */
export interface AxisPosition {
  readonly axis: Axis;
  readonly mirrored: boolean;
}

/** The position that is as far from the end of an axis as its own is from the start. */
export const mirror = (b: Build, axis: Axis): Node =>
  b.sub(b.sub(b.graph.size(axis.extent), b.int(1)), b.graph.index(axis));

/** A position in the shortest words. */
export function plainPosition(b: Build, position: Node): Node {
  if (position.kind === "index") return position;
  const along = axisPosition(position);
  if (along === undefined) return position;
  return along.mirrored ? mirror(b, along.axis) : b.graph.index(along.axis);
}

/** Longer sums are not looked into. */
const DEPTH = 8;

/** Recognises `index(A)` and `size(A) - 1 - index(A)` in any order of terms. */
export function axisPosition(position: Node): AxisPosition | undefined {
  const terms = new Map<Node | undefined, number>();
  if (!addTerms(position, 1, terms, DEPTH)) return undefined;
  const constant = terms.get(undefined) ?? 0;
  const present = [...terms].filter(([node, factor]) => node !== undefined && factor !== 0);
  const index = present.find(([node]) => node?.kind === "index");
  if (index?.[0]?.kind !== "index") return undefined;
  const [{ axis }, factor] = index as [Node & { readonly kind: "index" }, number];
  if (factor === 1 && constant === 0 && present.length === 1) return { axis, mirrored: false };
  const size = present.find(([node]) => node?.kind === "size" && node.extent === axis.extent);
  return factor === -1 && constant === -1 && size?.[1] === 1 && present.length === 2
    ? { axis, mirrored: true }
    : undefined;
}

/** Adds up how often each size and index stands in a sum, and its constant. False where there is anything else in it. */
function addTerms(node: Node, factor: number, terms: Map<Node | undefined, number>, depth: number): boolean {
  if (depth === 0) return false;
  const add = (key: Node | undefined, amount: number) => terms.set(key, (terms.get(key) ?? 0) + amount);
  switch (node.kind) {
    case "constant":
      add(undefined, factor * node.value);
      return true;
    case "size":
    case "index":
      add(node, factor);
      return true;
    case "map": {
      const [x, y] = node.args as [Node, Node];
      if (node.type !== "int") return false;
      if (node.op === "neg") return addTerms(x, -factor, terms, depth - 1);
      if (node.op !== "add" && node.op !== "sub") return false;
      return (
        addTerms(x, factor, terms, depth - 1) && addTerms(y, node.op === "add" ? factor : -factor, terms, depth - 1)
      );
    }
    default:
      return false;
  }
}
