import { isConstant, type FoldNode, type MapNode, type Node } from "../ir/graph.ts";
import { postorder } from "../ir/walk.ts";
import type { Build } from "../ops/build.ts";
import { isNonNegative, range } from "./facts.ts";
import { apart, gapOf, type Term, termsOf } from "./terms.ts";

/** A product of a weight of any sign and an exponential. */
interface Weighted {
  readonly weight: Node;
  readonly exponent: Node;
}

/** The logarithm of what is made from exponentials. */
type Log = (node: Node) => Node | undefined;

/** Longer products than this are not looked into. */
const DEPTH = 8;

/** An exponential, with a weight of 1 if it has none. */
function weighted(b: Build, node: Node, log: Log, depth = DEPTH): Weighted | undefined {
  const exponent = isNonNegative(node) ? log(node) : undefined;
  return exponent ? { weight: b.real(1), exponent } : weightedExponential(b, node, log, depth);
}

/** A product of which a factor is made from exponentials, while another, or what it is divided by, is not or may be negative. */
export function weightedExponential(b: Build, node: Node, log: Log, depth = DEPTH): Weighted | undefined {
  if (node.kind !== "map" || depth === 0) return undefined;
  const part = (factor: Node) => weighted(b, factor, log, depth - 1);
  const [x, y] = node.args as [Node, Node];
  switch (node.op) {
    case "mul": {
      const [first, second] = [part(x), part(y)];
      if (first && second) return productOf(b, first, second);
      if (first) return { weight: b.mul(first.weight, y), exponent: first.exponent };
      return second && { weight: b.mul(x, second.weight), exponent: second.exponent };
    }
    case "div": {
      const above = part(x);
      const below = log(y);
      if (!above || (isConstant(above.weight, 1) && isSafe(y, below))) return undefined;
      if (!below || !isNonNegative(y)) return { weight: b.div(above.weight, y), exponent: above.exponent };
      return { weight: above.weight, exponent: b.sub(above.exponent, below) };
    }
    case "neg": {
      const negated = part(x);
      return negated && { weight: b.neg(negated.weight), exponent: negated.exponent };
    }
    default:
      return undefined;
  }
}

/** Two exponentials without weights are one, which has a logarithm. */
function productOf(b: Build, first: Weighted, second: Weighted): Weighted | undefined {
  if (isConstant(first.weight, 1) && isConstant(second.weight, 1)) return undefined;
  return { weight: b.mul(first.weight, second.weight), exponent: b.add(first.exponent, second.exponent) };
}

/** An exponent where a weight of 1 or 0 is 1, and -inf where it is 0. */
export function chosenBy(b: Build, { weight, exponent }: Weighted): Node | undefined {
  if (weight.kind !== "map" || weight.op !== "select") return undefined;
  const [condition, yes, no] = weight.args as [Node, Node, Node];
  const nothing = b.real(-Infinity);
  if (isConstant(yes, 1) && isConstant(no, 0)) return b.select(condition, exponent, nothing);
  return isConstant(yes, 0) && isConstant(no, 1) ? b.select(b.not(condition), exponent, nothing) : undefined;
}

/**
 * log(sum(w * exp(x))) = m + log(sum(w * exp(x - m))), with m the largest x whose weight is not 0, a constant to the gradient.
 */
export function logOfWeighted(b: Build, { bound }: FoldNode, term: Weighted): Node | undefined {
  if (isShifted(term.exponent)) return undefined;
  const shift = shiftBy(b, b.fold("max", bound, counted(b, term)));
  return b.add(shift, b.log(b.sum(bound, shifted(b, term, shift))));
}

/** The same of a sum that is written out, if all its terms are exponentials. */
export function logOfWeightedTerms(b: Build, sum: Node, log: Log): Node | undefined {
  const terms = weightedTerms(b, termsOf(sum), log);
  if (terms === undefined || terms.length < 2) return undefined;
  const shift = shiftBy(
    b,
    terms.map((term) => counted(b, term)).reduce((x, y) => b.max(x, y)),
  );
  return b.add(shift, b.log(terms.map((term) => shifted(b, term, shift)).reduce((x, y) => b.add(x, y))));
}

