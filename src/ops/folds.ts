import { type FoldName, type FoldNode, type Node, type OpName, opposite, type ScanNode } from "../ir/graph.ts";
import type { SafeNorms } from "../ir/target.ts";
import type { Axis } from "../ir/type.ts";
import type { Build } from "./build.ts";
import { ANYTHING, type Interval, NON_NEGATIVE, UNIT } from "./interval.ts";
import type { Partial } from "./operator.ts";

/** An adjoint that a scan gives its body: `value` where `when` holds, and a hard zero elsewhere. */
interface Running {
  readonly value: Node;
  readonly when?: Node;
  /** The same as a reader wants it: without a care for overflow. */
  readonly generic?: () => Node;
}

/** A commutative monoid over axes. Its state is one number. */
export interface Monoid {
  readonly doc: string;
  /** What a fold of nothing gives. */
  readonly identity: number;
  /** The operator that takes in one more element, and that joins two states. Absent: the fold must be decomposed. */
  readonly step?: OpName;
  /** The derivative in each element of the body; absent for a bool. */
  readonly partial?: (b: Build, fold: FoldNode) => Partial;
  /** The convention for its gradient where it has none, or where one could expect another. */
  readonly convention?: string;
  /** What of a scan's adjoint belongs to its body; absent where no scan is differentiated with this monoid. */
  readonly scanAdjoint?: (b: Build, scan: ScanNode, adjoint: Node) => Running;
  /** The fold in simpler ones. */
  readonly decompose?: (b: Build, fold: FoldNode, norms: SafeNorms) => Node;
  readonly range: (body: Interval) => Interval;
}

/** The elements that reach the extreme share its gradient equally; of a NaN each is NaN. */
const sharedAmongTies =
  (falls: "lt" | "gt") =>
  (b: Build, fold: FoldNode): Partial => {
    const ties = b.sum(fold.bound, b.select(b.eq(fold.body, fold), b.real(1), b.real(0)));
    const when = b.not(b.map(falls, fold.body, fold));
    const generic = () => ({ when: b.eq(fold.body, fold), factor: b.real(1) });
    return { when, factor: b.div(ties, b.mul(ties, ties)), generic };
  };

/**
 * The adjoint of a running logsumexp L of x: the sum of `adjoint * exp(x - L)` over all L that an x is in. As no later L is smaller
 * than the first of them, M, it is `exp(x - M)` times a sum in scaled form of `adjoint * exp(-L)`, where nothing overflows. M is the L
 * of the x's own place, or of one without it, the next, which is `logaddexp(L, x)`.
 */
function runningSoftmax(b: Build, scan: ScanNode, adjoint: Node): Running {
  const { body } = scan;
  const nothing = b.real(-Infinity);
  const isNothing = b.eq(scan, nothing);
  const later = b.scan("sum", opposite(scan), adjoint, b.select(isNothing, nothing, b.neg(scan)));
  const share = scan.exclusive ? b.sigmoid(b.sub(body, scan)) : b.exp(b.sub(body, scan));
  return {
    value: b.mul(share, later),
    when: scan.exclusive ? b.not(b.and(isNothing, b.eq(body, nothing))) : b.not(isNothing),
    generic: () => b.mul(b.exp(body), b.scan("sum", opposite(scan), b.div(adjoint, b.exp(scan)))),
  };
}

