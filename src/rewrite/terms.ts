import { type MapNode, type Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";

/** Longer sums than this are left as they are. */
const MOST_TERMS = 16;

/** A node that a sum adds or subtracts. */
export interface Term {
  readonly sign: 1 | -1;
  readonly node: Node;
}

const opposite = (sign: 1 | -1): 1 | -1 => (sign === 1 ? -1 : 1);

export const negated = (terms: readonly Term[]): readonly Term[] =>
  terms.map(({ sign, node }) => ({ sign: opposite(sign), node }));

/** What a sum is made of; a long one is its own only term. */
export function termsOf(sum: Node): readonly Term[] {
  const whole: Term = { sign: 1, node: sum };
  const terms = [whole];
  for (let at = 0; at < terms.length;) {
    const { sign, node } = terms[at]!;
    const [x, y] = (node.kind === "map" ? node.args : []) as [Node, Node];
    const op = node.kind === "map" ? node.op : undefined;
    if (op === "neg") terms.splice(at, 1, { sign: opposite(sign), node: x });
    else if (op !== "add" && op !== "sub") at++;
    else if (terms.length === MOST_TERMS) return [whole];
    else terms.splice(at, 1, { sign, node: x }, { sign: op === "add" ? sign : opposite(sign), node: y });
  }
  return terms;
}

export function sumOf(b: Build, [first, ...others]: readonly Term[]): Node {
  if (first === undefined) return b.real(0);
  const start = first.sign === 1 ? first.node : b.neg(first.node);
  return others.reduce((sum, { sign, node }) => (sign === 1 ? b.add(sum, node) : b.sub(sum, node)), start);
}

/** The terms without those of a part, and those of the part that were not among them. */
export function apart(terms: readonly Term[], part: readonly Term[]): readonly [rest: Term[], missing: Term[]] {
  const rest = [...terms];
  const missing = part.filter((term) => {
    const at = rest.findIndex(({ sign, node }) => sign === term.sign && node === term.node);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return [rest, missing];
}

/** Deeper nests of choices and products than this are not looked into. */
const DEPTH = 8;

/**
 * `x - y`, without the terms and outside the factors that both have: these would round, and have slopes that cancel. Also where a
 * condition chooses an x or a y, which may be infinite.
 */
export function gapOf(b: Build, x: Node, y: Node, depth = DEPTH): Node {
  if (isInfinite(x)) return x;
  if (isInfinite(y)) return b.neg(y);
  const terms = termsOf(x);
  const [rest, missing] = apart(terms, termsOf(y));
  if (rest.length < terms.length) return b.sub(sumOf(b, rest), sumOf(b, missing));
  if (depth === 0) return b.sub(x, y);
  const gap = (p: Node, q: Node) => gapOf(b, p, q, depth - 1);
  const [p1, p2, p3] = (x.kind === "map" ? x.args : []) as [Node, Node, Node];
  const [q1, q2, q3] = (y.kind === "map" ? y.args : []) as [Node, Node, Node];
  if (x.kind === "map" && x.op === "select") return b.select(p1, gap(p2, y), gap(p3, y));
  if (y.kind === "map" && y.op === "select") return b.select(q1, gap(x, q2), gap(x, q3));
  if (x.kind === "map" && y.kind === "map" && x.op === y.op) {
    if (x.op === "neg") return gap(q1, p1);
    if (x.op === "div" && p2 === q2) return b.div(gap(p1, q1), p2);
    const factor = x.op === "mul" ? x.args.find((arg) => y.args.includes(arg)) : undefined;
    if (factor) return b.mul(factor, gap(otherThan(x, factor), otherThan(y, factor)));
  }
  return b.sub(x, y);
}

const isInfinite = (node: Node): boolean => node.kind === "constant" && Math.abs(node.value) === Infinity;

/** The other operand of a product. */
export const otherThan = ({ args: [x, y] }: MapNode, factor: Node): Node => (x === factor ? y! : x!);