/** Terms as exponentials with weights, if all of them are. */
function weightedTerms(b: Build, terms: readonly Term[], log: Log): readonly Weighted[] | undefined {
  const found = terms.flatMap(({ sign, node }) => {
    const term = weighted(b, node, log);
    if (term === undefined || isShifted(term.exponent)) return [];
    return sign === 1 ? term : { ...term, weight: b.neg(term.weight) };
  });
  return found.length === terms.length ? found : undefined;
}

/**
 * log(x / (x + y)) = -log1p(y / x), with y / x a sum of exponentials with weights, where none of them overflows: the difference of
 * two logarithms would lose what is left of 1.
 */
export function logOfShare(b: Build, share: MapNode, log: Log): Node | undefined {
  const [x, whole] = share.args as [Node, Node];
  const [others, missing] = apart(termsOf(whole), termsOf(x));
  const own = missing.length === 0 && others.length > 0 ? weighted(b, x, log) : undefined;
  const terms = own && weightedTerms(b, others, log);
  const plain = terms && log(whole);
  if (!plain || [own, ...terms].every(({ weight }) => isConstant(weight, 1))) return undefined;
  const gaps = terms.map(({ exponent }) => gapOf(b, exponent, own.exponent));
  const isSmall = gaps.map((gap) => b.lt(gap, b.real(0))).reduce((p, q) => b.and(p, q));
  const ratio = gaps
    .map((gap, i) => b.mul(b.div(terms[i]!.weight, own.weight), b.exp(b.min(gap, b.real(0)))))
    .reduce((p, q) => b.add(p, q));
  const difference = b.sub(b.add(b.log(own.weight), own.exponent), plain);
  const large = isConstant(own.weight, 1)
    ? difference
    : b.select(b.gt(own.weight, b.real(0)), difference, b.graph.map("log", "real", [share]));
  return b.select(isSmall, b.neg(b.log1p(ratio)), large);
}

/** Exponents are limited to it, in float32 too, where the weight is 0, so that 0 * inf does not arise. */
const LARGEST_EXPONENT = 88;

const counted = (b: Build, { weight, exponent }: Weighted): Node =>
  b.select(b.ne(weight, b.real(0)), exponent, b.real(-Infinity));

/** The largest exponent as a finite constant. */
export function shiftBy(b: Build, largest: Node): Node {
  const constant = b.map("stop_gradient", largest);
  return b.select(b.lt(b.abs(constant), b.real(Infinity)), constant, b.real(0));
}

const shifted = (b: Build, { weight, exponent }: Weighted, shift: Node): Node =>
  b.mul(weight, b.exp(b.min(b.sub(exponent, shift), b.real(LARGEST_EXPONENT))));

/** Whether an exponent is shifted already, which is as good as it gets. */
export function isShifted(exponent: Node): boolean {
  const difference = exponent.kind === "map" && exponent.op === "min" ? exponent.args[0]! : exponent;
  return termsOf(difference).some(({ node }) => isShift(node) || (isProduct(node) && node.args.some(isShift)));
}

const isProduct = (node: Node): node is MapNode => node.kind === "map" && node.op === "mul";

function isShift(node: Node): boolean {
  const largest = node.kind === "map" && node.op === "select" ? node.args[1]! : undefined;
  return largest?.kind === "map" && largest.op === "stop_gradient";
}

/** Whether an operand is not negative, and its logarithm has a finite slope: where it is 0, the logarithm of x^2 has none. */
export const isSafe = (node: Node, log: Node | undefined): boolean =>
  isNonNegative(node) && (log !== undefined || range(node).lo > 0 || isFlat(node));

/** Whether a node is the same for all real inputs. */
const isFlat = (node: Node): boolean =>
  !postorder([node]).some((part) => part.kind === "input" && part.type === "real");
