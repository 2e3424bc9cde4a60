import type { Node } from "../../ir/graph.ts";
import type { Build } from "../../ops/build.ts";
import { apply as f, dataHole, hole } from "../pattern.ts";
import { realBy, type Rule, stabilizing, stabilizingBy } from "../rule.ts";
import { gapOf, otherThan } from "../terms.ts";
import { CANCELS, EQUAL_PARTS } from "./stabilize-differences.ts";

const x = hole("x");
const t = dataHole("t");

/** How much larger than x the other is of two that are added up as exponentials. */
function gapToOther(b: Build, sum: Node, x: Node): Node | undefined {
  if (sum.kind !== "map" || sum.op !== "logaddexp" || !sum.args.includes(x)) return undefined;
  return gapOf(b, otherThan(sum, x), x);
}

/** Differences of softplus, log_sigmoid, logaddexp and logsumexp, and what they mean. */
export const stabilizeLogSums: readonly Rule[] = [
  stabilizing(
    "softplus(x) - t * x = t * softplus(-x) + (1 - t) * softplus(x) of data t",
    EQUAL_PARTS,
    f("sub", f("softplus", x), f("mul", t, x)),
    f("add", f("mul", t, f("softplus", f("neg", x))), f("mul", f("sub", 1, t), f("softplus", x))),
  ),
  stabilizingBy("logaddexp(x, y) - x = softplus(y - x)", EQUAL_PARTS, "sub", ([sum, x], b) => {
    const gap = gapToOther(b, sum, x);
    return gap && b.map("softplus", gap);
  }),
  stabilizingBy("x - logaddexp(x, y) = log_sigmoid(x - y)", EQUAL_PARTS, "sub", ([x, sum], b) => {
    const gap = gapToOther(b, sum, x);
    return gap && b.map("log_sigmoid", b.neg(gap));
  }),
  stabilizing("x - softplus(x) = log_sigmoid(x)", EQUAL_PARTS, f("sub", x, f("softplus", x)), f("log_sigmoid", x)),
  stabilizing("softplus(x) - x = softplus(-x)", EQUAL_PARTS, f("sub", f("softplus", x), x), f("softplus", f("neg", x))),
  stabilizing("x + softplus(-x) = softplus(x)", EQUAL_PARTS, f("add", x, f("softplus", f("neg", x))), f("softplus", x)),
  stabilizing(
    "x + softplus(-(2 * x)) - log(2) = log_cosh(x)",
    CANCELS,
    f("sub", f("add", x, f("softplus", f("neg", f("mul", 2, x)))), Math.LN2),
    f("log_cosh", x),
  ),
  stabilizing(
    "softplus(2 * x) - x - log(2) = log_cosh(x)",
    CANCELS,
    f("sub", f("sub", f("softplus", f("mul", 2, x)), x), Math.LN2),
    f("log_cosh", x),
  ),
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
  realBy("(x - c) - logsumexp(y - c) = x - logsumexp(y)", "sub", ([x, fold], b) => {
    if (x.kind !== "map" || x.op !== "sub" || fold.kind !== "fold" || fold.fold !== "logsumexp") return undefined;
    const { body } = fold;
    if (body.kind !== "map" || body.op !== "sub" || body.args[1] !== x.args[1]) return undefined;
    if (body.args[1]!.axes.some((axis) => fold.bound.includes(axis))) return undefined;
    return b.sub(x.args[0]!, b.fold("logsumexp", fold.bound, body.args[0]!));
  }),
];
