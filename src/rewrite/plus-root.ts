import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { isSetting } from "./facts.ts";
import {
  divide,
  isNearly,
  type Monomial,
  monomialOf,
  productOf,
  ratioOf,
  rootOf,
  scale,
  squareOf,
  without,
} from "./monomial.ts";
import { hasExponentials } from "./rest-of-quotient.ts";

/** `factor * sqrt(part + c)` */
interface RootOfSum {
  readonly factor: Monomial;
  readonly part: Node;
  readonly c: Node;
}

/** `x + sqrt(x^2 + c)`, or a multiple of it, where x is a node with a sign. */
export function plusRoot(b: Build, sign: 1 | -1, node: Node, root: Node): Node | undefined {
  for (const { factor, part, c } of rootsOfSums(b, root)) {
    const x = divide(scale(sign, monomialOf(b, node)), factor);
    const isSquare = isNearly(ratioOf(monomialOf(b, part), squareOf(b, x)) ?? 0, 1);
    if (isSquare) return b.mul(productOf(b, factor), b.map("plus_root", productOf(b, x), c));
  }
  return undefined;
}

/** `x / sqrt(x^2 + c)`, or a multiple of it by settings. */
export function overRoot(b: Build, node: Node, root: Node): Node | undefined {
  if (isSetting(node) || hasExponentials(root)) return undefined;
  for (const { factor, part, c } of rootsOfSums(b, root)) {
    const x = isSetting(part) ? undefined : rootOf(monomialOf(b, part));
    const multiple = x && divide(divide(monomialOf(b, node), factor), x);
    if (multiple && isNumber(multiple) && [...multiple.powers.keys()].every(isSetting))
      return b.mul(productOf(b, multiple), b.map("over_root", productOf(b, x), c));
    // What has a sign, or is chosen, is no power in the square.
    const own = divide(monomialOf(b, node), factor);
    const ratio = ratioOf(monomialOf(b, part), squareOf(b, own)) ?? 0;
    if (ratio > 0 && Number.isFinite(ratio)) {
      const size = scale(Math.sqrt(ratio), own);
      return b.mul(b.real(1 / Math.sqrt(ratio)), b.map("over_root", productOf(b, size), c));
    }
  }
  return undefined;
}

/** The ways in which a node is a multiple of the root of a sum of two, of which the second is no negative number. */
function rootsOfSums(b: Build, root: Node): readonly RootOfSum[] {
  const product = monomialOf(b, root);
  return [...product.powers].flatMap(([inner, power]) => {
    const factor = without(product, inner);
    if (power !== 0.5 || inner.kind !== "map" || inner.op !== "add" || !isNumber(factor)) return [];
    const [p, q] = inner.args as [Node, Node];
    const ways = [
      { factor, part: p, c: q },
      { factor, part: q, c: p },
    ];
    return ways.filter(({ c }) => c.kind !== "constant" || c.value >= 0);
  });
}

/** Whether constants have not overflowed or cancelled to nothing. */
const isNumber = ({ coefficient }: Monomial): boolean => coefficient !== 0 && Number.isFinite(coefficient);
