import type { Node } from "../ir/graph.ts";
import type { Build } from "./build.ts";
import { ANYTHING, hull, increasing, NON_NEGATIVE, UNIT } from "./interval.ts";
import type { Operator } from "./operator.ts";

const sqrt1pm1 = (x: number) => (Math.abs(x) < 1 ? x / (Math.sqrt(1 + x) + 1) : Math.sqrt(1 + x) - 1);
const log1mexp = (x: number) => (x < Math.LN2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x)));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** The parts of `sigmoid(x) * y + sigmoid(-x) * (1 - y)`: what the larger and the smaller sigmoid are weighted with, and 1 less it. */
function mixed(b: Build, x: Node, y: Node) {
  const isNegative = b.lt(x, b.real(0));
  const other = b.sub(b.real(1), y);
  const tail = b.exp(b.neg(b.abs(x)));
  const [likely, rare] = [b.select(isNegative, other, y), b.select(isNegative, y, other)];
  const whole = b.add(b.real(1), tail);
  const mix = b.div(b.add(likely, b.mul(rare, tail)), whole);
  const rest = b.div(b.add(rare, b.mul(likely, tail)), whole);
  return { tail, likely, rare, mix, rest };
}

const ZERO_FACTOR = "xlogy(x, y): value and gradient in y are 0 where x = 0";

