import type { Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { type Shifted, shifted } from "../ops/folds.ts";
import type { LogRatio } from "../ops/log-ratio.ts";
import { plainBuild } from "../rewrite/engine.ts";

/**
 * The derivative in x of a softmax `p = exp(x - logsumexp(x))` with the adjoint c, which is p * (c - sum(p * c)). The
 * `product` is p * c, given where c may be infinite as p is 0; so it is of a power of p below 1.
 *
 * Where one p is almost 1 the sum is almost that one's c, and their difference would cancel to nothing. So all c are taken
 * relative to the c of the largest x, m: p * ((c - m) - sum(p * (c - m))). The m is known where the sum is complete only, so
 * that is sum(p * c) - m * sum(p) of all but the largest. Where this cancels, for the c of others that count are like m, and
 * where several x are the largest, with m their mean, it is taken again. Terms relative to m are exact to a rounding, and no
 * larger than the largest derivative, times their number.
 */
export function softmaxAdjoint(
  b: Build,
  logShare: LogRatio,
  c: Node,
  product: Node | undefined,
  generic: boolean,
): Node {
  const { bound } = logShare.args[1];
  const share = b.exp(logShare);
  if (generic) return b.mul(share, b.sub(c, b.sum(bound, b.mul(share, c))));
  const plain = plainBuild(b.graph);
  const parts = shifted(plain, logShare.args[1]);
  const terms = product ? ofProduct(plain, parts, logShare, c, product) : ofShare(plain, parts, share, c);

  const { total, isOther, others: weight } = parts;
  const sum = (body: Node) => plain.mul(terms.unit, plain.sum(bound, body));
  const [zero, one] = [b.real(0), b.real(1)];
  const count = plain.max(plain.map("floor", plain.add(plain.sub(total, weight), b.real(0.5))), one);
  const origin = plain.div(plain.sum(bound, plain.select(isOther, zero, terms.own)), count);
  const shift = plain.mul(origin, weight);
  const quick = plain.sub(sum(plain.select(isOther, terms.whole, zero)), shift);
  const isExact = plain.and(plain.eq(count, one), plain.not(plain.map("cancels", quick, shift)));
  const others = plain.map("fallback", isExact, quick, sum(terms.relativeTo(origin)));
  return terms.derivative(origin, plain.div(others, total));
}

/** The numbers that are added up. */
interface Terms {
  /** A c that is finite where the product is. */
  readonly own: Node;
  /** p * c, in some unit. */
  readonly whole: Node;
  /** p * (c - m), in this unit. */
  readonly relativeTo: (m: Node) => Node;
  /** The total of exponentials over that of the p, in this unit. */
  readonly unit: Node;
  readonly derivative: (m: Node, mean: Node) => Node;
}

const ofShare = (b: Build, { term }: Shifted, share: Node, c: Node): Terms => ({
  own: c,
  whole: b.mul(term, c),
  relativeTo: (m) => b.mul(term, b.sub(c, m)),
  unit: b.real(1),
  derivative: (m, mean) => b.mul(share, b.sub(b.sub(c, m), mean)),
});

/** Beyond it a c may be infinite, and below its inverse a p be 0. */
const ORDINARY = 2 ** 100;

/** Of ordinary numbers c itself is used, for then equal c have no difference. The `own` of others than the largest are not asked for. */
function ofProduct(b: Build, { total }: Shifted, logShare: Node, c: Node, product: Node): Terms {
  const share = b.exp(logShare);
  const isOrdinary = b.and(b.lt(b.abs(c), b.real(ORDINARY)), b.gt(logShare, b.real(-Math.log(ORDINARY))));
  const relativeTo = (m: Node) => b.select(isOrdinary, b.mul(share, b.sub(c, m)), b.sub(product, b.mul(share, m)));
  return {
    own: b.select(isOrdinary, c, b.mul(product, total)),
    whole: product,
    relativeTo,
    unit: total,
    derivative: (m, mean) => b.sub(relativeTo(m), b.mul(share, mean)),
  };
}
