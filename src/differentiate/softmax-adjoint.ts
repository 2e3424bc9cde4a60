import type { FoldNode, Node } from "../ir/graph.ts";
import { Build } from "../ops/build.ts";
import { shifted } from "../ops/folds.ts";
import type { LogRatio } from "../ops/log-ratio.ts";
import { plainRules, simplifier } from "../rewrite/engine.ts";

/** A node as `share * multiple + other`; either may be missing. */
interface Split {
  readonly multiple?: Node;
  readonly other?: Node;
}

/** Longer products and sums than this are left as they are. */
const DEPTH = 16;

/** What of `node` is a multiple of `share`, by the way it is spelled. */
export function splitByShare(b: Build, node: Node, share: Node, depth = DEPTH): Split {
  if (node === share) return { multiple: b.real(1) };
  if (node.kind !== "map" || depth === 0) return { other: node };
  const split = (part: Node) => splitByShare(b, part, share, depth - 1);
  const [x, y] = node.args as [Node, Node];
  switch (node.op) {
    case "neg":
      return each(split(x), b.neg);
    case "div":
      return each(split(x), (part) => b.div(part, y));
    case "mul": {
      const left = split(x);
      return left.multiple ? each(left, (part) => b.mul(part, y)) : each(split(y), (part) => b.mul(x, part));
    }
    case "add":
    case "sub": {
      const [p, q] = [split(x), split(y)];
      const join = (u: Node | undefined, v: Node | undefined) =>
        u && v ? b.map(node.op, u, v) : (u ?? (v && node.op === "sub" ? b.neg(v) : v));
      return made(join(p.multiple, q.multiple), join(p.other, q.other));
    }
    case "select": {
      const [condition, yes, no] = [x, split(y), split(node.args[2]!)];
      const choice = (u: Node | undefined, v: Node | undefined) =>
        (u || v) && b.select(condition, u ?? b.real(0), v ?? b.real(0));
      return made(choice(yes.multiple, no.multiple), choice(yes.other, no.other));
    }
    default:
      return { other: node };
  }
}

const made = (multiple: Node | undefined, other: Node | undefined): Split => ({
  ...(multiple && { multiple }),
  ...(other && { other }),
});

const each = ({ multiple, other }: Split, apply: (part: Node) => Node): Split =>
  made(multiple && apply(multiple), other && apply(other));

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
  const { term, total } = shifted(b, fold);
  const sum = (body: Node) => b.sum(fold.bound, body);
  const [zero, one] = [b.real(0), b.real(1)];
  const isOther = b.lt(term, one);
  const largest = b.max(sum(b.select(isOther, zero, one)), one);
  const origin = b.div(sum(b.select(isOther, zero, c)), largest);
  const others = sum(b.select(isOther, b.mul(term, c), zero));
  const weight = sum(b.select(isOther, term, zero));
  return b.sub(b.sub(c, origin), b.div(b.sub(others, b.mul(origin, weight)), total));
}
