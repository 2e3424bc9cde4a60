import type { Node } from "../../ir/graph.ts";
import { apply as f, type Bindings, constantHole, discreteHole, hole, variableHole } from "../pattern.ts";
import { rewrite, type Rule } from "../rule.ts";

const x = hole("x");
const y = hole("y");
const z = hole("z");
const v = variableHole("v");
const w = variableHole("w");
const c = constantHole("c");
const d = constantHole("d");
const n = discreteHole("n");
const m = discreteHole("m");

const value = (bindings: Bindings, name: string) => {
  const node = bindings.get(name) as Node & { kind: "constant" };
  return node.value;
};
const negative = (bindings: Bindings) => value(bindings, "c") < 0;
const finite = (bindings: Bindings) => Number.isFinite(value(bindings, "c")) && Number.isFinite(value(bindings, "d"));

/** Sums, products and powers with little in them, and where a minus sign goes: outwards. */
export const algebra: readonly Rule[] = [
  rewrite("exact", "x + 0 = x", f("add", x, 0), x),
  rewrite("exact", "x - 0 = x", f("sub", x, 0), x),
  rewrite("exact", "0 - x = -x", f("sub", 0, x), f("neg", x)),
  rewrite("exact", "1 * x = x", f("mul", 1, x), x),
  rewrite("exact", "-1 * x = -x", f("mul", -1, x), f("neg", x)),
  rewrite("exact", "x / 1 = x", f("div", x, 1), x),
  rewrite("exact", "x / -1 = -x", f("div", x, -1), f("neg", x)),
  // x * 0 = 0 is no rule: infinity and NaN times 0 are NaN.
  // x - x = 0 and x / x = 1 are no rules: infinity - infinity is NaN.
  rewrite("exact", "-(-x) = x", f("neg", f("neg", x)), x),
  rewrite("exact", "-(x - y) = y - x", f("neg", f("sub", x, y)), f("sub", y, x)),
  rewrite("exact", "x + (-y) = x - y", f("add", x, f("neg", y)), f("sub", x, y)),
  rewrite("exact", "x - (-y) = x + y", f("sub", x, f("neg", y)), f("add", x, y)),
  // A log-ratio, z - logsumexp(x), stays one: it is what stabilization and legalization look for.
  rewrite("exact", "(-x) - y = -(x + y)", f("sub", f("neg", x), y), f("neg", f("add", x, y)), (found) => {
    const subtrahend = found.get("y")!;
    return subtrahend.kind !== "fold" || subtrahend.fold !== "logsumexp";
  }),
  rewrite("exact", "(-x) * y = -(x * y)", f("mul", f("neg", x), y), f("neg", f("mul", x, y))),
  rewrite("exact", "(-x) / y = -(x / y)", f("div", f("neg", x), y), f("neg", f("div", x, y))),
  rewrite("exact", "x / (-y) = -(x / y)", f("div", x, f("neg", y)), f("neg", f("div", x, y))),
  rewrite("exact", "(-c) * x = -(c * x)", f("mul", c, x), f("neg", f("mul", f("neg", c), x)), negative),
  rewrite("exact", "(-c) / x = -(c / x)", f("div", c, x), f("neg", f("div", f("neg", c), x)), negative),
  rewrite("real", "c * (d * x) = (c * d) * x", f("mul", c, f("mul", d, x)), f("mul", f("mul", c, d), x), finite),
  rewrite("real", "(c * v) * w = c * (v * w)", f("mul", f("mul", c, v), w), f("mul", c, f("mul", v, w))),
  rewrite("real", "(c * x) / d = (c / d) * x", f("div", f("mul", c, x), d), f("mul", f("div", c, d), x), finite),
  rewrite("real", "c * (x / d) = (c / d) * x", f("mul", c, f("div", x, d)), f("mul", f("div", c, d), x), finite),
  rewrite("real", "c * (d / x) = (c * d) / x", f("mul", c, f("div", d, x)), f("div", f("mul", c, d), x), finite),
  rewrite("real", "(1 / x) * y = y / x", f("mul", f("div", 1, x), y), f("div", y, x)),
  rewrite("exact", "x + x = 2 * x", f("add", x, x), f("mul", 2, x)),
  rewrite("exact", "abs(-x) = abs(x)", f("abs", f("neg", x)), f("abs", x)),
  rewrite("exact", "abs(abs(x)) = abs(x)", f("abs", f("abs", x)), f("abs", x)),
  rewrite("exact", "(-x) * (-x) = x * x", f("mul", f("neg", x), f("neg", x)), f("mul", x, x)),
  rewrite("exact", "min(x, x) = x", f("min", x, x), x),
  rewrite("exact", "max(x, x) = x", f("max", x, x), x),
  rewrite("exact", "max(x, -inf) = x", f("max", x, -Infinity), x),
  rewrite("exact", "min(x, inf) = x", f("min", x, Infinity), x),
  rewrite("exact", "x ^ 1 = x", f("pow", x, 1), x),
  rewrite("exact", "x ^ 2 = x * x", f("pow", x, 2), f("mul", x, x)),
  rewrite("real", "x ^ 3 = x * x * x", f("pow", x, 3), f("mul", f("mul", x, x), x)),
  rewrite("real", "x ^ 4 = (x * x) * (x * x)", f("pow", x, 4), f("mul", f("mul", x, x), f("mul", x, x))),
  rewrite("exact", "x ^ 0 = 1", f("pow", x, 0), 1),
  rewrite("exact", "x ^ -1 = 1 / x", f("pow", x, -1), f("div", 1, x)),
  rewrite("real", "x ^ 0.5 = sqrt(x)", f("pow", x, 0.5), f("sqrt", x)),
  rewrite("exact", "n == n = true", f("eq", n, n), f("eq", 0, 0)),
  rewrite("exact", "n != n = false", f("ne", n, n), f("ne", 0, 0)),
  rewrite("exact", "x < x = false", f("lt", x, x), f("lt", 0, 0)),
  rewrite("exact", "x > x = false", f("gt", x, x), f("gt", 0, 0)),
  rewrite("exact", "real(n) == real(m) = (n == m)", f("eq", f("real", n), f("real", m)), f("eq", n, m)),
  rewrite("exact", "-x == -y = (x == y)", f("eq", f("neg", x), f("neg", y)), f("eq", x, y)),
  rewrite(
    "exact",
    "stop_gradient of a stop_gradient",
    f("stop_gradient", f("stop_gradient", x)),
    f("stop_gradient", x),
  ),
  rewrite("real", "an order that is checked before is itself", f("checked_order", x), x),
  rewrite(
    "real",
    "(x * y) / (x * z) = y / z of a constant x",
    f("div", f("mul", c, y), f("mul", c, z)),
    f("div", y, z),
    (found) => value(found, "c") !== 0,
  ),
];
