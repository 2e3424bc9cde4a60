import type { Node } from "../../ir/graph.ts";
import type { Build } from "../../ops/build.ts";
import { complement, isChoice } from "../complement.ts";
import { isSetting, range } from "../facts.ts";
import { isOne, log1mexpOf, logNearOne, logOfGuarded, logOfShiftedRest, logOfTiny } from "../log-near-one.ts";
import { logOf, logOfPositive } from "../log-of.ts";
import { normOf } from "../norm-of.ts";
import { apply as f, dataHole, hole } from "../pattern.ts";
import { restOfQuotient } from "../rest-of-quotient.ts";
import { rewrite, type Rule, stabilizing } from "../rule.ts";
import { scaled } from "../scaled.ts";

const x = hole("x");
const y = hole("y");
const t = dataHole("t");

type Apply = (args: readonly [Node, Node], b: Build) => Node | undefined;

const between = (law: string, on: string, apply: Apply) => ({
  name: law.replace(/\s+/g, ""),
  law,
  on,
  apply: (node: Node, b: Build) =>
    node.kind === "map" ? apply(node.args as unknown as readonly [Node, Node], b) : undefined,
});

const rule = (law: string, reason: string, on: string, apply: Apply): Rule => ({
  ...between(law, on, apply),
  warrant: "stabilize",
  reason,
});
const realRule = (law: string, on: string, apply: Apply): Rule => ({ ...between(law, on, apply), warrant: "real" });

/** Why a rule is there. */
const OVERFLOW = "exp overflows for large arguments and underflows to 0, whose log is −∞, for small ones";
const NEAR_ONE = "a small x is lost when 1 is added to it";
const CANCELS = "near 0 the difference cancels to a few digits";
const SATURATES = "a sigmoid rounds to 1 for large x, and the difference is then exactly 0";
const ALMOST_ONE = "a quotient of almost equal numbers rounds to 1, and the difference is then exactly 0";
const TANH_SATURATES = "a tanh rounds to 1 or -1 for large |x|, and the difference is then exactly 0";
const EQUAL_PARTS = "two numbers that are nearly equal for large |x| cancel to nothing";
const CANCELS_LOG = "for a small x the difference is exact only as expm1, for a large one only as log1p";
const ROUNDS = "a large exponent is rounded before exp amplifies its error";
const TINY = "an exponential may be too small for a float where its root or power is not";
const TINY_LOG = "a softplus underflows to 0 for small x, and its log is then −∞";
const BOTH_OVERFLOW = "numerator and denominator both overflow for large |x|, and their quotient is then NaN";
const QUOTIENT = "numerator and denominator overflow, or both underflow, where their quotient is an ordinary number";
const SQUARES = "squares overflow or underflow where the norm does not, and its slope at 0 is 0, not NaN";
const ONE_EXPONENTIAL = "one factor may overflow while the other underflows";

/** c - c * e = c * (1 - e) of a number e that can round to 1. */
function restOfScaled(b: Build, c: Node, product: Node): Node | undefined {
  if (c.kind !== "constant" || product.kind !== "map" || product.op !== "mul" || product.args[0] !== c)
    return undefined;
  const rest = complement(b, product.args[1]!);
  return rest && b.mul(c, rest);
}

/** Whether an exponent is a setting that may make an ordinary number of one that is too small for a float. */
const mayBeSmall = (y: Node): boolean => isSetting(y) && !(y.kind === "constant" && y.value === 0) && range(y).lo < 1;

/** exp(log) ^ y */
const powerOf = (b: Build, log: Node, y: Node): Node =>
  b.exp(y.kind === "constant" ? b.mul(y, log) : b.map("absorbing_mul", y, log));

