import { isConstant, type Node, operands } from "../../ir/graph.ts";
import { isNonNegative } from "../facts.ts";
import { tailIn } from "../gaussian.ts";
import { log1pOfHomogeneous, logOfHomogeneous } from "../homogeneous.ts";
import { logOfAcosh, logOfAsinh } from "../inverse-hyperbolic.ts";
import {
  log1mexpOf,
  logNearOne,
  logOfGuarded,
  logOfRatioNearOne,
  logOfShiftedRest,
  logOfSumNearOne,
} from "../log-near-one.ts";
import { logOf, logOfPositive } from "../log-of.ts";
import { logOfLabelled } from "../log-of-labelled.ts";
import { apply as f, hole } from "../pattern.ts";
import { rewrite, type Rule, ruleOf, stabilizing, stabilizingBy } from "../rule.ts";
import { isNear, tailOf } from "../tail.ts";

const x = hole("x");

/** Why a rule is there. */
const TAIL_UNDERFLOWS = "erfc underflows to 0 for large x, whose log is then −∞";
const OVERFLOW = "exp overflows for large arguments and underflows to 0, whose log is −∞, for small ones";
const UNDERFLOWS = "where the label is 0 or 1, a probability that underflows to 0 is left alone, whose log is then −∞";
const NEAR_ONE = "a small x is lost when 1 is added to it";
const ROUNDS_ROOT = "near 1 a root has half the digits of what x has beyond 1, and its log no more";
const SATURATES = "a sigmoid rounds to 1 for large x, and the difference is then exactly 0";
const CANCELS_LOG = "for a small x the difference is exact only as expm1, for a large one only as log1p";
const NEAR_ONE_ROOT = "near 0 the sum is almost 1, and what is lost of x in it is missing from the logarithm";
const CANCELS_ROOT =
  "for a large x the difference cancels to 0, whose log is −∞, and near 1 the root has lost digits of x − 1";
const TINY_GAMMA = "an exponential or a softplus underflows to 0 for small x, and lgamma is then infinite";
const TINY_LOG = "a softplus underflows to 0 for small x, and its log is then −∞";

