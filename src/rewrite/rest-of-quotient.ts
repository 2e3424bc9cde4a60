import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { apart, sumOf, termsOf } from "./terms.ts";

/** `v - u` of a sum v that has all the terms of u, and others. */
export function otherTerms(b: Build, u: Node, v: Node): Node | undefined {
  const [rest, missing] = apart(termsOf(v), termsOf(u));
  return missing.length === 0 && rest.length > 0 ? sumOf(b, rest) : undefined;
}

/** `1 - u / v` of a sum v that has all the terms of u: its other terms, over v. */
export function restOfQuotient(b: Build, u: Node, v: Node): Node | undefined {
  const rest = otherTerms(b, u, v);
  return rest && b.div(rest, v);
}
