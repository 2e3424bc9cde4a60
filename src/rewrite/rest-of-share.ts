import type { FoldNode, Node } from "../ir/graph.ts";
import { operands } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import type { Build } from "../ops/build.ts";
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

/** Whether the exponential of a node is a softmax's share, and so at most 1. */
export const isLogShare = (b: Build, exponent: Node): boolean => shareOf(b, exponent) !== undefined;

function shareOf(b: Build, exponent: Node) {
  if (exponent.kind !== "map" || exponent.op !== "sub") return undefined;
  const [member, fold] = exponent.args as [Node, Node];
  if (fold.kind !== "fold" || fold.fold !== "logsumexp" || fold.bound.length !== 1) return undefined;
  const axis = fold.bound[0]!;
  const place = placeOf(b, fold, axis, member);
  return place && { member, fold, axis, place };
}

/** The position along `axis` at which the body of a fold is `member`. */
function placeOf(b: Build, fold: FoldNode, axis: Axis, member: Node): Node | undefined {
  let [body, element]: [Node, Node] = [fold.body, member];
  while (!(body.kind === "index" && body.axis === axis)) {
    const at = operands(body).findIndex((part) => part.axes.includes(axis));
    const inner = operands(element)[at];
    if (at < 0 || body.kind !== element.kind || inner === undefined) return undefined;
    [body, element] = [operands(body)[at]!, inner];
  }
  const place = element;
  return place.type === "int" && substitute(b, fold.body, new Map([[axis, place]])) === member ? place : undefined;
}
