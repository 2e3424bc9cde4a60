import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { type Multiple, tailIn } from "./gaussian.ts";
import { isNearly, monomialOf, productOf, ratioOf, rootOf, squareOf } from "./monomial.ts";
import { sumOf, type Term, termsOf } from "./terms.ts";

/** The sum of the terms but for `sign` times the square of x, if that is one of them. */
export function withoutSquare(b: Build, terms: readonly Term[], x: Node, sign: 1 | -1): Node | undefined {
  const square = squareOf(b, monomialOf(b, x));
  const place = terms.findIndex((term) => {
    const ratio = ratioOf(monomialOf(b, term.node), square);
    return ratio !== undefined && isNearly(term.sign * ratio, sign);
  });
  return place < 0 ? undefined : sumOf(b, terms.toSpliced(place, 1));
}

/** What a node is the logarithm of, if that is a multiple of erfc(x) / 2. */
function tailInLog(b: Build, node: Node): Multiple | undefined {
  if (node.kind !== "map") return undefined;
  const x = node.args[0]!;
  switch (node.op) {
    case "log":
      return tailIn(b, x);
    case "log_half_erfc":
      return { factor: 1, x };
    case "log_erfc":
      return { factor: 2, x };
    default:
      return undefined;
  }
}

const SQRT_PI = Math.sqrt(Math.PI);

/**
 * The exponential of `rest - (x^2 + log(erfc(x)))`, or of `rest` plus that, without the two that nearly cancel: by
 * erfc_hazard(x), or erfcx(x).
 */
export function expOfTail(b: Build, exponent: Node): Node | undefined {
  const terms = termsOf(exponent);
  for (const [place, { sign, node }] of terms.entries()) {
    const tail = tailInLog(b, node);
    const rest = tail && withoutSquare(b, terms.toSpliced(place, 1), tail.x, sign);
    if (rest === undefined) continue;
    const { factor, x } = tail!;
    const tailed =
      sign === 1
        ? b.mul(b.real(factor / 2), b.map("erfcx", x))
        : b.mul(b.real(SQRT_PI / factor), b.map("erfc_hazard", x));
    return b.mul(b.exp(rest), tailed);
  }
  return undefined;
}

/** Deeper nests of products and sums are left as they are. */
const DEPTH = 8;

/** A z of which `-z^2` is a term, one of `likely` if that is so, and the sum of the other terms. */
function squareIn(b: Build, terms: readonly Term[], likely: readonly Node[]): { z: Node; rest: Node } | undefined {
  const roots = terms.flatMap(({ sign, node }) => (sign === -1 ? (rootOf(monomialOf(b, node)) ?? []) : []));
  for (const z of [...likely, ...roots.map((root) => productOf(b, root))]) {
    const rest = withoutSquare(b, terms, z, -1);
    if (rest) return { z, rest };
  }
  return undefined;
}

/**
 * A number that is made from `exp(-z^2)` over erf_mass(x, y), without either: both may be too small for a float where their
 * quotient, a density, is not.
 */
export function densityOver(b: Build, node: Node, x: Node, y: Node, depth = DEPTH): Node | undefined {
  if (node.kind !== "map" || depth === 0) return undefined;
  const [p, q] = node.args as [Node, Node];
  const inner = (part: Node) => densityOver(b, part, x, y, depth - 1);
  switch (node.op) {
    case "exp": {
      const square = squareIn(b, termsOf(p), [x, y]);
      if (square === undefined) return undefined;
      return b.mul(b.mul(b.real(SQRT_PI), b.exp(square.rest)), b.map("truncated_density", square.z, x, y));
    }
    case "neg": {
      const negated = inner(p);
      return negated && b.neg(negated);
    }
    case "mul":
    case "div": {
      const first = inner(p);
      if (first) return b.map(node.op, first, q);
      const second = node.op === "mul" ? inner(q) : undefined;
      return second && b.mul(p, second);
    }
    case "add":
    case "sub": {
      const [first, second] = [inner(p), inner(q)];
      return first && second && b.map(node.op, first, second);
    }
    default:
      return undefined;
  }
}
