import { isConstant, type Node } from "../../ir/graph.ts";
import type { Build } from "../../ops/build.ts";
import { isNonNegative, range } from "../facts.ts";
import { asProducts, logOfTiny } from "../log-near-one.ts";
import { logOfPositive } from "../log-of.ts";
import { normOf } from "../norm-of.ts";
import { apply as f, hole } from "../pattern.ts";
import { overRoot } from "../plus-root.ts";
import { portionOf } from "../rest-of-quotient.ts";
import { rewrite, type Rule, slopeBy, stabilizing, stabilizingBy } from "../rule.ts";
import { overProduct, overTail, scaled } from "../scaled.ts";

const x = hole("x");
const y = hole("y");

/** Why a rule is there. */
const ROUNDS = "a large exponent is rounded before exp amplifies its error";
const TINY = "an exponential may be too small for a float where its root or power is not";
const BOTH_OVERFLOW = "numerator and denominator both overflow for large |x|, and their quotient is then NaN";
const QUOTIENT = "numerator and denominator overflow, or both underflow, where their quotient is an ordinary number";
const TINY_DIVISOR = "a softplus underflows to 0 for small x, and what is divided by it is then infinite or NaN";
const SLOPE = "where y is small beside x, the slope in x is a difference that cancels";
const SQUARES = "squares overflow or underflow where the norm does not, and its slope at 0 is 0, not NaN";
const ONE_EXPONENTIAL = "one factor may overflow while the other underflows";

/** Whether an exponent may make an ordinary number of one that is too small for a float. */
const mayBeSmall = (y: Node): boolean => !isConstant(y, 0) && range(y).lo < 1;

/** exp(log) ^ y */
const powerOf = (b: Build, log: Node, y: Node): Node =>
  b.exp(y.kind === "constant" ? b.mul(y, log) : b.map("absorbing_mul", y, log));

/** Powers, exponentials and quotients that overflow, underflow or round, and what they mean. */
export const stabilizePowers: readonly Rule[] = [
  stabilizingBy("sigmoid_mix(x, t) ^ y = exp(y * log_sigmoid_mix(x, t))", TINY, "pow", ([e, y], b) => {
    if (e.kind !== "map" || e.op !== "sigmoid_mix" || !mayBeSmall(y)) return undefined;
    const [x, t] = e.args as [Node, Node];
    const isShare = b.and(b.ge(t, b.real(0)), b.le(t, b.real(1)));
    return b.select(isShare, powerOf(b, b.map("log_sigmoid_mix", x, t), y), b.graph.map("pow", "real", [e, y]));
  }),
  stabilizingBy("sqrt(exponentials) = exp(half their exponents)", TINY, "sqrt", ([e], b) => {
    const log = logOfTiny(b, e);
    return log && b.exp(b.mul(b.real(0.5), log));
  }),
  stabilizingBy("sqrt(x * exponentials) = sqrt(x) * exp(half their exponents)", TINY, "sqrt", ([e], b) => {
    for (const [x, y] of asProducts(b, e)) {
      const log = logOfTiny(b, y);
      if (log) return b.mul(b.map("sqrt", x), b.exp(b.mul(b.real(0.5), log)));
    }
    return undefined;
  }),
  stabilizingBy("exponentials ^ y = exp(y * their exponents)", TINY, "pow", ([e, y], b) => {
    const log = mayBeSmall(y) ? logOfTiny(b, e) : undefined;
    return log && powerOf(b, log, y);
  }),
  rewrite("real", "exp(log_sigmoid(x)) = sigmoid(x)", f("exp", f("log_sigmoid", x)), f("sigmoid", x)),
  stabilizing(
    "exp(-softplus(x)) = sigmoid(-x)",
    ROUNDS,
    f("exp", f("neg", f("softplus", x))),
    f("sigmoid", f("neg", x)),
  ),
  stabilizing("exp(x - softplus(x)) = sigmoid(x)", ROUNDS, f("exp", f("sub", x, f("softplus", x))), f("sigmoid", x)),
  stabilizing(
    "exp(x - (y + softplus(x - y))) = sigmoid(x - y)",
    ROUNDS,
    f("exp", f("sub", x, f("add", y, f("softplus", f("sub", x, y))))),
    f("sigmoid", f("sub", x, y)),
  ),
  rewrite("real", "exp(log(x)) = x", f("exp", f("log", x)), x, (found) => isNonNegative(found.get("x")!)),
  stabilizing(
    "exp(x) * exp(y) = exp(x + y)",
    ONE_EXPONENTIAL,
    f("mul", f("exp", x), f("exp", y)),
    f("exp", f("add", x, y)),
  ),
  stabilizingBy("exp(x) * sigmoid(y) = exp(x + log_sigmoid(y))", ONE_EXPONENTIAL, "mul", ([x, y], b) => {
    for (const [power, other] of [
      [x, y],
      [y, x],
    ] as const) {
      if (power.kind !== "map" || power.op !== "exp" || range(power).hi < Infinity) continue;
      const log = logOfPositive(b, other);
      if (log) return b.exp(b.add(power.args[0]!, log));
    }
    return undefined;
  }),
  stabilizing("sinh(x) / cosh(x) = tanh(x)", BOTH_OVERFLOW, f("div", f("sinh", x), f("cosh", x)), f("tanh", x)),
  stabilizing(
    "cosh(x) / sinh(x) = 1 / tanh(x)",
    BOTH_OVERFLOW,
    f("div", f("cosh", x), f("sinh", x)),
    f("div", 1, f("tanh", x)),
  ),
  stabilizingBy("x / exponentials = x * exp(-their exponents)", QUOTIENT, "div", ([numerator, denominator], b) => {
    const exponent = logOfPositive(b, denominator);
    return exponent && (scaled(b, numerator, exponent) ?? b.mul(numerator, b.exp(b.neg(exponent))));
  }),
  stabilizingBy(
    "x / softplus(y) = if y < -40 then x * exp(-y) else itself",
    TINY_DIVISOR,
    "div",
    ([numerator, divisor], b) => overTail(b, numerator, divisor),
  ),
  stabilizingBy("x / (y * exponentials) = (x / exponentials) / y", QUOTIENT, "div", ([numerator, divisor], b) =>
    overProduct(b, numerator, divisor),
  ),
  slopeBy("x / sqrt(x * x + y) = over_root(x, y)", SLOPE, "div", ([x, root], b) => overRoot(b, x, root)),
  slopeBy("x / (x + y) = portion(x, y)", SLOPE, "div", ([u, v], b) => portionOf(b, u, v)),
  rewrite("real", "sqrt(x * x) = abs(x)", f("sqrt", f("mul", x, x)), f("abs", x)),
  stabilizingBy("sqrt(sum(x * x)) = norm(x)", SQUARES, "sqrt", ([e], b) => normOf(b, e)),
];
