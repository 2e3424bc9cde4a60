import type { FoldNode, Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { shifted } from "../ops/folds.ts";
import type { LogRatio } from "../ops/log-ratio.ts";
import { plainBuild } from "../rewrite/engine.ts";

/**
 * The derivative in x of a softmax `p = exp(x - logsumexp(x))` with the adjoint c, which is p * (c - sum(p * c)).
 * Where one p is almost 1 the sum is almost that one's c, and their difference would cancel to nothing. So all c are taken
 * relative to the c of the largest x, m: p * ((c - m) - sum(p * (c - m))).
 */
export function softmaxAdjoint(b: Build, logShare: LogRatio, c: Node, generic: boolean): Node {
  const fold = logShare.args[1];
  const share = b.exp(logShare);
  if (generic) return b.mul(share, b.sub(c, b.sum(fold.bound, b.mul(share, c))));
  return b.mul(share, relativeToLargest(plainBuild(b.graph), fold, c));
}

/**
 * The m is known where the sum is complete only, so that is sum(p * c) - m * sum(p) of all but the largest. Where this
 * cancels, for the c of others that count are like m, and where several x are the largest, with m their mean, it is taken
 * again. Terms relative to m are exact to a rounding, and no larger than the largest derivative, times their number.
 */
function relativeToLargest(b: Build, fold: FoldNode, c: Node): Node {
  const { term, total, others: weight } = shifted(b, fold);
  const sum = (body: Node) => b.sum(fold.bound, body);
  const [zero, one] = [b.real(0), b.real(1)];
  const isOther = b.lt(term, one);
  const count = b.max(b.map("floor", b.add(b.sub(total, weight), b.real(0.5))), one);
  const origin = b.div(sum(b.select(isOther, zero, c)), count);
  const relative = b.sub(c, origin);
  const shift = b.mul(origin, weight);
  const quick = b.sub(sum(b.select(isOther, b.mul(term, c), zero)), shift);
  const isExact = b.and(b.eq(count, one), b.not(b.map("cancels", quick, shift)));
  const others = b.map("fallback", isExact, quick, sum(b.mul(term, relative)));
  return b.sub(relative, b.div(others, total));
}
