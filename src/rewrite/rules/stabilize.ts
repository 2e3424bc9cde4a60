import type { Node } from "../../ir/graph.ts";
import type { Build } from "../../ops/build.ts";
import { range } from "../facts.ts";
import { logOf } from "../log-of.ts";
import { apply as f, hole } from "../pattern.ts";
import { rewrite, type Rule } from "../rule.ts";

const x = hole("x");
const y = hole("y");

function rule(law: string, on: string, apply: (args: readonly [Node, Node], b: Build) => Node | undefined): Rule {
  return {
    name: law.replace(/\s+/g, ""),
    law,
    warrant: "stabilize",
    on,
    apply: (node, b) => (node.kind === "map" ? apply(node.args as unknown as readonly [Node, Node], b) : undefined),
  };
}

/** The logarithm of a number that is not negative, made from exponentials. */
const logOfPositive = (b: Build, node: Node): Node | undefined =>
  range(node).lo >= 0 ? logOf(b, node, "positive") : undefined;

/** `numerator * exp(-exponent)`, with the exponential taken into the sums and products of the numerator. */
function scaled(b: Build, numerator: Node, exponent: Node): Node | undefined {
  const log = logOfPositive(b, numerator);
  if (log) return b.exp(b.sub(log, exponent));
  if (numerator.kind === "map" && numerator.op === "mul") {
    const [p, q] = numerator.args as [Node, Node];
    const left = scaled(b, p, exponent);
    if (left) return b.mul(left, q);
    const right = scaled(b, q, exponent);
    return right && b.mul(p, right);
  }
  if (
    numerator.kind === "fold" &&
    numerator.fold === "sum" &&
    !exponent.axes.some((axis) => numerator.bound.includes(axis))
  ) {
    const body = scaled(b, numerator.body, exponent);
    return body && b.sum(numerator.bound, body);
  }
  return undefined;
}

/** sqrt(c * sum(x * x)) for a positive c: the norm, which neither overflows nor has a gradient at 0. */
function normOf(b: Build, node: Node): Node | undefined {
  if (node.kind === "fold" && node.fold === "sum" && node.body.kind === "map" && node.body.op === "mul") {
    const [p, q] = node.body.args as [Node, Node];
    return p === q ? b.fold("norm", node.bound, p) : undefined;
  }
  if (node.kind !== "map") return undefined;
  const [p, q] = node.args as [Node, Node];
  if (node.op === "div" && range(q).lo >= 0) {
    const norm = normOf(b, p);
    return norm && b.div(norm, b.map("sqrt", q));
  }
  if (node.op === "mul") {
    for (const [factor, rest] of [
      [p, q],
      [q, p],
    ] as const) {
      const norm = range(factor).lo >= 0 ? normOf(b, rest) : undefined;
      if (norm) return b.mul(b.map("sqrt", factor), norm);
    }
  }
  return undefined;
}

/** The logarithm of `1 + x`, `1 - x` or `1 - exp(-x)`, accurate where that is near 1. */
function logNearOne(b: Build, node: Node): Node | undefined {
  if (node.kind !== "map") return undefined;
  const [x, y] = node.args as [Node, Node];
  const isOne = (term: Node) => term.kind === "constant" && term.value === 1;
  if (node.op === "add" && (isOne(x) || isOne(y))) return b.log1p(isOne(x) ? y : x);
  if (node.op === "sub" && isOne(x)) return b.log1p(b.neg(y));
  return node.op === "neg" && x.kind === "map" && x.op === "expm1" ? b.map("log1mexp", b.neg(x.args[0]!)) : undefined;
}

