import type { Build } from "./build.ts";
import { ANYTHING, corners, hull, NON_NEGATIVE, product } from "./interval.ts";
import type { Operator } from "./operator.ts";

const one = (b: Build) => ({ factor: b.real(1) });

export const arithmetic = {
  add: {
    doc: "x + y",
    arity: 2,
    signature: "number",
    meaning: (x, y) => x + y,
    partials: (b) => [one(b), one(b)],
    range: (x, y) => hull(x.lo + y.lo, x.hi + y.hi),
  },
  sub: {
    doc: "x - y",
    arity: 2,
    signature: "number",
    meaning: (x, y) => x - y,
    partials: (b) => [one(b), { factor: b.real(-1) }],
    range: (x, y) => hull(x.lo - y.hi, x.hi - y.lo),
  },
  mul: {
    doc: "x * y",
    arity: 2,
    signature: "number",
    meaning: (x, y) => x * y,
    partials: (_, [x, y]) => [{ factor: y! }, { factor: x! }],
    range: product,
  },
  div: {
    doc: "x / y",
    arity: 2,
    signature: "real",
    meaning: (x, y) => x / y,
    partials: (b, [, y], out) => [{ factor: b.div(b.real(1), y!) }, { factor: b.neg(b.div(out, y!)) }],
    range: (x, y) =>
      // Where both ends are infinite, the quotients in between go down to 0.
      y.lo > 0 || y.hi < 0
        ? corners((p, q) => (Number.isNaN(p / q) ? 0 : p / q))(x, y)
        : x.lo >= 0 && y.lo >= 0
          ? NON_NEGATIVE
          : ANYTHING,
  },
  neg: {
    doc: "-x",
    arity: 1,
    signature: "number",
    meaning: (x) => -x,
    partials: (b) => [{ factor: b.real(-1) }],
    range: (x) => ({ lo: -x.hi, hi: -x.lo }),
  },
  pow: {
    doc: "x ^ y. In x: y * x^(y-1), and 0 where y = 0. In y: x^y * log(x), and 0 where x = 0 and y >= 0.",
    arity: 2,
    signature: "real",
    meaning: (x, y) => x ** y,
    partials: (b, [x, y], out) => {
      const inBase = b.mul(y!, b.pow(x!, b.sub(y!, b.real(1))));
      const inExponent = b.mul(out, b.log(x!));
      return [
        { when: b.ne(y!, b.real(0)), factor: inBase, generic: () => ({ factor: inBase }) },
        {
          when: b.not(b.and(b.eq(x!, b.real(0)), b.ge(y!, b.real(0)))),
          factor: inExponent,
          generic: () => ({ factor: inExponent }),
        },
      ];
    },
    convention: "x^y: gradient 0 in x where y = 0, and 0 in y where x = 0 and y ≥ 0",
    range: (x) => (x.lo >= 0 ? NON_NEGATIVE : ANYTHING),
  },
  abs: {
    doc: "|x|. Its derivative is 0 at 0.",
    arity: 1,
    signature: "number",
    callable: true,
    meaning: Math.abs,
    partials: (b, [x]) => {
      const factor = b.map("sign", x!);
      return [{ when: b.ne(x!, b.real(0)), factor, generic: () => ({ factor }) }];
    },
    convention: "abs: gradient 0 at 0",
    range: (x) => (x.lo >= 0 ? x : x.hi <= 0 ? { lo: -x.hi, hi: -x.lo } : { lo: 0, hi: Math.max(-x.lo, x.hi) }),
  },
  sign: {
    doc: "-1, 0 or 1 with the sign of x. NaN passes through.",
    arity: 1,
    signature: "number",
    callable: true,
    meaning: Math.sign,
    convention: "sign: gradient 0 everywhere",
    range: (x) => ({ lo: Math.sign(x.lo), hi: Math.sign(x.hi) }),
  },
  min: {
    doc: "The smaller of two. A tie gives each a half of the gradient.",
    arity: 2,
    signature: "number",
    callable: true,
    meaning: Math.min,
    partials: (b, [x, y]) => {
      const share = b.select(b.eq(x!, y!), b.real(0.5), b.real(1));
      return [
        { when: b.not(b.gt(x!, y!)), factor: share, generic: () => ({ when: b.not(b.gt(x!, y!)), factor: b.real(1) }) },
        { when: b.not(b.lt(x!, y!)), factor: share, generic: () => ({ when: b.not(b.lt(x!, y!)), factor: b.real(1) }) },
      ];
    },
    convention: "min of two: a tie gives each a half of the gradient",
    range: (x, y) => ({ lo: Math.min(x.lo, y.lo), hi: Math.min(x.hi, y.hi) }),
  },
  max: {
    doc: "The larger of two. A tie gives each a half of the gradient.",
    arity: 2,
    signature: "number",
    callable: true,
    meaning: Math.max,
    partials: (b, [x, y]) => {
      const share = b.select(b.eq(x!, y!), b.real(0.5), b.real(1));
      return [
        { when: b.not(b.lt(x!, y!)), factor: share, generic: () => ({ when: b.not(b.lt(x!, y!)), factor: b.real(1) }) },
        { when: b.not(b.gt(x!, y!)), factor: share, generic: () => ({ when: b.not(b.gt(x!, y!)), factor: b.real(1) }) },
      ];
    },
    convention: "max of two: a tie gives each a half of the gradient",
    range: (x, y) => ({ lo: Math.max(x.lo, y.lo), hi: Math.max(x.hi, y.hi) }),
  },
  clamp: {
    doc: "x limited to lo and hi. The gradient passes at both bounds, and goes to lo or hi where they bind.",
    arity: 3,
    signature: "number",
    callable: true,
    meaning: (x, lo, hi) => Math.min(Math.max(x, lo), hi),
    partials: (b, [x, lo, hi]) => {
      const below = b.lt(x!, lo!);
      const above = b.gt(b.max(x!, lo!), hi!);
      return [
        {
          when: b.not(b.or(below, above)),
          factor: b.real(1),
          generic: () => ({ when: b.not(b.or(below, b.gt(x!, hi!))), factor: b.real(1) }),
        },
        { when: b.and(below, b.not(above)), factor: b.real(1) },
        { when: above, factor: b.real(1) },
      ];
    },
    convention: "clamp: the gradient passes at both bounds, and goes to lo or hi where they bind",
    decompose: (b, x, lo, hi) => b.min(b.max(x, lo), hi),
    range: (x, lo, hi) => ({ lo: Math.min(Math.max(x.lo, lo.lo), hi.lo), hi: Math.min(Math.max(x.hi, lo.hi), hi.hi) }),
  },
  relu: {
    doc: "max(x, 0), with derivative 0 at 0.",
    arity: 1,
    signature: "number",
    callable: true,
    meaning: (x) => Math.max(x, 0),
    partials: (b, [x]) => [{ when: b.not(b.le(x!, b.real(0))), factor: b.real(1) }],
    convention: "relu: gradient 0 at 0",
    decompose: (b, x) => b.max(x, b.constantLike(0, x)),
    range: (x) => ({ lo: Math.max(x.lo, 0), hi: Math.max(x.hi, 0) }),
  },
  stop_gradient: {
    doc: "x itself, as a constant to the gradient.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: (x) => x,
    convention: "stop_gradient: its argument counts as a constant",
    decompose: (_, x) => x,
    range: (x) => x,
  },
  real: {
    doc: "An int as a real.",
    arity: 1,
    signature: "toReal",
    meaning: (x) => x,
    range: (x) => x,
  },
  div_floor: {
    doc: "div(x, y): the quotient of two ints, rounded down.",
    arity: 2,
    signature: "int",
    meaning: (x, y) => Math.floor(x / y),
  },
  mod_floor: {
    doc: "mod(x, y): x - y * div(x, y), with the sign of y.",
    arity: 2,
    signature: "int",
    meaning: (x, y) => x - y * Math.floor(x / y),
    decompose: (b, x, y) => b.sub(x, b.mul(y, b.map("div_floor", x, y))),
  },
  repeat_product: {
    doc: "x multiplied n times: x ^ n of a number of any type.",
    arity: 2,
    signature: "number",
    meaning: (x, n) => x ** n,
    partials: (b, [x, n]) => [
      { when: b.ne(n!, b.int(0)), factor: b.mul(n!, b.map("repeat_product", x!, b.sub(n!, b.int(1)))) },
      null,
    ],
  },
  checked_index: {
    doc: "x[C = i]'s index: i where 0 <= i < n. Elsewhere the call is an error, and without checks i is clamped.",
    arity: 2,
    signature: "int",
    meaning: (i, n) => Math.max(0, i < n ? i : n - 1),
    range: (_, n) => ({ lo: 0, hi: Math.max(0, n.hi - 1) }),
  },
  checked_order: {
    doc: "The order of a norm: p where it is at least 1. Elsewhere the call is an error.",
    arity: 1,
    signature: "real",
    meaning: (p) => p,
    decompose: (_, p) => p,
    range: (p) => p,
  },
} as const satisfies Record<string, Operator>;
