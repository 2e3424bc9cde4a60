import type { MapNode, Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { isLogRatio } from "../ops/log-ratio.ts";
import { divide, type Monomial, monomialOf, multiply, productOf, ratioOf, without } from "./monomial.ts";

/** A function of which the difference of two values is known: a distribution function, or an exponential. */
interface Distribution {
  /** The x at which it has a value, which may be infinite; NaN where that is not known. */
  readonly argumentAt: (value: number) => number;
  /** f(x) - f(y), without the difference. */
  readonly difference: (b: Build, x: Node, y: Node) => Node;
}

/** The argument at which a function has its limit at -inf, or at inf. */
const between = (below: number, above: number) => (value: number) =>
  value === below ? -Infinity : value === above ? Infinity : NaN;

const two = (b: Build) => b.real(2);

const DISTRIBUTIONS = {
  sigmoid: {
    argumentAt: (value) => Math.log(value / (1 - value)),
    difference: (b, x, y) => b.map("sigmoid_difference", x, y),
  },
  tanh: {
    argumentAt: Math.atanh,
    difference: (b, x, y) => b.mul(two(b), b.map("sigmoid_difference", b.mul(two(b), x), b.mul(two(b), y))),
  },
  erf: {
    argumentAt: between(-1, 1),
    difference: (b, x, y) => b.mul(two(b), b.map("erf_mass", y, x)),
  },
  half_erfc: {
    argumentAt: between(1, 0),
    difference: (b, x, y) => b.map("erf_mass", x, y),
  },
  exp: {
    argumentAt: Math.log,
    difference: (b, x, y) => b.map("exp_difference", x, y),
  },
} as const satisfies Record<string, Distribution>;

type Name = keyof typeof DISTRIBUTIONS;

/** Deeper nests of choices are left as they are. */
const DEPTH = 8;

const isChoice = (node: Node): node is MapNode => node.kind === "map" && node.op === "select";

/**
 * The argument of a node that is a value of the function. A share of a softmax stays an exponential: its logarithm is known better
 * than its gap to others.
 */
const argumentIn = (node: Node, name: Name): Node | undefined =>
  node.kind === "map" && node.op === name && !isLogRatio(node.args[0]!) ? node.args[0] : undefined;

/** The factors of a product that are there once. */
const factorsOf = ({ powers }: Monomial): readonly Node[] =>
  [...powers].flatMap(([factor, power]) => (power === 1 ? [factor] : []));

/** What a function of the name is multiplied with in a node, or in a branch of a choice in it. */
function othersOf(b: Build, node: Node, name: Name, depth = DEPTH): Monomial | undefined {
  const product = monomialOf(b, node);
  for (const factor of factorsOf(product)) {
    const others = without(product, factor);
    if (argumentIn(factor, name)) return others;
    if (!isChoice(factor) || depth === 0) continue;
    for (const branch of factor.args.slice(1)) {
      const inner = othersOf(b, branch, name, depth - 1);
      if (inner) return multiply(others, inner);
    }
  }
  return undefined;
}

/** The x of which a node is `others` times the function of the name, also where a condition chooses between such and its limits. */
function argumentOf(b: Build, node: Node, name: Name, others: Monomial, depth = DEPTH): Node | undefined {
  const product = monomialOf(b, node);
  const ratio = product.coefficient === 0 ? 0 : ratioOf(product, others);
  if (ratio !== undefined) {
    const x = DISTRIBUTIONS[name].argumentAt(ratio);
    return Number.isNaN(x) ? undefined : b.real(x);
  }
  for (const factor of factorsOf(product)) {
    const rest = without(product, factor);
    const argument = argumentIn(factor, name);
    if (argument && ratioOf(rest, others) === 1) return argument;
    if (!isChoice(factor) || depth === 0) continue;
    const [condition, yes, no] = factor.args as [Node, Node, Node];
    const inner = (branch: Node) => argumentOf(b, branch, name, divide(others, rest), depth - 1);
    const first = inner(yes);
    const second = first && inner(no);
    if (second) return b.select(condition, first, second);
  }
  return undefined;
}

/**
 * `p - q` of two values of such a function, also of one that a condition chooses in place of a limit of the function,
 * as the first and the last of the intervals of a cumulative link have it.
 */
export function differenceOf(b: Build, name: Name, p: Node, q: Node): Node | undefined {
  if (p.kind === "constant" || q.kind === "constant") return undefined;
  const others = othersOf(b, p, name) ?? othersOf(b, q, name);
  const x = others && argumentOf(b, p, name, others);
  const y = x && argumentOf(b, q, name, others);
  return y && b.mul(productOf(b, others), DISTRIBUTIONS[name].difference(b, x, y));
}