/** Spellings that overflow or cancel, and what they mean. */
export const stabilize: readonly Rule[] = [
  rule("log of exponentials = their exponents", "log", ([e], b) => logOf(b, e)),
  rewrite("stabilize", "log(-expm1(-x)) = log1mexp(x)", f("log", f("neg", f("expm1", f("neg", x)))), f("log1mexp", x)),
  rewrite("stabilize", "log(-expm1(x)) = log1mexp(-x)", f("log", f("neg", f("expm1", x))), f("log1mexp", f("neg", x))),
  rule("log(if c then 1 + x else y) = if c then log1p(x) else log(y)", "log", ([e], b) => {
    if (e.kind !== "map" || e.op !== "select") return undefined;
    const [condition, yes, no] = e.args as [Node, Node, Node];
    const [first, second] = [logNearOne(b, yes), logNearOne(b, no)];
    return first || second ? b.select(condition, first ?? b.log(yes), second ?? b.log(no)) : undefined;
  }),
  rewrite("stabilize", "log(1 + x) = log1p(x)", f("log", f("add", 1, x)), f("log1p", x)),
  rewrite("stabilize", "log(1 - x) = log1p(-x)", f("log", f("sub", 1, x)), f("log1p", f("neg", x))),
  rewrite("stabilize", "log1p(-exp(x)) = log1mexp(-x)", f("log1p", f("neg", f("exp", x))), f("log1mexp", f("neg", x))),
  rewrite(
    "stabilize",
    "log1p(-sigmoid(x)) = log_sigmoid(-x)",
    f("log1p", f("neg", f("sigmoid", x))),
    f("log_sigmoid", f("neg", x)),
  ),
  rule("log1p of exponentials = softplus of their exponents", "log1p", ([e], b) => {
    const log = logOfPositive(b, e);
    return log && b.map("softplus", log);
  }),
  rewrite("stabilize", "exp(x) - 1 = expm1(x)", f("sub", f("exp", x), 1), f("expm1", x)),
  rewrite("stabilize", "exp(x) + -1 = expm1(x)", f("add", f("exp", x), -1), f("expm1", x)),
  rewrite("stabilize", "1 - exp(x) = -expm1(x)", f("sub", 1, f("exp", x)), f("neg", f("expm1", x))),
  rewrite("stabilize", "1 - sigmoid(x) = sigmoid(-x)", f("sub", 1, f("sigmoid", x)), f("sigmoid", f("neg", x))),
  rewrite(
    "stabilize",
    "sigmoid(x) - 1 = -sigmoid(-x)",
    f("sub", f("sigmoid", x), 1),
    f("neg", f("sigmoid", f("neg", x))),
  ),
  rewrite("real", "exp(log_sigmoid(x)) = sigmoid(x)", f("exp", f("log_sigmoid", x)), f("sigmoid", x)),
  rewrite(
    "stabilize",
    "exp(-softplus(x)) = sigmoid(-x)",
    f("exp", f("neg", f("softplus", x))),
    f("sigmoid", f("neg", x)),
  ),
  rewrite("stabilize", "exp(x - softplus(x)) = sigmoid(x)", f("exp", f("sub", x, f("softplus", x))), f("sigmoid", x)),
  rewrite("real", "exp(log(x)) = x", f("exp", f("log", x)), x, (found) => range(found.get("x")!).lo >= 0),
  rewrite("stabilize", "exp(x) * exp(y) = exp(x + y)", f("mul", f("exp", x), f("exp", y)), f("exp", f("add", x, y))),
  rule("x / exponentials = x * exp(-their exponents)", "div", ([numerator, denominator], b) => {
    const exponent = logOfPositive(b, denominator);
    return exponent && (scaled(b, numerator, exponent) ?? b.mul(numerator, b.exp(b.neg(exponent))));
  }),
  rewrite("real", "sqrt(x * x) = abs(x)", f("sqrt", f("mul", x, x)), f("abs", x)),
  rule("sqrt(sum(x * x)) = norm(x)", "sqrt", ([e], b) => normOf(b, e)),
  rule("xlogy(x, exponentials) = x * their exponents, 0 where x = 0", "xlogy", ([factor, e], b) => {
    const log = logOfPositive(b, e);
    return log && b.map("absorbing_mul", factor, log);
  }),
  rewrite("stabilize", "xlogy(x, 1 + y) = xlog1py(x, y)", f("xlogy", x, f("add", 1, y)), f("xlog1py", x, y)),
  rewrite("stabilize", "xlogy(x, 1 - y) = xlog1py(x, -y)", f("xlogy", x, f("sub", 1, y)), f("xlog1py", x, f("neg", y))),
];
