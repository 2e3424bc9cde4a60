import {
  complementary,
  type FoldNode,
  isConstant,
  type MapNode,
  type Node,
  type Run,
  type ScanNode,
} from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { isNonNegative } from "./facts.ts";
import { logOfAcosh, logOfAsinh } from "./inverse-hyperbolic.ts";
import {
  chosenBy,
  isSafe,
  logOfWeighted,
  logOfShare,
  logOfWeightedTerms,
  weightedExponential,
} from "./log-of-weighted.ts";
import { isShareOf } from "./part-of-sum.ts";
import { logOfChosen, logOfOdds } from "./rest-of-share.ts";
import { gapOf } from "./terms.ts";

/** Deeper nests of products and sums than this are left as they are. */
const DEPTH = 64;

/**
 * `any`: a factor may be negative or 0, and the logarithm then NaN or -inf, for that is all that is asked for.
 * `positive`: the logarithm goes into an exponential again, so it must be finite with a finite slope wherever that is.
 */
type Sign = "any" | "positive";

/**
 * The logarithm of a node that is made from exponentials, without the exponentials; undefined for any other node.
 *
 * This one function is behind all the stable spellings: log(sum(exp x)), log(softmax x), log(sigmoid x),
 * log(1 + exp x), scaled, shifted, selected or chosen by `if`. The result is exact in real arithmetic, and NaN
 * where the node is negative.
 */
export function logOf(b: Build, node: Node, sign: Sign = "any", depth = 0): Node | undefined {
  if (depth > DEPTH) return undefined;
  const inner = (x: Node) => logOf(b, x, sign, depth + 1);
  switch (node.kind) {
    case "map":
      return logOfMap(b, node, sign, depth, inner);
    case "fold":
      return logOfFold(b, node, sign, inner);
    case "scan":
      return logOfScan(b, node, sign, depth);
    case "read": {
      const p = inner(node.of);
      return p && b.read(p, node.axis, node.at);
    }
    default:
      return undefined;
  }
}

/** The logarithm of a number that is not negative, made from exponentials. */
export const logOfPositive = (b: Build, node: Node): Node | undefined =>
  isNonNegative(node) ? logOf(b, node, "positive") : undefined;

