import type { Node } from "../ir/graph.ts";
import type { Build } from "./build.ts";
import { hull, UNIT } from "./interval.ts";
import type { Operator } from "./operator.ts";

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid = (x: number) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** sigmoid(x) - sigmoid(y), for x above y. */
const difference = (x: number, y: number) => sigmoid(x) * sigmoid(-y) * -Math.expm1(y - x);

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

/** Operators of one exponential beside 1. */
export const sigmoids = {
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
  sigmoid_difference: {
    doc: "sigmoid(x) - sigmoid(y), accurate also where both round to 1, or are almost equal.",
    arity: 2,
    signature: "real",
    meaning: (x, y) => (x === y ? 0 : x > y ? difference(x, y) : -difference(y, x)),
    partials: (b, [x, y]) => [{ factor: b.map("sigmoid_slope", x!) }, { factor: b.neg(b.map("sigmoid_slope", y!)) }],
    decompose: (b, x, y) => {
      const [larger, smaller] = [b.max(x, y), b.min(x, y)];
      const ratio = b.neg(b.map("expm1", b.sub(smaller, larger)));
      const distance = b.mul(b.mul(b.sigmoid(larger), b.sigmoid(b.neg(smaller))), ratio);
      return b.select(b.eq(x, y), b.real(0), b.select(b.lt(x, y), b.neg(distance), distance));
    },
    range: () => hull(-1, 1),
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
} as const satisfies Record<string, Operator>;
