import type { FoldNode, Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { overExponential } from "./homogeneous.ts";
import { logOfPositive } from "./log-of.ts";
import { tailOf } from "./tail.ts";

/** Deeper nests of choices, products and sums than this are left as they are. */
const DEPTH = 8;

/**
 * `numerator * exp(-exponent)`, with the exponential taken into the sums and products of the numerator: what it is
 * multiplied with is not lost beside a large exponent, as its logarithm would be.
 */
export function scaled(b: Build, numerator: Node, exponent: Node, depth = DEPTH): Node | undefined {
  if (depth === 0) return undefined;
  const inner = (part: Node) => scaled(b, part, exponent, depth - 1);
  if (numerator.kind === "fold" && numerator.fold === "sum" && isFree(numerator, exponent)) {
    const body = inner(numerator.body);
    if (body) return b.sum(numerator.bound, body);
  }
  const log = logOfPositive(b, numerator);
  const share = log && b.exp(b.sub(log, exponent));
  if (share?.kind === "map" && share.op === "sigmoid") return share;
  if (numerator.kind === "map" && numerator.op === "mul") {
    const [p, q] = numerator.args as [Node, Node];
    const [left, right] = [inner(p), inner(q)];
    if (left && right && !share) return overExponential(b, numerator, exponent);
    if (left && !right) return b.mul(left, q);
    if (right && !left) return b.mul(p, right);
  }
  if (share) return share;
  if (numerator.kind !== "map") return overExponential(b, numerator, exponent);
  const [x, y] = numerator.args as [Node, Node];
  switch (numerator.op) {
    case "mul": {
      const left = inner(x);
      return left && b.mul(left, y);
    }
    case "div": {
      const left = inner(x);
      return left && b.div(left, y);
    }
    case "neg": {
      const negated = inner(x);
      return negated && b.neg(negated);
    }
    case "add":
    case "sub": {
      const [p, q] = [inner(x), inner(y)];
      const plain = (term: Node) => b.mul(term, b.exp(b.neg(exponent)));
      return (p || q) && b.map(numerator.op, p ?? plain(x), q ?? plain(y));
    }
    case "exp_difference":
      return b.sub(b.exp(b.sub(x, exponent)), b.exp(b.sub(y, exponent)));
    case "sqrt":
      return overExponential(b, numerator, exponent);
    case "expm1": {
      const unit = b.exp(b.neg(exponent));
      return b.select(b.gt(x, b.real(1)), b.sub(b.exp(b.sub(x, exponent)), unit), b.mul(numerator, unit));
    }
    default:
      return undefined;
  }
}

/** Whether `node` is the same for each element that a fold combines, and has no axes that would make more folds of it. */
const isFree = (fold: FoldNode, node: Node): boolean =>
  node.axes.every((axis) => fold.axes.includes(axis) && !fold.bound.includes(axis));

/**
 * A numerator over a product of exponentials and others, with the exponentials taken into the numerator, also those that others
 * are where they are small.
 */
export function overProduct(b: Build, numerator: Node, divisor: Node, depth = DEPTH): Node | undefined {
  if (divisor.kind !== "map" || depth === 0) return undefined;
  const exponent = logOfPositive(b, divisor);
  if (exponent) return scaled(b, numerator, exponent);
  const [x, y] = divisor.args as [Node, Node];
  const inner = (part: Node) => overProduct(b, numerator, part, depth - 1);
  const by = (op: "mul" | "div", quotient: Node | undefined, other: Node) => quotient && b.map(op, quotient, other);
  switch (divisor.op) {
    case "mul":
      return by("div", inner(x), y) ?? by("div", inner(y), x);
    case "div":
      return by("mul", inner(x), y);
    case "neg": {
      const negated = inner(x);
      return negated && b.neg(negated);
    }
    default:
      return overTail(b, numerator, divisor);
  }
}

/** A numerator over what is an exponential where it is small, and may be 0 as a float. */
export function overTail(b: Build, numerator: Node, divisor: Node): Node | undefined {
  const tail = tailOf(b, divisor);
  if (tail === undefined) return undefined;
  const small = scaled(b, numerator, tail.exponent) ?? b.mul(numerator, b.exp(b.neg(tail.exponent)));
  return b.map("fallback", tail.ordinary, b.graph.map("div", "real", [numerator, divisor]), small);
}
