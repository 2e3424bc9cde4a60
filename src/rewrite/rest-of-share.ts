import type { FoldNode, Node } from "../ir/graph.ts";
import { isConstant, operands } from "../ir/graph.ts";
import { type Axis, haveSameAxes } from "../ir/type.ts";
import type { Build } from "../ops/build.ts";
import { isLogRatio, isLogSoftmax } from "../ops/log-ratio.ts";
import { substitute } from "../ops/substitute.ts";

/**
 * log(1 - p) of `p = exp(x[C = t] - logsumexp[C](x))`, a softmax's share: what is left is the share of the others, also where p
 * rounds to 1. As `log_sigmoid(logsumexp of the others - x[C = t])` nothing cancels in it. Where the others would be other
 * ones for each element of an axis of t, those beside the largest serve all: no other p is above 1/2. Undefined for an
 * exponent that is none of these.
 */
export function logOfRest(b: Build, exponent: Node): Node | undefined {
  const share = shareOf(b, exponent);
  if (share === undefined) return undefined;
  const { member, fold, axis, place } = share;
  const logRest = (isLeftOut: Node) => {
    const others = b.fold("logsumexp", [axis], b.select(isLeftOut, b.real(-Infinity), fold.body));
    return b.map("log_sigmoid", b.sub(others, member));
  };
  if (member.axes.every((other) => fold.axes.includes(other))) return logRest(b.eq(b.graph.index(axis), place));
  const ofLargest = logRest(b.eq(fold.body, b.fold("max", [axis], fold.body)));
  return b.select(b.gt(exponent, b.real(-Math.LN2)), ofLargest, b.map("log1mexp", b.neg(exponent)));
}

/**
 * The logarithm of the sum over `bound` of those shares of a softmax that a condition chooses, by their logarithms, which are
 * -inf elsewhere. That is log_sigmoid of the log-odds of the chosen to the others, which keeps what is left of all but 1.
 */
export function logOfChosen(b: Build, bound: readonly Axis[], log: Node): Node | undefined {
  if (log.kind !== "map" || log.op !== "select") return undefined;
  const [condition, yes, no] = log.args as [Node, Node, Node];
  const isLeftOut = isConstant(yes, -Infinity);
  const share = isLeftOut ? no : yes;
  if (!(isLeftOut || isConstant(no, -Infinity)) || !isLogSoftmax(share)) return undefined;
  const [x, fold] = share.args;
  if (!haveSameAxes(fold.bound, bound)) return undefined;
  const nothing = b.real(-Infinity);
  const where = b.fold("logsumexp", bound, b.select(condition, x, nothing));
  const elsewhere = b.fold("logsumexp", bound, b.select(condition, nothing, x));
  const [chosen, others] = isLeftOut ? [elsewhere, where] : [where, elsewhere];
  return logOfOdds(b, chosen, others);
}

/** The logarithm of a share of a total, by the logarithms of the chosen and of the others. */
export function logOfOdds(b: Build, chosen: Node, others: Node): Node {
  const nothing = b.real(-Infinity);
  return b.select(b.eq(chosen, nothing), nothing, b.map("log_sigmoid", b.sub(chosen, others)));
}

/** Whether the exponential of a node is a softmax's share, and so at most 1. */
export const isLogShare = (b: Build, exponent: Node): boolean =>
  isLogRatio(exponent) && placesOf(b, exponent.args[1], exponent.args[0]) !== undefined;

/** Whether a node is an element less the largest of the elements, also so far, or less their logsumexp: so it is at most 0. */
export function isBelowLargest(b: Build, node: Node): boolean {
  if (node.kind !== "map" || node.op !== "sub") return false;
  const [above, below] = node.args as [Node, Node];
  const isOfRun = below.kind === "scan" && below.fold === "max" && below.body === above;
  return isOfRun || largestIn(b, node) !== undefined || (isShiftedLogTotal(b, below) && isBelowLargest(b, above));
}

/** The largest of the elements, where a node is an element less that, or less 0 where it is infinite. */
function largestIn(b: Build, node: Node): FoldNode | undefined {
  if (node.kind !== "map" || node.op !== "sub") return undefined;
  const [member, shift] = node.args as [Node, Node];
  const largest = shift.kind === "map" && shift.op === "select" ? shift.args[1]! : shift;
  if (largest.kind !== "fold" || largest.fold !== "max") return undefined;
  return placesOf(b, largest, member) && largest;
}

/** Whether a node is the logarithm of the sum of all elements' exponentials less that of the largest: so it is at least 0. */
function isShiftedLogTotal(b: Build, node: Node): boolean {
  const log = node.kind === "map" && node.op === "fallback" ? node.args[1]! : node;
  const total = log.kind === "map" && log.op === "log" ? log.args[0]! : undefined;
  if (total?.kind !== "fold" || total.fold !== "sum") return false;
  const { body, bound } = total;
  const largest = body.kind === "map" && body.op === "exp" ? largestIn(b, body.args[0]!) : undefined;
  return largest !== undefined && largest.bound.every((axis) => bound.includes(axis));
}

function shareOf(b: Build, exponent: Node) {
  if (!isLogRatio(exponent)) return undefined;
  const [member, fold] = exponent.args;
  const [axis, ...others] = fold.bound;
  if (axis === undefined || others.length > 0) return undefined;
  const place = placesOf(b, fold, member)?.get(axis);
  return place && { member, fold, axis, place };
}

/** The position along each axis of a fold at which its body is `member`. */
function placesOf(b: Build, { bound, body }: FoldNode, member: Node): ReadonlyMap<Axis, Node> | undefined {
  const places = new Map<Axis, Node>();
  for (const axis of bound) {
    const place = placeOf(body, axis, member);
    if (place?.type !== "int") return undefined;
    places.set(axis, place);
  }
  return substitute(b, body, places) === member ? places : undefined;
}

/** What stands in `member` where the body has its position along `axis`, as far as the two are alike. */
function placeOf(body: Node, axis: Axis, member: Node): Node | undefined {
  if (body.kind === "index" && body.axis === axis) return member;
  const at = operands(body).findIndex((part) => part.axes.includes(axis));
  const inner = operands(member)[at];
  return inner && body.kind === member.kind ? placeOf(operands(body)[at]!, axis, inner) : undefined;
}