/** The logarithm of what is almost 1, overflows or underflows, and what it means. */
const logarithms: readonly Rule[] = [
  stabilizingBy("log(erfc(x)) = log_erfc(x)", TAIL_UNDERFLOWS, "log", ([e], b) => {
    const tail = tailIn(b, e);
    return tail?.factor === 2 ? b.map("log_erfc", tail.x) : undefined;
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
  stabilizingBy(
    "log(sigmoid(x) + 0.001) = if sigmoid(x) > 1/2 then log1p(0.001 - sigmoid(-x)) else itself",
    NEAR_ONE,
    "log",
    ([e], b) => {
      if (e.kind !== "map" || e.op !== "add") return undefined;
      const [x, y] = e.args as [Node, Node];
      return logOfGuarded(b, x, y) ?? logOfGuarded(b, y, x);
    },
  ),
  stabilizingBy("log(plus_root(x, 1)) = asinh(x)", NEAR_ONE_ROOT, "log", ([e], b) => logOfAsinh(b, e)),
  stabilizingBy("log(x - sqrt(x * x - 1)) = -acosh(x)", CANCELS_ROOT, "log", ([e], b) => logOfAcosh(b, e)),
  stabilizingBy("log(exp(x) + exp(y)) = logaddexp(x, y), and so of all exponentials", OVERFLOW, "log", ([e], b) =>
    logOf(b, e),
  ),
  stabilizingBy(
    "log(t * exp(x) + (1 - t) * y) = if t == 1 then x else if t == 0 then log(y) else itself, of data t",
    UNDERFLOWS,
    "log",
    ([e], b) => logOfLabelled(b, e),
  ),
  stabilizingBy("log(-expm1(x)) = log1mexp(-x)", CANCELS_LOG, "log", ([e], b) =>
    e.kind === "map" && e.op === "neg" ? logNearOne(b, e) : undefined,
  ),
  stabilizingBy("log(if c then 1 + x else y) = if c then log1p(x) else log(y)", NEAR_ONE, "log", ([e], b) => {
    if (e.kind !== "map" || e.op !== "select") return undefined;
    const [condition, yes, no] = e.args as [Node, Node, Node];
    const [first, second] = [logNearOne(b, yes), logNearOne(b, no)];
    return first || second ? b.select(condition, first ?? b.log(yes), second ?? b.log(no)) : undefined;
  }),
  stabilizingBy(
    "log(1 - (sigmoid(x) - y)) = if it is > 1/2 then log1p(y - sigmoid(x)) else log(sigmoid(-x) + y)",
    SATURATES,
    "log",
    ([e], b) =>
      e.kind === "map" && e.op === "sub" && isConstant(e.args[0]!, 1) ? logOfShiftedRest(b, e.args[1]!) : undefined,
  ),
  stabilizingBy(
    "log((1 + x) / (1 - y)) = if x and y are small then log1p(x) - log1p(-y) else itself",
    NEAR_ONE,
    "log",
    ([e], b) => logOfRatioNearOne(b, e),
  ),
  stabilizing("log(sqrt(x)) = log(x) / 2", ROUNDS_ROOT, f("log", f("sqrt", x)), f("mul", 0.5, f("log", x))),
  stabilizingBy(
    "log(x * y + 1 - x) = if abs(x * y - x) < 1/2 then log1p(x * y - x) else itself",
    NEAR_ONE,
    "log",
    ([e], b) => logOfSumNearOne(b, e),
  ),
  stabilizing("log(1 + x) = log1p(x)", NEAR_ONE, f("log", f("add", 1, x)), f("log1p", x)),
  stabilizing("log(1 - x) = log1p(-x)", NEAR_ONE, f("log", f("sub", 1, x)), f("log1p", f("neg", x))),
  stabilizingBy(
    "log(var[K](exp(x))) = if that is an ordinary number then itself else 2 * m + log(var[K](exp(x - m))), m the largest x",
    OVERFLOW,
    "log",
    ([e], b) => logOfHomogeneous(b, e),
  ),
  stabilizing("log(softplus(x)) = log_softplus(x)", TINY_LOG, f("log", f("softplus", x)), f("log_softplus", x)),
];

/** A rule for the logarithm of some y as one for xlogy(z, y): z times that, and 0 where z is 0, also of a negative y. */
const inXlogy = (rule: Rule): Rule => {
  const [left, right] = rule.law.split(" = ") as [string, string];
  return {
    ...rule,
    ...ruleOf(`${left.replace("log(", "xlogy(z, ")} = z * (${right})`, "xlogy"),
    apply: (node, b) => {
      const [z, y] = operands(node) as [Node, Node];
      const log = rule.apply(b.graph.map("log", "real", [y]), b);
      if (log === undefined) return undefined;
      if (log.kind === "map" && log.op === "log1p") return b.map("xlog1py", z, log.args[0]!);
      const product = b.map("absorbing_mul", z, log);
      const isNegative = b.ne(log, log);
      return isNonNegative(y) ? product : b.select(b.and(b.eq(z, b.real(0)), isNegative), node, product);
    },
  };
};

/** Logarithms that overflow, or lose what is near 1, and what they mean. */
export const stabilizeLogarithms: readonly Rule[] = [
  ...logarithms,
  ...logarithms.map(inXlogy),
  stabilizingBy(
    "log1p(-(sigmoid(x) * t)) = if that is small then itself else log((1 - t) + t * sigmoid(-x))",
    SATURATES,
    "log1p",
    ([e], b) => (e.kind === "map" && e.op === "neg" ? logOfShiftedRest(b, e.args[0]!) : undefined),
  ),
  stabilizingBy("log1p(-exp(x)) = log1mexp(-x)", CANCELS_LOG, "log1p", ([e], b) => {
    const inner = e.kind === "map" && e.op === "neg" ? e.args[0]! : undefined;
    return inner?.kind === "map" && inner.op === "exp" ? log1mexpOf(b, inner.args[0]!) : undefined;
  }),
  stabilizing(
    "log1p(-sigmoid(x)) = log_sigmoid(-x)",
    SATURATES,
    f("log1p", f("neg", f("sigmoid", x))),
    f("log_sigmoid", f("neg", x)),
  ),
  stabilizingBy(
    "log1p(var[K](exp(x))) = if that is an ordinary number then itself else 2 * m + log(exp(-2 * m) + var[K](exp(x - m))), m the largest x",
    OVERFLOW,
    "log1p",
    ([e], b) => log1pOfHomogeneous(b, e),
  ),
  stabilizingBy("log1p of exponentials = softplus of their exponents", OVERFLOW, "log1p", ([e], b) => {
    const log = logOfPositive(b, e);
    return log && b.map("softplus", log);
  }),
  stabilizingBy("lgamma(exp(x)) = if x < -40 then -x else itself", TINY_GAMMA, "lgamma", ([e], b) => {
    const tail = tailOf(b, e);
    if (tail === undefined) return undefined;
    const isOrdinary = b.or(tail.ordinary, isNear(b, tail.exponent));
    return b.map("fallback", isOrdinary, b.graph.map("lgamma", "real", [e]), b.neg(tail.exponent));
  }),
  rewrite("real", "log1p(expm1(x)) = x", f("log1p", f("expm1", x)), x),
];
