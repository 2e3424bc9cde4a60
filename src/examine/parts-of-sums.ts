import type { MapNode, Node } from "../ir/graph.ts";
import { haveSameAxes } from "../ir/type.ts";
import type { Interval } from "../ops/interval.ts";
import { termsOf } from "../rewrite/terms.ts";

/** Deeper terms are not looked through. */
const DEPTH = 8;

type BoundsOf = (node: Node) => Interval;

/**
 * The least that a sum comes to where what is taken away is a part of what is added, as `sum(p * t)` is of `sum(p)` for a t of at
 * most 1: the union of two areas, `sum(p) + sum(t) - sum(p * t)`, is not negative.
 */
export function leastOfSum(sum: MapNode, of: BoundsOf): number {
  const terms = termsOf(sum);
  const taken = terms.flatMap(({ sign, node }) => (sign === -1 ? [node] : []));
  if (taken.length === 0) return -Infinity;
  const rest = terms.flatMap(({ sign, node }) => (sign === 1 ? [node] : []));
  let least = 0;
  for (const term of taken) {
    const at = rest.findIndex((whole) => isAtMost(term, whole, of));
    if (at >= 0) rest.splice(at, 1);
    else least -= of(term).hi;
  }
  return rest.reduce((total, term) => total + of(term).lo, least);
}

/** Whether a number is never larger than another. */
function isAtMost(part: Node, whole: Node, of: BoundsOf, depth = DEPTH): boolean {
  if (part === whole || of(part).hi <= of(whole).lo) return true;
  if (depth === 0) return false;
  const inner = (x: Node, y: Node) => isAtMost(x, y, of, depth - 1);
  const isPositive = (node: Node) => of(node).lo >= 0;
  if (part.kind === "fold" && whole.kind === "fold")
    return (
      part.fold === "sum" &&
      whole.fold === "sum" &&
      haveSameAxes(part.bound, whole.bound) &&
      inner(part.body, whole.body)
    );
  if (whole.kind === "map" && whole.op === "add") {
    const [x, y] = whole.args as [Node, Node];
    if ((isPositive(y) && inner(part, x)) || (isPositive(x) && inner(part, y))) return true;
  }
  if (part.kind !== "map") return false;
  const [x, y, z] = part.args as [Node, Node, Node];
  switch (part.op) {
    case "mul":
      return (
        isPositive(x) && isPositive(y) && ((of(y).hi <= 1 && inner(x, whole)) || (of(x).hi <= 1 && inner(y, whole)))
      );
    case "min":
      return inner(x, whole) || inner(y, whole);
    case "select":
      return inner(y, whole) && inner(z, whole);
    default:
      return false;
  }
}
