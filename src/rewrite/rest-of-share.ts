import type { FoldNode, Node } from "../ir/graph.ts";
import { operands } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import type { Build } from "../ops/build.ts";
import { substitute } from "../ops/substitute.ts";

/**
 * log(1 - p) of `p = exp(x[C = t] - logsumexp[C](x))`, a softmax's share: what is left is the share of the others, also where p
 * rounds to 1. As `log_sigmoid(logsumexp of the others - x[C = t])` nothing cancels in it. Undefined for an exponent that
 * is none of these, and where the others would be other ones for each element that is folded.
 */
export function logOfRest(b: Build, exponent: Node): Node | undefined {
  if (exponent.kind !== "map" || exponent.op !== "sub") return undefined;
  const [member, fold] = exponent.args as [Node, Node];
  if (fold.kind !== "fold" || fold.fold !== "logsumexp" || fold.bound.length !== 1) return undefined;
  if (!member.axes.every((axis) => fold.axes.includes(axis))) return undefined;
  const axis = fold.bound[0]!;
  const place = placeOf(b, fold, axis, member);
  if (place === undefined) return undefined;
  const isMember = b.eq(b.graph.index(axis), place);
  const others = b.fold("logsumexp", [axis], b.select(isMember, b.real(-Infinity), fold.body));
  return b.map("log_sigmoid", b.sub(others, member));
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
