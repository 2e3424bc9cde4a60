import { isConstant, type MapNode, type Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { type Monomial, monomialOf, ratioOf, without } from "./monomial.ts";

/** A product of a function of `x` and other factors. */
interface Product {
  readonly x: Node;
  readonly others: Monomial;
}

/** A node as a product of other factors and one of the functions, which is itself so many times the one that is meant. */
function productWith(b: Build, node: Node, functions: Readonly<Record<string, number>>): Product | undefined {
  const { coefficient, powers } = monomialOf(b, node);
  const isFunction = ([factor, power]: readonly [Node, number]) =>
    power === 1 && factor.kind === "map" && functions[factor.op] !== undefined;
  const [found, ...more] = [...powers].filter(isFunction);
  if (found === undefined || more.length > 0) return undefined;
  const { op, args } = found[0] as MapNode;
  return { x: args[0]!, others: without({ coefficient: coefficient * functions[op]!, powers }, found[0]) };
}

const withErf = (b: Build, node: Node): Product | undefined => productWith(b, node, { erf: 1 });
export const withTail = (b: Build, node: Node): Product | undefined => productWith(b, node, { half_erfc: 1, erfc: 2 });

/** A constant times a function of a node. */
export interface Multiple {
  readonly factor: number;
  readonly x: Node;
}

const multiple = (product: Product | undefined): Multiple | undefined =>
  product?.others.powers.size === 0 ? { factor: product.others.coefficient, x: product.x } : undefined;

/** A node as a multiple of erf(x). */
export const erfIn = (b: Build, node: Node): Multiple | undefined => multiple(withErf(b, node));

/** A node as a multiple of erfc(x) / 2. */
export const tailIn = (b: Build, node: Node): Multiple | undefined => multiple(withTail(b, node));

/** `y - y * erf(x) = 2 * y * (erfc(x) / 2)` of any y, or of a sum `y + y * erf(x)`. */
export function restOfErf(b: Build, y: Node, product: Node, op: "add" | "sub"): Node | undefined {
  const erf = withErf(b, product);
  const ratio = erf && ratioOf(erf.others, monomialOf(b, y));
  if (ratio !== 1 && ratio !== -1) return undefined;
  const x = (ratio === 1) === (op === "sub") ? erf!.x : b.neg(erf!.x);
  return b.mul(y, b.mul(b.real(2), b.map("half_erfc", x)));
}

/** `y - y * erfc(x) / 2 = y * erfc(-x) / 2` of any y. */
export function restOfTail(b: Build, y: Node, product: Node): Node | undefined {
  const tail = withTail(b, product);
  const ratio = tail && ratioOf(tail.others, monomialOf(b, y));
  return ratio === 1 ? b.mul(y, b.map("half_erfc", b.neg(tail!.x))) : undefined;
}

/** `y - y * erfc(x) = y * erf(x)` of any y. */
export function erfOfTail(b: Build, y: Node, product: Node): Node | undefined {
  const tail = withTail(b, product);
  const ratio = tail && ratioOf(tail.others, monomialOf(b, y));
  return ratio === 2 ? b.mul(y, b.map("erf", tail!.x)) : undefined;
}

/** Deeper nests of choices and products are left as they are. */
const DEPTH = 8;

/** The x of which a node is erfc(x) / 2, also where a condition chooses between such, 0 and 1. */
function boundOf(b: Build, node: Node, depth = DEPTH): Node | undefined {
  if (isConstant(node, 0)) return b.real(Infinity);
  if (isConstant(node, 1)) return b.real(-Infinity);
  const tail = tailIn(b, node);
  if (tail) return tail.factor === 1 ? tail.x : undefined;
  if (node.kind !== "map" || node.op !== "select" || depth === 0) return undefined;
  const [condition, yes, no] = node.args as [Node, Node, Node];
  const [p, q] = [boundOf(b, yes, depth - 1), boundOf(b, no, depth - 1)];
  return p && q && b.select(condition, p, q);
}

/** Whether a choice is one between erfc(x) / 2 and something else. */
const choosesTail = (b: Build, node: Node, depth = DEPTH): boolean =>
  tailIn(b, node) !== undefined ||
  (node.kind === "map" &&
    node.op === "select" &&
    depth > 0 &&
    node.args.slice(1).some((branch) => choosesTail(b, branch, depth - 1)));

/** The difference of two values of erf, erfc or a normal distribution function, as what is between their arguments. */
export function massBetween(b: Build, p: Node, q: Node): Node | undefined {
  const mass = (factor: number, x: Node, y: Node) => b.mul(b.real(factor), b.map("erf_mass", x, y));
  const [x, y] = [tailIn(b, p), tailIn(b, q)];
  if (x && y) return x.factor === y.factor ? mass(x.factor, x.x, y.x) : undefined;
  const [to, from] = [erfIn(b, p), erfIn(b, q)];
  if (from && to) return from.factor === to.factor ? mass(2 * to.factor, from.x, to.x) : undefined;
  if (p.kind === "constant" || q.kind === "constant" || !(choosesTail(b, p) || choosesTail(b, q))) return undefined;
  const [lower, upper] = [boundOf(b, p), boundOf(b, q)];
  return lower && upper && b.map("erf_mass", lower, upper);
}

/** A product of erf_mass of two bounds and other factors. */
export function massIn(
  b: Build,
  node: Node,
  depth = DEPTH,
): { readonly bounds: readonly [Node, Node]; readonly others: Node } | undefined {
  if (node.kind !== "map" || depth === 0) return undefined;
  const [x, y] = node.args as [Node, Node];
  const within = (part: Node, join: (others: Node) => Node) => {
    const inner = massIn(b, part, depth - 1);
    return inner && { bounds: inner.bounds, others: join(inner.others) };
  };
  switch (node.op) {
    case "erf_mass":
      return { bounds: [x, y], others: b.real(1) };
    case "sub": {
      const mass = massBetween(b, x, y);
      return mass && within(mass, (others) => others);
    }
    case "mul":
      return within(y, (others) => b.mul(x, others)) ?? within(x, (others) => b.mul(others, y));
    case "div":
      return within(x, (others) => b.div(others, y));
    default:
      return undefined;
  }
}
