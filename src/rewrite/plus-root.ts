import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import {
  divide,
  isNearly,
  type Monomial,
  monomialOf,
  productOf,
  ratioOf,
  scale,
  squareOf,
  without,
} from "./monomial.ts";

/** `x + sqrt(x^2 + c)`, or a multiple of it, where x is a node with a sign. */
export function plusRoot(b: Build, sign: 1 | -1, node: Node, root: Node): Node | undefined {
  const product = monomialOf(b, root);
  for (const [inner, power] of product.powers) {
    if (power !== 0.5 || inner.kind !== "map" || inner.op !== "add") continue;
    const factor = without(product, inner);
    const x = divide(scale(sign, monomialOf(b, node)), factor);
    const c = beside(b, inner.args as [Node, Node], x);
    if (c && isNumber(factor)) return b.mul(productOf(b, factor), b.map("plus_root", productOf(b, x), c));
  }
  return undefined;
}

/** What a sum of two has beside the square of x, if that is no negative number. */
function beside(b: Build, [p, q]: readonly [Node, Node], x: Monomial): Node | undefined {
  const isSquare = (node: Node) => isNearly(ratioOf(monomialOf(b, node), squareOf(b, x)) ?? 0, 1);
  const c = isSquare(p) ? q : isSquare(q) ? p : undefined;
  return c?.kind === "constant" && c.value < 0 ? undefined : c;
}

/** Whether constants have not overflowed or cancelled to nothing. */
const isNumber = ({ coefficient }: Monomial): boolean => coefficient !== 0 && Number.isFinite(coefficient);