/** Spellings that overflow or cancel, and what they mean. */
export const stabilize: readonly Rule[] = [
  rule(
    "log(sigmoid(x) + 0.001) = if sigmoid(x) > 1/2 then log1p(0.001 - sigmoid(-x)) else itself",
    NEAR_ONE,
    "log",
    ([e], b) => {
      if (e.kind !== "map" || e.op !== "add") return undefined;
      const [x, y] = e.args as [Node, Node];
      return logOfGuarded(b, x, y) ?? logOfGuarded(b, y, x);
    },
  ),
  rule("log of exponentials = their exponents", OVERFLOW, "log", ([e], b) => logOf(b, e)),
  rule("log(-expm1(x)) = log1mexp(-x)", CANCELS_LOG, "log", ([e], b) =>
    e.kind === "map" && e.op === "neg" ? logNearOne(b, e) : undefined,
  ),
  rule("log(if c then 1 + x else y) = if c then log1p(x) else log(y)", NEAR_ONE, "log", ([e], b) => {
    if (e.kind !== "map" || e.op !== "select") return undefined;
    const [condition, yes, no] = e.args as [Node, Node, Node];
    const [first, second] = [logNearOne(b, yes), logNearOne(b, no)];
    return first || second ? b.select(condition, first ?? b.log(yes), second ?? b.log(no)) : undefined;
  }),
  stabilizing(
    "log(2 * sigmoid(x)) = if abs(x) < 1 then log1p(tanh(x / 2)) else log(2) + log_sigmoid(x)",
    NEAR_ONE,
    f("log", f("mul", 2, f("sigmoid", x))),
    f(
      "select",
      f("lt", f("abs", x), 1),
      f("log1p", f("tanh", f("mul", 0.5, x))),
      f("add", Math.LN2, f("log_sigmoid", x)),
    ),
  ),
  rule(
    "log(1 - (sigmoid(x) - y)) = if it is > 1/2 then log1p(y - sigmoid(x)) else log(sigmoid(-x) + y)",
    SATURATES,
    "log",
    ([e], b) => (e.kind === "map" && e.op === "sub" && isOne(e.args[0]!) ? logOfShiftedRest(b, e.args[1]!) : undefined),
  ),
  rule(
    "log1p(-(sigmoid(x) * t)) = if that is small then itself else log((1 - t) + t * sigmoid(-x))",
    SATURATES,
    "log1p",
    ([e], b) => (e.kind === "map" && e.op === "neg" ? logOfShiftedRest(b, e.args[0]!) : undefined),
  ),
  stabilizing("log(1 + x) = log1p(x)", NEAR_ONE, f("log", f("add", 1, x)), f("log1p", x)),
  stabilizing("log(1 - x) = log1p(-x)", NEAR_ONE, f("log", f("sub", 1, x)), f("log1p", f("neg", x))),
  rule("log1p(-exp(x)) = log1mexp(-x)", CANCELS_LOG, "log1p", ([e], b) => {
    const inner = e.kind === "map" && e.op === "neg" ? e.args[0]! : undefined;
    return inner?.kind === "map" && inner.op === "exp" ? log1mexpOf(b, inner.args[0]!) : undefined;
  }),
  stabilizing(
    "log1p(-sigmoid(x)) = log_sigmoid(-x)",
    SATURATES,
    f("log1p", f("neg", f("sigmoid", x))),
    f("log_sigmoid", f("neg", x)),
  ),
  rule("log1p of exponentials = softplus of their exponents", OVERFLOW, "log1p", ([e], b) => {
    const log = logOfPositive(b, e);
    return log && b.map("softplus", log);
  }),
  stabilizing("exp(x) - 1 = expm1(x)", CANCELS, f("sub", f("exp", x), 1), f("expm1", x)),
  stabilizing("exp(x) + -1 = expm1(x)", CANCELS, f("add", f("exp", x), -1), f("expm1", x)),
  stabilizing("1 - exp(x) = -expm1(x)", CANCELS, f("sub", 1, f("exp", x)), f("neg", f("expm1", x))),
  stabilizing("1 - sigmoid(x) = sigmoid(-x)", SATURATES, f("sub", 1, f("sigmoid", x)), f("sigmoid", f("neg", x))),
  stabilizing(
    "sigmoid(x) - 1 = -sigmoid(-x)",
    SATURATES,
    f("sub", f("sigmoid", x), 1),
    f("neg", f("sigmoid", f("neg", x))),
  ),
  stabilizing(
    "sigmoid(x) - t = sigmoid_minus(x, t) of data t",
    SATURATES,
    f("sub", f("sigmoid", x), t),
    f("sigmoid_minus", x, t),
  ),
  stabilizing(
    "t - sigmoid(x) = -sigmoid_minus(x, t) of data t",
    SATURATES,
    f("sub", t, f("sigmoid", x)),
    f("neg", f("sigmoid_minus", x, t)),
  ),
  rewrite(
    "real",
    "sigmoid(x) * y + sigmoid(-x) * (1 - y) = sigmoid_mix(x, y)",
    f("add", f("mul", f("sigmoid", x), y), f("mul", f("sigmoid", f("neg", x)), f("sub", 1, y))),
    f("sigmoid_mix", x, y),
  ),
  rewrite(
    "real",
    "sigmoid(-x) * y + sigmoid(x) * (1 - y) = sigmoid_mix(-x, y)",
    f("add", f("mul", f("sigmoid", f("neg", x)), y), f("mul", f("sigmoid", x), f("sub", 1, y))),
    f("sigmoid_mix", f("neg", x), y),
  ),
  stabilizing(
    "1 - sigmoid_mix(x, y) = sigmoid_mix(-x, y)",
    SATURATES,
    f("sub", 1, f("sigmoid_mix", x, y)),
    f("sigmoid_mix", f("neg", x), y),
  ),
  rule("sigmoid_mix(x, t) ^ y = exp(y * log_sigmoid_mix(x, t))", TINY, "pow", ([e, y], b) => {
    if (e.kind !== "map" || e.op !== "sigmoid_mix" || !mayBeSmall(y)) return undefined;
    const [x, t] = e.args as [Node, Node];
    const isShare = b.and(b.ge(t, b.real(0)), b.le(t, b.real(1)));
    return b.select(isShare, powerOf(b, b.map("log_sigmoid_mix", x, t), y), b.graph.map("pow", "real", [e, y]));
  }),
  rewrite(
    "real",
    "max(x, 0) + softplus(-abs(x)) = softplus(x)",
    f("add", f("max", x, 0), f("softplus", f("neg", f("abs", x)))),
    f("softplus", x),
  ),
  rewrite(
    "real",
    "(max(x, 0) - y) + softplus(-abs(x)) = softplus(x) - y",
    f("add", f("sub", f("max", x, 0), y), f("softplus", f("neg", f("abs", x)))),
    f("sub", f("softplus", x), y),
  ),
  rewrite(
    "real",
    "relu(x) + softplus(-abs(x)) = softplus(x)",
    f("add", f("relu", x), f("softplus", f("neg", f("abs", x)))),
    f("softplus", x),
  ),
  rewrite(
    "real",
    "(relu(x) - y) + softplus(-abs(x)) = softplus(x) - y",
    f("add", f("sub", f("relu", x), y), f("softplus", f("neg", f("abs", x)))),
    f("sub", f("softplus", x), y),
  ),
  stabilizing(
    "softplus(x) - t * x = t * softplus(-x) + (1 - t) * softplus(x) of data t",
    EQUAL_PARTS,
    f("sub", f("softplus", x), f("mul", t, x)),
    f("add", f("mul", t, f("softplus", f("neg", x))), f("mul", f("sub", 1, t), f("softplus", x))),
  ),
  stabilizing("x - softplus(x) = log_sigmoid(x)", EQUAL_PARTS, f("sub", x, f("softplus", x)), f("log_sigmoid", x)),
  stabilizing("softplus(x) - x = softplus(-x)", EQUAL_PARTS, f("sub", f("softplus", x), x), f("softplus", f("neg", x))),
  stabilizing("x + softplus(-x) = softplus(x)", EQUAL_PARTS, f("add", x, f("softplus", f("neg", x))), f("softplus", x)),
  stabilizing("x - log_sigmoid(x) = softplus(x)", EQUAL_PARTS, f("sub", x, f("log_sigmoid", x)), f("softplus", x)),
  stabilizing(
    "log_sigmoid(x) - x = log_sigmoid(-x)",
    EQUAL_PARTS,
    f("sub", f("log_sigmoid", x), x),
    f("log_sigmoid", f("neg", x)),
  ),
  stabilizing(
    "x + log_sigmoid(-x) = log_sigmoid(x)",
    EQUAL_PARTS,
    f("add", x, f("log_sigmoid", f("neg", x))),
    f("log_sigmoid", x),
  ),
  stabilizing(
    "1 - tanh(x) = 2 * sigmoid(-2 * x)",
    TANH_SATURATES,
    f("sub", 1, f("tanh", x)),
    f("mul", 2, f("sigmoid", f("mul", -2, x))),
  ),
  stabilizing(
    "1 + tanh(x) = 2 * sigmoid(2 * x)",
    TANH_SATURATES,
    f("add", 1, f("tanh", x)),
    f("mul", 2, f("sigmoid", f("mul", 2, x))),
  ),
  stabilizing(
    "tanh(x) - 1 = -2 * sigmoid(-2 * x)",
    TANH_SATURATES,
    f("sub", f("tanh", x), 1),
    f("neg", f("mul", 2, f("sigmoid", f("mul", -2, x)))),
  ),
  stabilizing(
    "1 - tanh(x) * tanh(x) = 4 * sigmoid_slope(2 * x)",
    TANH_SATURATES,
    f("sub", 1, f("mul", f("tanh", x), f("tanh", x))),
    f("mul", 4, f("sigmoid_slope", f("mul", 2, x))),
  ),
  rule("1 - x / (x + y) = y / (x + y)", ALMOST_ONE, "sub", ([one, e], b) => {
    if (!isOne(one) || e.kind !== "map" || e.op !== "div") return undefined;
    return restOfQuotient(b, e.args[0]!, e.args[1]!);
  }),
  rule("2 - 2 * sigmoid(x) = 2 * sigmoid(-x)", SATURATES, "sub", ([c, e], b) => restOfScaled(b, c, e)),
  rule("2 * sigmoid(x) - 2 = -(2 * sigmoid(-x))", SATURATES, "sub", ([e, c], b) => {
    const rest = restOfScaled(b, c, e);
    return rest && b.neg(rest);
  }),
  stabilizing(
    "2 * sigmoid(x) - 1 = tanh(x / 2)",
    CANCELS,
    f("sub", f("mul", 2, f("sigmoid", x)), 1),
    f("tanh", f("mul", 0.5, x)),
  ),
  stabilizing(
    "sigmoid(x) - 0.5 = 0.5 * tanh(x / 2)",
    CANCELS,
    f("sub", f("sigmoid", x), 0.5),
    f("mul", 0.5, f("tanh", f("mul", 0.5, x))),
  ),
  stabilizing(
    "sigmoid(x) - sigmoid(x) * sigmoid(x) = sigmoid_slope(x)",
    SATURATES,
    f("sub", f("sigmoid", x), f("mul", f("sigmoid", x), f("sigmoid", x))),
    f("sigmoid_slope", x),
  ),
  rewrite("real", "log1p(expm1(x)) = x", f("log1p", f("expm1", x)), x),
  // And so of a min, a clamp, an `if` and the like, with an exponential or a tanh in it.
  rule("1 - max(sigmoid(x), t) = min(sigmoid(-x), 1 - t)", SATURATES, "sub", ([one, e], b) =>
    isOne(one) && isChoice(e) ? complement(b, e) : undefined,
  ),
  rule("max(sigmoid(x), t) - 1 = -min(sigmoid(-x), 1 - t)", SATURATES, "sub", ([e, one], b) => {
    const rest = isOne(one) && isChoice(e) ? complement(b, e) : undefined;
    return rest && b.neg(rest);
  }),
  stabilizing("sqrt(1 + x) - 1 = sqrt1pm1(x)", CANCELS, f("sub", f("sqrt", f("add", 1, x)), 1), f("sqrt1pm1", x)),
  rule("sqrt(exponentials) = exp(half their exponents)", TINY, "sqrt", ([e], b) => {
    const log = logOfTiny(b, e);
    return log && b.exp(b.mul(b.real(0.5), log));
  }),
  rule("exponentials ^ y = exp(y * their exponents)", TINY, "pow", ([e, y], b) => {
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
  rewrite("real", "exp(log(x)) = x", f("exp", f("log", x)), x, (found) => range(found.get("x")!).lo >= 0),
  stabilizing(
    "exp(x) * exp(y) = exp(x + y)",
    ONE_EXPONENTIAL,
    f("mul", f("exp", x), f("exp", y)),
    f("exp", f("add", x, y)),
  ),
  stabilizing("sinh(x) / cosh(x) = tanh(x)", BOTH_OVERFLOW, f("div", f("sinh", x), f("cosh", x)), f("tanh", x)),
  stabilizing("log(softplus(x)) = log_softplus(x)", TINY_LOG, f("log", f("softplus", x)), f("log_softplus", x)),
  realRule("(x - c) - logsumexp(y - c) = x - logsumexp(y)", "sub", ([x, fold], b) => {
    if (x.kind !== "map" || x.op !== "sub" || fold.kind !== "fold" || fold.fold !== "logsumexp") return undefined;
    const { body } = fold;
    if (body.kind !== "map" || body.op !== "sub" || body.args[1] !== x.args[1]) return undefined;
    if (body.args[1]!.axes.some((axis) => fold.bound.includes(axis))) return undefined;
    return b.sub(x.args[0]!, b.fold("logsumexp", fold.bound, body.args[0]!));
  }),
  rule("x / exponentials = x * exp(-their exponents)", QUOTIENT, "div", ([numerator, denominator], b) => {
    const exponent = logOfPositive(b, denominator);
    return exponent && (scaled(b, numerator, exponent) ?? b.mul(numerator, b.exp(b.neg(exponent))));
  }),
  rewrite("real", "sqrt(x * x) = abs(x)", f("sqrt", f("mul", x, x)), f("abs", x)),
  rule("sqrt(sum(x * x)) = norm(x)", SQUARES, "sqrt", ([e], b) => normOf(b, e)),
  rule("xlogy(x, exponentials) = x * their exponents, 0 where x = 0", OVERFLOW, "xlogy", ([factor, e], b) => {
    const log = logOfPositive(b, e);
    return log && b.map("absorbing_mul", factor, log);
  }),
  stabilizing("xlogy(x, 1 + y) = xlog1py(x, y)", NEAR_ONE, f("xlogy", x, f("add", 1, y)), f("xlog1py", x, y)),
  stabilizing(
    "xlogy(x, 1 - y) = xlog1py(x, -y)",
    NEAR_ONE,
    f("xlogy", x, f("sub", 1, y)),
    f("xlog1py", x, f("neg", y)),
  ),
];
