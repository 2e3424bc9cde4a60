import { increasing, NON_NEGATIVE, product } from "./interval.ts";
import type { Operator } from "./operator.ts";
import { scaledExp } from "./special-functions.ts";

const sqrt1pm1 = (x: number) => (Math.abs(x) < 1 ? x / (Math.sqrt(1 + x) + 1) : Math.sqrt(1 + x) - 1);
const log1mexp = (x: number) => (x < Math.LN2 ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x)));

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
  scaled_exp: {
    doc: "x * exp(y) for a large y, and 0 where x is 0 and y is not infinite, though exp(y) overflow.",
    arity: 2,
    signature: "real",
    meaning: scaledExp,
    partials: (b, [, y], out) => [{ factor: b.exp(y!) }, { factor: out }],
    decompose: (b, x, y) => {
      const part = b.exp(b.mul(b.real(0.25), y));
      const half = b.mul(part, part);
      return b.select(b.eq(x, b.real(0)), b.mul(x, b.max(y, b.real(0))), b.mul(b.mul(x, half), half));
    },
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
  log_expm1: {
    doc: "log(exp(x) - 1), the inverse of softplus, accurate near 0 and without overflow.",
    arity: 1,
    signature: "real",
    meaning: (x) => (x < 1 ? Math.log(Math.expm1(x)) : x + Math.log1p(-Math.exp(-x))),
    partials: (b, [x]) => [{ factor: b.neg(b.div(b.real(1), b.map("expm1", b.neg(x!)))) }],
    decompose: (b, x) =>
      b.select(b.lt(x, b.real(1)), b.log(b.map("expm1", x)), b.add(x, b.log1p(b.neg(b.exp(b.neg(x)))))),
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
    range: product,
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
} as const satisfies Record<string, Operator>;
