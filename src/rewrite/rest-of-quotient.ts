import type { Node } from "../ir/graph.ts";
import { postorder } from "../ir/walk.ts";
import type { Build } from "../ops/build.ts";
import { isSetting } from "./facts.ts";
import { apart, sumOf, termsOf } from "./terms.ts";

/** `v - u` of a sum v that has all the terms of u, and others. */
export function otherTerms(b: Build, u: Node, v: Node): Node | undefined {
  const [rest, missing] = apart(termsOf(v), termsOf(u));
  return missing.length === 0 && rest.length > 0 ? sumOf(b, rest) : undefined;
}

/** `1 - u / v` of a sum v that has all the terms of u: its other terms, over v. */
export function restOfQuotient(b: Build, quotient: Node): Node | undefined {
  if (quotient.kind !== "map") return undefined;
  const [x, y] = quotient.args as [Node, Node];
  if (quotient.op === "portion") return b.map("portion", y, x);
  const rest = quotient.op === "div" ? otherTerms(b, x, y) : undefined;
  return rest && b.div(rest, y);
}

/** `u / v` of a sum v that has u as a term, and others. */
export function portionOf(b: Build, u: Node, v: Node): Node | undefined {
  const terms = termsOf(v);
  const others = terms.filter(({ sign, node }) => sign !== 1 || node !== u);
  if (isSetting(u) || others.length === 0 || others.length !== terms.length - 1 || hasExponentials(v)) return undefined;
  return b.map("portion", u, sumOf(b, others));
}

/** What may overflow: the quotient of two such is no number, though their other terms may be 0. */
export const hasExponentials = (node: Node): boolean =>
  postorder([node]).some((part) => part.kind === "map" && ["exp", "expm1", "sinh", "cosh"].includes(part.op));