function logOfMap(
  b: Build,
  node: MapNode,
  sign: Sign,
  depth: number,
  inner: (x: Node) => Node | undefined,
): Node | undefined {
  const [x, y, z] = node.args as [Node, Node, Node];
  /**
   * Joins the logarithms of two operands when at least one of them is made from exponentials. One must be positive for
   * certain: two negative ones have a logarithm of their product, but none of their own. A factor of a difference of
   * distribution functions is asked for its sign.
   */
  const both = (join: (p: Node, q: Node) => Node): Node | undefined => {
    const p = inner(x);
    const q = inner(y);
    if (!(p || q)) return undefined;
    const certain = sign === "any" ? isNonNegative(x) || isNonNegative(y) : isSafe(x, p) && isSafe(y, q);
    if (certain) return join(p ?? b.log(x), q ?? b.log(y));
    if (sign === "positive" || (p && q) || !isSigned(p ? x : y)) return undefined;
    const isPositive = b.gt(p ? y : x, b.real(0));
    return b.select(isPositive, join(p ?? b.log(x), q ?? b.log(y)), b.graph.map("log", "real", [node]));
  };
  switch (node.op) {
    case "exp":
      return x;
    case "sigmoid":
      return b.map("log_sigmoid", x);
    case "sigmoid_slope":
      return b.add(b.map("log_sigmoid", x), b.map("log_sigmoid", b.neg(x)));
    case "sigmoid_difference":
      return b.add(b.add(b.map("log_sigmoid", x), b.map("log_sigmoid", b.neg(y))), b.map("log1mexp", gapOf(b, x, y)));
    case "exp_difference":
      return b.add(x, b.map("log1mexp", gapOf(b, x, y)));
    case "sigmoid_mix":
      return b.map("log_sigmoid_mix", x, y);
    case "expm1":
      return sign === "any" ? b.map("log_expm1", x) : undefined;
    case "sinh":
      return sign === "any" ? b.sub(b.map("log_expm1", b.mul(b.real(2), x)), b.add(x, b.real(Math.LN2))) : undefined;
    case "softplus":
      return sign === "any" ? b.map("log_softplus", x) : undefined;
    case "cosh":
      return b.map("log_cosh", x);
    case "half_erfc":
      return b.map("log_half_erfc", x);
    case "ierfc":
      return b.map("log_ierfc", x);
    case "erfc_hazard":
      return logOfHazard(b, x);
    case "erf_mass":
      return sign === "any" ? b.map("log_erf_mass", x, y) : undefined;
    case "truncated_density":
      return sign === "any" ? logOfDensity(b, x, y, z) : undefined;
    case "erf":
      return sign === "any" ? b.map("log_erf_mass", b.neg(x), x) : undefined;
    case "neg":
      return logOfNegated(b, x, inner);
    case "over_root":
      return inner(b.graph.map("div", "real", [x, b.map("sqrt", b.add(b.mul(x, x), y))]));
    case "plus_root":
      return logOfAsinh(b, node);
    case "portion":
      return inner(b.graph.map("div", "real", [x, b.add(x, y)]));
    case "mul":
      return both(b.add);
    case "div":
      return (sign === "any" ? logOfShare(b, node, inner) : undefined) ?? both(b.sub);
    case "sqrt":
      return times(b, 0.5, inner(x));
    case "pow": {
      const p = isNonNegative(x) ? inner(x) : undefined;
      return p && b.mul(y, p);
    }
    case "stop_gradient": {
      const p = inner(x);
      return p && b.map("stop_gradient", p);
    }
    case "add":
      return logOfSum(b, x, y, depth) ?? logOfAcosh(b, node) ?? logOfTerms(b, node, sign, depth);
    case "sub":
      return logOfAcosh(b, node) ?? logOfTerms(b, node, sign, depth);
    case "relu":
    case "abs":
      return isNonNegative(x) ? inner(x) : undefined;
    case "max":
    case "min":
      if (node.op === "max" && sign === "any" && isConstant(y, 0)) return isNonNegative(x) ? inner(x) : undefined;
      return isNonNegative(x) && isNonNegative(y) && (isPositive(x) || isPositive(y) || (inner(x) && inner(y)))
        ? both((p, q) => b.map(node.op, p, q))
        : undefined;
    case "clamp": {
      const p = isNonNegative(x) ? inner(x) : undefined;
      const isBounded = y.kind === "constant" && isPositive(z) && (isPositive(y) || (sign === "any" && y.value === 0));
      return p && isBounded ? b.map("clamp", p, b.log(y), b.log(z)) : undefined;
    }
    case "select":
    case "fallback": {
      const p = inner(y);
      const q = inner(z);
      if (!(p || q)) return undefined;
      const certain = sign === "any" || (isSafe(y, p) && isSafe(z, q));
      return certain ? b.map(node.op, x, p ?? b.log(y), q ?? b.log(z)) : undefined;
    }
    default:
      return undefined;
  }
}

/** The logarithm of exp(-z^2) / (sqrt(pi) * erf_mass(x, y)). */
const logOfDensity = (b: Build, z: Node, x: Node, y: Node): Node =>
  b.sub(b.sub(b.real(-Math.log(Math.PI) / 2), b.mul(z, z)), b.map("log_erf_mass", x, y));

/** The logarithm of a hazard, which underflows where next to nothing is below x. */
function logOfHazard(b: Build, x: Node): Node {
  const plain = b.graph.map("log", "real", [b.map("erfc_hazard", x)]);
  const below = b.sub(b.sub(b.real(-Math.log(Math.PI) / 2), b.mul(x, x)), b.map("log_half_erfc", x));
  return b.select(b.gt(x, b.real(0)), plain, below);
}

/** log(-(x / (exp(y) - 1))), as a quotient by 1 - exp(y) is written, with an x that is made from exponentials. */
function logOfNegated(b: Build, node: Node, inner: (x: Node) => Node | undefined): Node | undefined {
  if (node.kind !== "map" || (node.op !== "div" && node.op !== "mul")) return undefined;
  const isExpm1 = (part: Node) => part.kind === "map" && part.op === "expm1";
  const [first, second] = node.args as [Node, Node];
  const [x, y] = node.op === "mul" && isExpm1(first) ? [second, first] : [first, second];
  if (!isExpm1(y) || !isNonNegative(x)) return undefined;
  const p = inner(x);
  return p && b.map(node.op === "div" ? "sub" : "add", p, b.log(b.neg(y)));
}

