import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { complement } from "./complement.ts";
import { differenceOf } from "./distribution.ts";
import { monomialOf, type Product, productWith, ratioOf } from "./monomial.ts";

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

/** `y - y * f(x)`, or a sum of the two, of any y and a function that is odd and has the limits -1 and 1. */
export function restOfOdd(
  b: Build,
  name: "erf" | "tanh" | "over_root",
  y: Node,
  product: Node,
  op: "add" | "sub",
): Node | undefined {
  const odd = productWith(b, product, { [name]: 1 });
  const ratio = odd && ratioOf(odd.others, monomialOf(b, y));
  if (ratio !== 1 && ratio !== -1) return undefined;
  const x = (ratio === 1) === (op === "sub") ? odd!.x : b.neg(odd!.x);
  const rest = complement(b, b.graph.map(name, "real", [x, ...odd!.settings]));
  return rest && b.mul(y, rest);
}

/**
 * `y - y * erfc(x)`, with as many `halves` of erfc: of one, what is left is `y * erfc(-x) / 2`, and of both, `y * erf(x)`.
 */
export function restOfTail(b: Build, y: Node, product: Node, halves: 1 | 2): Node | undefined {
  const tail = withTail(b, product);
  if (tail === undefined || ratioOf(tail.others, monomialOf(b, y)) !== halves) return undefined;
  return b.mul(y, halves === 1 ? b.map("half_erfc", b.neg(tail.x)) : b.map("erf", tail.x));
}

/** Deeper nests of products are left as they are. */
const DEPTH = 8;

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
      const mass = differenceOf(b, "erf", x, y);
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