/** The fold table: one entry a monoid. */
export const folds: Record<FoldName, Monoid> = {
  sum: {
    doc: "x1 + x2 + ...; 0 of nothing",
    identity: 0,
    step: "add",
    partial: (b) => ({ factor: b.real(1) }),
    scanAdjoint: (b, scan, adjoint) => ({ value: b.scan("sum", opposite(scan), adjoint) }),
    range: (x) => (x.lo >= 0 ? NON_NEGATIVE : x.hi <= 0 ? { lo: -Infinity, hi: 0 } : ANYTHING),
  },
  prod: {
    doc: "x1 * x2 * ...; 1 of nothing. Its gradient is exact with zeros among the factors.",
    identity: 1,
    step: "mul",
    partial: (b, fold) => {
      const zero = b.eq(fold.body, b.real(0));
      const zeros = b.sum(fold.bound, b.select(zero, b.real(1), b.real(0)));
      const others = b.fold("prod", fold.bound, b.select(zero, b.real(1), fold.body));
      const onlyZero = b.and(zero, b.eq(zeros, b.real(1)));
      const none = b.eq(zeros, b.real(0));
      return {
        when: b.or(none, onlyZero),
        factor: b.select(onlyZero, others, b.div(others, fold.body)),
        generic: () => ({ factor: b.div(fold, fold.body) }),
      };
    },
    convention: "prod: with zeros among the factors, the exact derivative: the product of all the others",
    range: (x) => (x.lo >= 0 ? NON_NEGATIVE : ANYTHING),
  },
  max: {
    doc: "The largest; -inf of nothing. Ties share the gradient equally.",
    identity: -Infinity,
    step: "max",
    partial: sharedAmongTies("lt"),
    convention: "max over axes: elements that tie for the largest share the gradient equally",
    range: (x) => ({ lo: -Infinity, hi: x.hi }),
  },
  min: {
    doc: "The smallest; inf of nothing. Ties share the gradient equally.",
    identity: Infinity,
    step: "min",
    partial: sharedAmongTies("gt"),
    convention: "min over axes: elements that tie for the smallest share the gradient equally",
    range: (x) => ({ lo: x.lo, hi: Infinity }),
  },
  any: { doc: "Whether one is true; false of nothing.", identity: 0, step: "or", range: () => UNIT },
  all: { doc: "Whether all are true; true of nothing.", identity: 1, step: "and", range: () => UNIT },
  logsumexp: {
    doc: "log(exp(x1) + exp(x2) + ...), without overflow; -inf of nothing. Its derivative is the softmax.",
    identity: -Infinity,
    partial: (b, fold) => ({
      when: b.ne(fold, b.real(-Infinity)),
      factor: b.exp(b.sub(fold.body, fold)),
      generic: () => ({ factor: b.exp(b.sub(fold.body, fold)) }),
    }),
    scanAdjoint: runningSoftmax,
    convention: "logsumexp: gradient 0 where it is −∞, that is, where every term is",
    decompose: (b, fold) => {
      const { shift, logTotal } = shifted(b, fold);
      return b.add(shift, logTotal);
    },
    range: () => ANYTHING,
  },
  norm: {
    doc: "sqrt(x1^2 + x2^2 + ...), without overflow or underflow; 0 of nothing. Its derivative is 0 where it is 0.",
    identity: 0,
    partial: (b, fold) => {
      const factor = b.div(fold.body, fold);
      return { when: b.ne(fold, b.real(0)), factor, generic: () => ({ factor }) };
    },
    convention: "norm: gradient 0 at the zero vector",
    decompose: (b, fold, { least, most }) => {
      const plain = plainNorm(b, fold.bound, fold.body);
      const largest = b.fold("max", fold.bound, b.abs(fold.body));
      const usable = b.and(b.gt(largest, b.real(0)), b.lt(largest, b.real(Infinity)));
      const scale = b.select(usable, largest, b.real(1));
      const exact = b.and(b.gt(plain, b.real(least)), b.lt(plain, b.real(most)));
      return b.map("fallback", exact, plain, b.mul(scale, plainNorm(b, fold.bound, b.div(fold.body, scale))));
    },
    range: () => NON_NEGATIVE,
  },
};

/** sqrt(x1^2 + x2^2 + ...), right where no square overflows or underflows. */
export const plainNorm = (b: Build, bound: readonly Axis[], x: Node): Node => b.map("sqrt", b.sum(bound, b.mul(x, x)));

/** A logsumexp as `shift + logTotal`, with the total in parts of exp(shift). */
export interface InParts {
  readonly shift: Node;
  readonly total: Node;
  readonly logTotal: Node;
}

/** A logsumexp of a fold in its parts. The shift is the largest exponent, or 0 where that is infinite. */
export interface Shifted extends InParts {
  /** An exponential, at most 1. */
  readonly term: Node;
  /** Whether a term is below 1, that of the largest. */
  readonly isOther: Node;
  /** The total of these. */
  readonly others: Node;
}

/** A running logsumexp in its parts: the shift is the largest exponent so far, and the total is 0 where that is -inf. */
export function runningParts(b: Build, scan: ScanNode): InParts {
  const { body } = scan;
  const total = b.scan("sum", scan, b.real(1), body);
  return { shift: b.scan("max", scan, body), total, logTotal: b.log(total) };
}

/**
 * A logsumexp as `shift + logTotal`, with a finite shift and the logarithm of a total of exponentials that are at most 1.
 * Where the total is hardly more than 1, the largest stands alone, and the others are added up without it.
 */
export function shifted(b: Build, fold: FoldNode): Shifted {
  const largest = b.fold("max", fold.bound, fold.body);
  const shift = b.select(b.lt(b.abs(largest), b.real(Infinity)), largest, b.real(0));
  const term = b.exp(b.sub(fold.body, shift));
  const total = b.sum(fold.bound, term);
  const isOther = b.lt(term, b.real(1));
  const others = b.sum(fold.bound, b.select(isOther, term, b.real(0)));
  const isAlone = b.map("cancels", b.sub(total, b.real(1)), b.real(1));
  const logTotal = b.map("fallback", b.not(isAlone), b.log(total), b.log1p(others));
  return { shift, term, total, isOther, others, logTotal };
}