/** A term that may vanish has no logarithm with a finite slope there, so no weights of any sign are looked into. */
function logOfSum(b: Build, x: Node, y: Node, depth: number): Node | undefined {
  const inner = (term: Node) => logOf(b, term, "positive", depth + 1);
  if (!isNonNegative(x) || !isNonNegative(y)) return undefined;
  const p = inner(x);
  const q = inner(y);
  if (p && q) return b.map("logaddexp", p, q);
  const [exponent, other] = p ? [p, y] : [q, x];
  if (exponent === undefined || !isPositive(other)) return undefined;
  const shift = b.log(other);
  return b.add(shift, b.map("softplus", b.sub(exponent, shift)));
}

/** The logarithm of a sum in which each term is an exponential, with weights of any sign. */
function logOfTerms(b: Build, node: Node, sign: Sign, depth: number): Node | undefined {
  const inner = (part: Node) => logOf(b, part, "positive", depth + 1);
  return sign === "any" ? logOfWeightedTerms(b, node, inner) : undefined;
}

function logOfFold(b: Build, fold: FoldNode, sign: Sign, inner: (x: Node) => Node | undefined): Node | undefined {
  switch (fold.fold) {
    case "sum": {
      const weighted = weightedExponential(b, fold.body, inner);
      const chosen = weighted && chosenBy(b, weighted);
      if (chosen) return logOfChosen(b, fold.bound, chosen) ?? b.fold("logsumexp", fold.bound, chosen);
      if (weighted) return sign === "any" ? logOfWeighted(b, fold, weighted) : undefined;
      const p = isNonNegative(fold.body) ? inner(fold.body) : undefined;
      return p && (logOfChosen(b, fold.bound, p) ?? b.fold("logsumexp", fold.bound, p));
    }
    case "prod": {
      const p = isNonNegative(fold.body) ? inner(fold.body) : undefined;
      return p && b.sum(fold.bound, p);
    }
    case "max":
    case "min": {
      const p = isNonNegative(fold.body) ? inner(fold.body) : undefined;
      return p && b.fold(fold.fold, fold.bound, p);
    }
    case "norm": {
      const p = isNonNegative(fold.body) ? inner(fold.body) : undefined;
      return p && times(b, 0.5, b.fold("logsumexp", fold.bound, b.mul(b.real(2), p)));
    }
    default:
      return undefined;
  }
}

/**
 * The logarithm of a running sum is a running logsumexp, with what does not change along its axis outside: of a softmax, too, the
 * scan is one of x. Where that is all that is asked for, it is that of the odds, which keeps what is left of all but 1. Terms that
 * may be negative are left alone.
 */
function logOfScan(b: Build, scan: ScanNode, sign: Sign, depth: number): Node | undefined {
  const { fold, axis, body, exponent } = scan;
  const isSum = fold === "sum" && exponent === undefined && isNonNegative(body);
  const p = isSum ? logOf(b, body, "positive", depth + 1) : undefined;
  if (p === undefined) return undefined;
  const running = (x: Node, run: Run = scan) => b.scan("logsumexp", run, x);
  if (p.kind !== "map" || p.op !== "sub") return running(p);
  const [x, shift] = p.args as [Node, Node];
  if (shift.axes.includes(axis)) return running(p);
  if (sign === "any" && isShareOf(b.exp(p), [axis])) return logOfOdds(b, running(x), running(x, complementary(scan)));
  return b.sub(running(x), shift);
}

const SIGNED = "erf erf_mass truncated_density sigmoid_difference exp_difference expm1 sinh".split(" ");

/** Whether a number that has a logarithm may be negative: a product with a difference, or with an odd function. */
const isSigned = (node: Node, depth = 8): boolean =>
  node.kind === "map" &&
  (SIGNED.includes(node.op) ||
    (["mul", "div", "select", "stop_gradient"].includes(node.op) &&
      depth > 0 &&
      node.args.some((arg) => isSigned(arg, depth - 1))));

function isPositive(node: Node): boolean {
  return node.kind === "constant" && node.value > 0;
}

function times(b: Build, factor: number, x: Node | undefined): Node | undefined {
  return x && b.mul(b.real(factor), x);
}
