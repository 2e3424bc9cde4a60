import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";

/** Longer sums than this are left as they are. */
const MOST_TERMS = 16;

/** `1 - u / v` of a sum v that has all the terms of u: its other terms, over v. */
export function restOfQuotient(b: Build, u: Node, v: Node): Node | undefined {
  const rest = termsOf(v);
  for (const term of termsOf(u)) {
    const at = rest.indexOf(term);
    if (at < 0) return undefined;
    rest.splice(at, 1);
  }
  const [first, ...others] = rest;
  return (
    first &&
    b.div(
      others.reduce((sum, term) => b.add(sum, term), first),
      v,
    )
  );
}

/** What a sum adds up; a long one is its own only term. */
function termsOf(sum: Node): Node[] {
  const terms = [sum];
  for (let at = 0; at < terms.length;) {
    const term = terms[at]!;
    if (term.kind !== "map" || term.op !== "add") at++;
    else if (terms.length === MOST_TERMS) return [sum];
    else terms.splice(at, 1, ...term.args);
  }
  return terms;
}
