import { isConstant, type Node } from "../../ir/graph.ts";
import type { Build } from "../../ops/build.ts";
import { complement, isChoice, shiftedComplement } from "../complement.ts";
import { differenceOf } from "../distribution.ts";
import { expExcess } from "../exp-excess.ts";
import { logExcess } from "../log-excess.ts";
import { restOfOdd } from "../gaussian.ts";
import { apply as f, dataHole, hole, type Pattern } from "../pattern.ts";
import { logOfPositive } from "../log-of.ts";
import { plusRoot } from "../plus-root.ts";
import { powerLessOne } from "../power-near-one.ts";
import { restOfQuotient } from "../rest-of-quotient.ts";
import { negated, rewrite, type Rule, stabilizing, stabilizingBy } from "../rule.ts";

const x = hole("x");
const y = hole("y");
const t = dataHole("t");
const twiceSquared = (part: Pattern) => f("mul", 2, f("mul", part, part));

/** Why a rule is there. */
export const CANCELS = "near 0 the difference cancels to a few digits";
const CANCELS_NEARLY = "where x and y are nearly equal the difference cancels to a few digits";
const SATURATES = "a sigmoid rounds to 1 for large x, and the difference is then exactly 0";
const ALMOST_ONE = "a quotient of almost equal numbers rounds to 1, and the difference is then exactly 0";
const ALMOST_ONE_PRODUCT = "a product of numbers that round to 1 is 1, and the difference is then exactly 0";
const TANH_SATURATES = "a tanh rounds to 1 or -1 for large |x|, and the difference is then exactly 0";
const ROOT_SATURATES = "for large |x| the root is almost |x|, and what is left of 1 is then exactly 0";
export const EQUAL_PARTS = "two numbers that are nearly equal for large |x| cancel to nothing";

/** c - c * e = c * (1 - e) of a number e that can round to 1. */
function restOfScaled(b: Build, c: Node, product: Node): Node | undefined {
  if (c.kind !== "constant" || product.kind !== "map" || product.op !== "mul" || product.args[0] !== c)
    return undefined;
  const rest = complement(b, product.args[1]!);
  return rest && b.mul(c, rest);
}

/** 1 - p * q of two factors that can both round to 1; where the product is small, its difference from 1 has exact slopes. */
function restOfProduct(b: Build, product: Node): Node | undefined {
  if (product.kind !== "map" || product.op !== "mul" || !saturates(b, product)) return undefined;
  const plain = b.graph.map("sub", "real", [b.real(1), product]);
  return b.select(b.lt(product, b.real(0.5)), plain, shiftedComplement(b, product, Infinity)!);
}

/** Whether a node can round to 1, or is a product of such alone. */
const saturates = (b: Build, node: Node): boolean =>
  complement(b, node) !== undefined ||
  (node.kind === "map" && node.op === "mul" && [...new Set(node.args)].every((factor) => saturates(b, factor)));