export const exponential = {
  sqrt: {
    doc: "The square root. Its slope at 0 is infinite.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.sqrt,
    partials: (b, _, out) => [{ factor: b.div(b.real(0.5), out) }],
    convention: "sqrt: infinite slope at 0",
    range: (x) => ({ lo: Math.sqrt(Math.max(0, x.lo)), hi: Math.sqrt(Math.max(0, x.hi)) }),
  },
  sqrt1pm1: {
    doc: "sqrt(1 + x) - 1, accurate near 0.",
    arity: 1,
    signature: "real",
    meaning: sqrt1pm1,
    partials: (b, _, out) => [{ factor: b.div(b.real(0.5), b.add(b.real(1), out)) }],
    decompose: (b, x) => {
      const root = b.map("sqrt", b.add(b.real(1), x));
      return b.select(b.lt(b.abs(x), b.real(1)), b.div(x, b.add(root, b.real(1))), b.sub(root, b.real(1)));
    },
    range: (x) => ({ lo: sqrt1pm1(Math.max(-1, x.lo)), hi: sqrt1pm1(Math.max(-1, x.hi)) }),
  },
  root: {
    doc: "s ^ (1 / p) as the end of a norm: its derivative is 0 at 0.",
    arity: 2,
    signature: "real",
    meaning: (s, p) => s ** (1 / p),
    partials: (b, [s, p], out) => {
      const factor = b.div(out, b.mul(p!, s!));
      return [{ when: b.ne(s!, b.real(0)), factor, generic: () => ({ factor }) }, null];
    },
    convention: "norm: gradient 0 at the zero vector",
    decompose: (b, s, p) => b.pow(s, b.div(b.real(1), p)),
    range: () => NON_NEGATIVE,
  },
  exp: {
    doc: "e ^ x",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.exp,
    partials: (_, __, out) => [{ factor: out }],
    range: increasing(Math.exp),
  },
  expm1: {
    doc: "e ^ x - 1, accurate near 0.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.expm1,
    partials: (b, [x]) => [{ factor: b.exp(x!) }],
    range: increasing(Math.expm1),
  },
  log: {
    doc: "The natural logarithm: -inf at 0, NaN below.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.log,
    partials: (b, [x]) => [{ factor: b.div(b.real(1), x!) }],
    range: (x) => ({ lo: x.lo > 0 ? Math.log(x.lo) : -Infinity, hi: Math.log(Math.max(0, x.hi)) }),
  },
  log1p: {
    doc: "log(1 + x), accurate near 0.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.log1p,
    partials: (b, [x]) => [{ factor: b.div(b.real(1), b.add(b.real(1), x!)) }],
    range: (x) => ({
      lo: x.lo > -1 ? Math.log1p(x.lo) : -Infinity,
      hi: Math.log1p(Math.max(-1, x.hi)),
    }),
  },
  sigmoid: {
    doc: "1 / (1 + exp(-x))",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: sigmoid,
    partials: (b, [x]) => [{ factor: b.map("sigmoid_slope", x!) }],
    decompose: (b, x) => {
      const tail = b.exp(b.neg(b.abs(x)));
      return b.div(b.select(b.lt(x, b.real(0)), tail, b.real(1)), b.add(b.real(1), tail));
    },
    range: (x) => ({ lo: sigmoid(x.lo), hi: x.hi === Infinity ? 1 : sigmoid(x.hi) }),
  },
  sigmoid_slope: {
    doc: "sigmoid(x) * sigmoid(-x), the derivative of sigmoid, accurate in both tails.",
    arity: 1,
    signature: "real",
    meaning: (x) => sigmoid(x) * sigmoid(-x),
    partials: (b, [x], out) => [{ factor: b.neg(b.mul(out, b.map("tanh", b.mul(b.real(0.5), x!)))) }],
    decompose: (b, x) => {
      const tail = b.exp(b.neg(b.abs(x)));
      const whole = b.add(b.real(1), tail);
      return b.div(tail, b.mul(whole, whole));
    },
    range: () => UNIT,
  },
  sigmoid_minus: {
    doc: "sigmoid(x) - y, accurate also where sigmoid(x) rounds to a y of 1.",
    arity: 2,
    signature: "real",
    meaning: (x, y) => (x < 0 ? sigmoid(x) - y : 1 - y - sigmoid(-x)),
    partials: (b, [x]) => [{ factor: b.map("sigmoid_slope", x!) }, { factor: b.real(-1) }],
    decompose: (b, x, y) => {
      const tail = b.exp(b.neg(b.abs(x)));
      const smaller = b.div(tail, b.add(b.real(1), tail));
      return b.select(b.lt(x, b.real(0)), b.sub(smaller, y), b.sub(b.sub(b.real(1), y), smaller));
    },
  },
  sigmoid_mix: {
    doc: "sigmoid(x) * y + sigmoid(-x) * (1 - y), the probability of a label y; exact in both tails where y is 0 or 1.",
    arity: 2,
    signature: "real",
    meaning: (x, y) => sigmoid(x) * y + sigmoid(-x) * (1 - y),
    partials: (b, [x, y]) => [
      { factor: b.mul(b.map("sigmoid_slope", x!), b.sub(b.mul(b.real(2), y!), b.real(1))) },
      { factor: b.map("tanh", b.mul(b.real(0.5), x!)) },
    ],
    decompose: (b, x, y) => mixed(b, x, y).mix,
  },
  log_sigmoid_mix: {
    doc: "log(sigmoid(x) * y + sigmoid(-x) * (1 - y)), also where that is almost 1, or too small for a float at a y of 0 or 1.",
    arity: 2,
    signature: "real",
    meaning: (x, y) => {
      const [likely, rare] = x < 0 ? [1 - y, y] : [y, 1 - y];
      if (likely === 0) return Math.log(rare) - softplus(Math.abs(x));
      const mix = sigmoid(x) * y + sigmoid(-x) * (1 - y);
      return mix > 0.5 ? Math.log1p(-(sigmoid(-x) * y + sigmoid(x) * (1 - y))) : Math.log(mix);
    },
    partials: (b, [x, y], out) => {
      const logSlope = b.add(b.map("log_sigmoid", x!), b.map("log_sigmoid", b.neg(x!)));
      return [
        { factor: b.mul(b.exp(b.sub(logSlope, out)), b.sub(b.mul(b.real(2), y!), b.real(1))) },
        { factor: b.mul(b.map("tanh", b.mul(b.real(0.5), x!)), b.exp(b.neg(out))) },
      ];
    },
    decompose: (b, x, y) => {
      const { tail, likely, rare, mix, rest } = mixed(b, x, y);
      const alone = b.sub(b.sub(b.log(rare), b.abs(x)), b.log1p(tail));
      const both = b.select(b.gt(mix, b.real(0.5)), b.log1p(b.neg(rest)), b.log(mix));
      return b.select(b.eq(likely, b.real(0)), alone, both);
    },
  },
  softplus: {
    doc: "log(1 + exp(x))",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: softplus,
    partials: (b, [x]) => [{ factor: b.sigmoid(x!) }],
    decompose: (b, x) => b.add(b.max(x, b.real(0)), b.log1p(b.exp(b.neg(b.abs(x))))),
    range: (x) => ({ lo: softplus(x.lo), hi: softplus(x.hi) }),
  },
  log_softplus: {
    doc: "log(log(1 + exp(x))), also where the exponential underflows.",
    arity: 1,
    signature: "real",
    meaning: (x) => (x < -40 ? x : Math.log(softplus(x))),
    partials: (b, [x], out) => [{ factor: b.exp(b.sub(b.map("log_sigmoid", x!), out)) }],
    decompose: (b, x) => b.select(b.lt(x, b.real(-40)), x, b.log(b.map("softplus", x))),
    range: (x) => ({
      lo: x.lo < -40 ? x.lo : Math.log(softplus(x.lo)),
      hi: x.hi < -40 ? x.hi : Math.log(softplus(x.hi)),
    }),
  },
  log_sigmoid: {
    doc: "log(sigmoid(x)) = -softplus(-x)",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: (x) => -softplus(-x),
    partials: (b, [x]) => [{ factor: b.sigmoid(b.neg(x!)) }],
    decompose: (b, x) => b.sub(b.min(x, b.real(0)), b.log1p(b.exp(b.neg(b.abs(x))))),
    range: (x) => ({ lo: -softplus(-x.lo), hi: -softplus(-x.hi) }),
  },
  logaddexp: {
    doc: "log(exp(x) + exp(y)), without overflow.",
    arity: 2,
    signature: "real",
    meaning: (x, y) => (x === y ? x + Math.LN2 : Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)))),
    partials: (b, [x, y]) => {
      const even = b.eq(x!, y!);
      const share = (mine: typeof x, other: typeof x) => {
        const factor = b.sigmoid(b.sub(mine!, other!));
        return { factor: b.select(even, b.real(0.5), factor), generic: () => ({ factor }) };
      };
      return [share(x, y), share(y, x)];
    },
    decompose: (b, x, y) =>
      b.select(b.eq(x, y), b.add(x, b.real(Math.LN2)), b.add(b.max(x, y), b.log1p(b.exp(b.neg(b.abs(b.sub(x, y))))))),
    range: (x, y) => ({ lo: Math.max(x.lo, y.lo), hi: Infinity }),
  },
  log1mexp: {
    doc: "log(1 - exp(-x)) for x >= 0, accurate near 0 and far from it (Maechler 2012).",
    arity: 1,
    signature: "real",
    meaning: log1mexp,
    partials: (b, [x]) => [{ factor: b.div(b.real(1), b.map("expm1", x!)) }],
    decompose: (b, x) =>
      b.select(b.lt(x, b.real(Math.LN2)), b.log(b.neg(b.map("expm1", b.neg(x)))), b.log1p(b.neg(b.exp(b.neg(x))))),
    range: () => ({ lo: -Infinity, hi: 0 }),
  },
  log1mexpexp: {
    doc: "log(1 - exp(-exp(x))), the complementary log-log link's inverse, also where exp(x) underflows.",
    arity: 1,
    signature: "real",
    meaning: (x) => (x < -40 ? x : log1mexp(Math.exp(x))),
    partials: (b, [x], out) => [{ factor: b.exp(b.sub(b.sub(x!, b.exp(x!)), out)) }],
    decompose: (b, x) => b.select(b.lt(x, b.real(-40)), x, b.map("log1mexp", b.exp(x))),
    range: () => ({ lo: -Infinity, hi: 0 }),
  },
  log_cosh: {
    doc: "log(cosh(x)), accurate near 0 and without overflow.",
    arity: 1,
    signature: "real",
    meaning: (x) =>
      Math.abs(x) < 1
        ? 0.5 * Math.log1p(Math.sinh(x) ** 2)
        : Math.abs(x) + Math.log1p(Math.exp(-2 * Math.abs(x))) - Math.LN2,
    partials: (b, [x]) => [{ factor: b.map("tanh", x!) }],
    decompose: (b, x) => {
      const size = b.abs(x);
      const sinh = b.map("sinh", b.min(size, b.real(1)));
      return b.select(
        b.lt(size, b.real(1)),
        b.mul(b.real(0.5), b.log1p(b.mul(sinh, sinh))),
        b.sub(b.add(size, b.log1p(b.exp(b.mul(b.real(-2), size)))), b.real(Math.LN2)),
      );
    },
    range: () => NON_NEGATIVE,
  },
  xlogy: {
    doc: "x * log(y), and 0 where x = 0 unless y is NaN. So is its slope in y; its slope in x is log(y).",
    arity: 2,
    signature: "real",
    callable: true,
    meaning: (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y)),
    partials: (b, [x, y]) => [
      { factor: b.log(y!) },
      {
        when: b.or(b.ne(x!, b.real(0)), b.ne(y!, y!)),
        factor: b.div(x!, y!),
        generic: () => ({ factor: b.div(x!, y!) }),
      },
    ],
    convention: ZERO_FACTOR,
    decompose: (b, x, y) => b.select(b.and(b.eq(x, b.real(0)), b.eq(y, y)), b.real(0), b.mul(x, b.log(y))),
  },
  absorbing_mul: {
    doc: "x * y, and 0 where x = 0 unless y is NaN: x * log(z) as xlogy means it. Its slope in y is 0 where x = 0.",
    arity: 2,
    signature: "real",
    meaning: (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * y),
    partials: (b, [x, y]) => [
      { factor: y! },
      { when: b.ne(x!, b.real(0)), factor: x!, generic: () => ({ factor: x! }) },
    ],
    convention: ZERO_FACTOR,
    decompose: (b, x, y) => b.select(b.and(b.eq(x, b.real(0)), b.eq(y, y)), b.real(0), b.mul(x, y)),
  },
  xlog1py: {
    doc: "xlogy(x, 1 + y), accurate near y = 0.",
    arity: 2,
    signature: "real",
    meaning: (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log1p(y)),
    partials: (b, [x, y]) => [
      { factor: b.log1p(y!) },
      {
        when: b.ne(x!, b.real(0)),
        factor: b.div(x!, b.add(b.real(1), y!)),
        generic: () => ({ factor: b.div(x!, b.add(b.real(1), y!)) }),
      },
    ],
    convention: ZERO_FACTOR,
    decompose: (b, x, y) => b.select(b.and(b.eq(x, b.real(0)), b.eq(y, y)), b.real(0), b.mul(x, b.log1p(y))),
  },
  sin: {
    doc: "The sine of x radians.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.sin,
    partials: (b, [x]) => [{ factor: b.map("cos", x!) }],
    range: () => hull(-1, 1),
  },
  cos: {
    doc: "The cosine of x radians.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.cos,
    partials: (b, [x]) => [{ factor: b.neg(b.map("sin", x!)) }],
    range: () => hull(-1, 1),
  },
  tan: {
    doc: "The tangent of x radians.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.tan,
    partials: (b, _, out) => [{ factor: b.add(b.real(1), b.mul(out, out)) }],
  },
  sinh: {
    doc: "The hyperbolic sine.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.sinh,
    partials: (b, [x]) => [{ factor: b.map("cosh", x!) }],
    range: increasing(Math.sinh),
  },
  cosh: {
    doc: "The hyperbolic cosine.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.cosh,
    partials: (b, [x]) => [{ factor: b.map("sinh", x!) }],
    range: () => ({ lo: 1, hi: Infinity }),
  },
  tanh: {
    doc: "The hyperbolic tangent.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.tanh,
    partials: (b, [x]) => {
      const cosh = b.map("cosh", x!);
      return [{ factor: b.div(b.div(b.real(1), cosh), cosh) }];
    },
    range: increasing(Math.tanh),
  },
  atan: {
    doc: "The arc tangent, in radians.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.atan,
    partials: (b, [x]) => [{ factor: b.div(b.real(1), b.add(b.real(1), b.mul(x!, x!))) }],
    range: increasing(Math.atan),
  },
  floor: {
    doc: "The largest whole number that is not above x.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.floor,
    convention: "floor: gradient 0 everywhere",
    range: increasing(Math.floor),
  },
  round: {
    doc: "The nearest whole number, the even one in the middle.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: (x) => {
      const down = Math.floor(x);
      const rest = x - down;
      if (rest !== 0.5) return rest < 0.5 ? down : down + 1;
      return down % 2 === 0 ? down : down + 1;
    },
    convention: "round: gradient 0 everywhere",
    decompose: (b, x) => {
      const down = b.map("floor", x);
      const rest = b.sub(x, down);
      const half = b.mul(b.real(0.5), down);
      const even = b.eq(half, b.map("floor", half));
      const stays = b.or(b.lt(rest, b.real(0.5)), b.and(b.eq(rest, b.real(0.5)), even));
      return b.select(b.or(stays, b.eq(x, down)), down, b.add(down, b.real(1)));
    },
    range: () => ANYTHING,
  },
} as const satisfies Record<string, Operator>;
