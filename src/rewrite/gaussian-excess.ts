import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { withoutSquare } from "./gaussian-quotient.ts";
import { withTail } from "./gaussian.ts";
import { isNearly, monomialOf, multiply, productOf, ratioOf, scale, without } from "./monomial.ts";
import { termsOf } from "./terms.ts";

/**
 * `k * (exp(-x^2) / sqrt(pi) - x * erfc(x))` of any factor k, as a multiple of ierfc(x): what a normal number exceeds a bound by
 * on the average, as in an expected improvement. For a negative x, where nothing cancels, the terms stay: so do their slopes in k. The
 * sign is that of the second term.
 */
export function excessOf(b: Build, density: Node, tail: Node, sign: 1 | -1): Node | undefined {
  const product = withTail(b, tail);
  if (product === undefined) return undefined;
  const all = monomialOf(b, density);
  for (const [factor, power] of all.powers) {
    if (power !== 1 || factor.kind !== "map" || factor.op !== "exp") continue;
    const rest = withoutSquare(b, termsOf(factor.args[0]!), product.x, -1);
    if (rest?.kind !== "constant") continue;
    const k = scale(Math.sqrt(Math.PI) * Math.exp(rest.value), without(all, factor));
    const ratio = ratioOf(scale(sign, product.others), multiply(k, monomialOf(b, product.x)));
    if (ratio === undefined || !isNearly(ratio, -2)) continue;
    const excess = b.mul(productOf(b, k), b.map("ierfc", product.x));
    return b.select(
      b.gt(product.x, b.real(0)),
      excess,
      b.graph.map(sign === 1 ? "add" : "sub", "real", [density, tail]),
    );
  }
  return undefined;
}