/** Differences and sums that cancel, and what they mean. */
export const stabilizeDifferences: readonly Rule[] = [
  stabilizing("exp(x) - 1 = expm1(x)", CANCELS, f("sub", f("exp", x), 1), f("expm1", x)),
  stabilizing("exp(x) + -1 = expm1(x)", CANCELS, f("add", f("exp", x), -1), f("expm1", x)),
  stabilizing("1 - exp(x) = -expm1(x)", CANCELS, f("sub", 1, f("exp", x)), f("neg", f("expm1", x))),
  stabilizing(
    "1 - cos(x) = 2 * sin(x / 2) * sin(x / 2)",
    CANCELS,
    f("sub", 1, f("cos", x)),
    twiceSquared(f("sin", f("mul", 0.5, x))),
  ),
  stabilizing(
    "cos(x) - 1 = -(2 * sin(x / 2) * sin(x / 2))",
    CANCELS,
    f("sub", f("cos", x), 1),
    f("neg", twiceSquared(f("sin", f("mul", 0.5, x)))),
  ),
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
  stabilizingBy("sigmoid(x) - sigmoid(y) = sigmoid_difference(x, y)", SATURATES, "sub", ([p, q], b) =>
    differenceOf(b, "sigmoid", p, q),
  ),
  stabilizingBy("exp(x) - 1 - x = exp_excess(x)", CANCELS, "sub", ([p, q], b) => expExcess(b, p, "sub", q)),
  stabilizingBy("exp(-x) - 1 + x = exp_excess(-x)", CANCELS, "add", ([p, q], b) => expExcess(b, p, "add", q)),
  stabilizingBy(
    "x - 1 - log(x) = if abs(x - 1) < 0.3 then log1p_excess(x - 1) else itself",
    CANCELS_NEARLY,
    "sub",
    ([p, q], b) => logExcess(b, p, "sub", q),
  ),
  stabilizingBy(
    "x * log(x / y) - x + y = if abs(y / x - 1) < 0.3 then x * log1p_excess(y / x - 1) else itself",
    CANCELS_NEARLY,
    "add",
    ([p, q], b) => logExcess(b, p, "add", q),
  ),
  stabilizingBy("exp(x) - exp(y) = exp_difference(x, y)", CANCELS_NEARLY, "sub", ([p, q], b) =>
    differenceOf(b, "exp", p, q),
  ),
  stabilizingBy("(1 + x) ^ 3 - 1 = pow1pm1(x, 3)", CANCELS, "sub", ([e, one], b) =>
    isConstant(one, 1) ? powerLessOne(b, e) : undefined,
  ),
  stabilizingBy("(1 + x) ^ 3 + -1 = pow1pm1(x, 3)", CANCELS, "add", ([p, q], b) =>
    isConstant(p, -1) ? powerLessOne(b, q) : isConstant(q, -1) ? powerLessOne(b, p) : undefined,
  ),
  stabilizingBy("1 - (1 + x) ^ 3 = -pow1pm1(x, 3)", CANCELS, "sub", ([one, e], b) =>
    negated(b, isConstant(one, 1) ? powerLessOne(b, e) : undefined),
  ),
  stabilizingBy("tanh(x) - tanh(y) = 2 * sigmoid_difference(2 * x, 2 * y)", TANH_SATURATES, "sub", ([p, q], b) =>
    differenceOf(b, "tanh", p, q),
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
  stabilizingBy("y - y * tanh(x) = y * 2 * sigmoid(-2 * x)", TANH_SATURATES, "sub", ([p, q], b) =>
    restOfOdd(b, "tanh", p, q, "sub"),
  ),
  stabilizingBy("y * tanh(x) - y = -(y * 2 * sigmoid(-2 * x))", TANH_SATURATES, "sub", ([p, q], b) =>
    negated(b, restOfOdd(b, "tanh", q, p, "sub")),
  ),
  stabilizingBy(
    "y + y * tanh(x) = y * 2 * sigmoid(2 * x)",
    TANH_SATURATES,
    "add",
    ([p, q], b) => restOfOdd(b, "tanh", p, q, "add") ?? restOfOdd(b, "tanh", q, p, "add"),
  ),
  stabilizingBy(
    "1 - over_root(x, y) = if that is > 1/2 then itself else plus_root(-x, y) / sqrt(x * x + y)",
    ROOT_SATURATES,
    "sub",
    ([p, q], b) => restOfOdd(b, "over_root", p, q, "sub"),
  ),
  stabilizingBy("over_root(x, y) - 1 = -(1 - over_root(x, y))", ROOT_SATURATES, "sub", ([p, q], b) =>
    negated(b, restOfOdd(b, "over_root", q, p, "sub")),
  ),
  stabilizingBy(
    "1 + over_root(x, y) = 1 - over_root(-x, y)",
    ROOT_SATURATES,
    "add",
    ([p, q], b) => restOfOdd(b, "over_root", p, q, "add") ?? restOfOdd(b, "over_root", q, p, "add"),
  ),
  stabilizing(
    "1 - tanh(x) * tanh(x) = 4 * sigmoid_slope(2 * x)",
    TANH_SATURATES,
    f("sub", 1, f("mul", f("tanh", x), f("tanh", x))),
    f("mul", 4, f("sigmoid_slope", f("mul", 2, x))),
  ),
  stabilizingBy("1 - x / (x + y) = y / (x + y)", ALMOST_ONE, "sub", ([one, e], b) => {
    return isConstant(one, 1) ? restOfQuotient(b, e) : undefined;
  }),
  stabilizingBy(
    "1 - prod[K](sigmoid(z)) = -expm1(sum[K](log_sigmoid(z)))",
    ALMOST_ONE_PRODUCT,
    "sub",
    ([one, e], b) => {
      if (!isConstant(one, 1) || e.kind !== "fold" || e.fold !== "prod" || !saturates(b, e.body)) return undefined;
      const log = logOfPositive(b, e.body);
      return log && b.neg(b.map("expm1", b.sum(e.bound, log)));
    },
  ),
  stabilizingBy("2 - 2 * sigmoid(x) = 2 * sigmoid(-x)", SATURATES, "sub", ([c, e], b) => restOfScaled(b, c, e)),
  stabilizingBy("2 * sigmoid(x) - 2 = -(2 * sigmoid(-x))", SATURATES, "sub", ([e, c], b) =>
    negated(b, restOfScaled(b, c, e)),
  ),
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
  stabilizingBy(
    "1 - sigmoid(x) * sigmoid(y) = if that is > 1/2 then itself else sigmoid(-x) + sigmoid(x) * sigmoid(-y)",
    SATURATES,
    "sub",
    ([one, e], b) => (isConstant(one, 1) ? restOfProduct(b, e) : undefined),
  ),
  // And so of a min, a clamp, an `if` and the like, with an exponential or a tanh in it.
  stabilizingBy("1 - max(sigmoid(x), t) = min(sigmoid(-x), 1 - t)", SATURATES, "sub", ([one, e], b) =>
    isConstant(one, 1) && isChoice(e) ? complement(b, e) : undefined,
  ),
  stabilizingBy("max(sigmoid(x), t) - 1 = -min(sigmoid(-x), 1 - t)", SATURATES, "sub", ([e, one], b) =>
    negated(b, isConstant(one, 1) && isChoice(e) ? complement(b, e) : undefined),
  ),
  stabilizing("sqrt(1 + x) - 1 = sqrt1pm1(x)", CANCELS, f("sub", f("sqrt", f("add", 1, x)), 1), f("sqrt1pm1", x)),
  stabilizingBy(
    "x + sqrt(x * x + y) = plus_root(x, y)",
    EQUAL_PARTS,
    "add",
    ([p, q], b) => plusRoot(b, 1, p, q) ?? plusRoot(b, 1, q, p),
  ),
  stabilizingBy("sqrt(x * x + y) - x = plus_root(-x, y)", EQUAL_PARTS, "sub", ([p, q], b) => plusRoot(b, -1, q, p)),
  stabilizingBy("x - sqrt(x * x + y) = -plus_root(-x, y)", EQUAL_PARTS, "sub", ([p, q], b) =>
    negated(b, plusRoot(b, -1, p, q)),
  ),
];
