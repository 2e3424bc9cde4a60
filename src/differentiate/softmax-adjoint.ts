import type { FoldNode, Node } from "../ir/graph.ts";
import { Build } from "../ops/build.ts";
import { shifted } from "../ops/folds.ts";
import type { LogRatio } from "../ops/log-ratio.ts";
import { plainRules, simplifier } from "../rewrite/engine.ts";

/**
 * The derivative in x of a softmax `p = exp(x - logsumexp(x))` with the adjoint c, which is p * (c - sum(p * c)).
 * Where one p is almost 1 the sum is almost that one's c, and their difference would cancel to nothing. So all c are taken
 * relative to that of the largest x (their mean m, if several tie): p * ((c - m) - sum(p * (c - m))), and only the others
 * are added up.
 */
export function softmaxAdjoint(b: Build, logShare: LogRatio, c: Node, generic: boolean): Node {
  const fold = logShare.args[1];
  const share = b.exp(logShare);
  if (generic) return b.mul(share, b.sub(c, b.sum(fold.bound, b.mul(share, c))));
  return b.mul(share, relativeToMean(new Build(b.graph, simplifier(plainRules)), fold, c));
}

function relativeToMean(b: Build, fold: FoldNode, c: Node): Node {
  const { term, total, others: weight } = shifted(b, fold);
  const sum = (body: Node) => b.sum(fold.bound, body);
  const [zero, one] = [b.real(0), b.real(1)];
  const isOther = b.lt(term, one);
  const largest = b.max(sum(b.select(isOther, zero, one)), one);
  const origin = b.div(sum(b.select(isOther, zero, c)), largest);
  const others = sum(b.select(isOther, b.mul(term, c), zero));
  return b.sub(b.sub(c, origin), b.div(b.sub(others, b.mul(origin, weight)), total));
}
