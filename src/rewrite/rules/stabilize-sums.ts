import { isConstant, type Node } from "../../ir/graph.ts";
import {
  gapToOthers,
  lessStep,
  logOfPart,
  restOfPart,
  restOfTotal,
  runningDifference,
  stepOf,
  withOwn,
  withoutOwn,
} from "../part-of-sum.ts";
import { negated, realBy, type Rule, ruleOf, stabilizingBy } from "../rule.ts";

/** Why a rule is there. */
const ALMOST_ALL = "a sum of almost all shares rounds to 1, and what is left of it is then 0 or noise";
const ABSORBED = "a term that is small beside the sum is lost in it, and a large one leaves nothing of the others";
const CANCEL = "sums that are nearly equal cancel to a few digits, where the differences of their terms do not";

/** Sums of some of the elements along an axis, and what they leave. */
export const stabilizeSums: readonly Rule[] = [
  {
    ...ruleOf("cumsum[K](if index(K) == n then x else 0) = if n >= 0 and n <= index(K) then x else 0", "scan sum"),
    warrant: "exact",
    apply: (node, b) => stepOf(b, node),
  },
  stabilizingBy("1 - cumsum[K](softmax[K](x)) = the sum of what comes after", ALMOST_ALL, "sub", ([one, part], b) =>
    isConstant(one, 1) ? restOfPart(b, part) : undefined,
  ),
  stabilizingBy("cumsum[K](softmax[K](x)) - 1 = -(the sum of what comes after)", ALMOST_ALL, "sub", ([part, one], b) =>
    isConstant(one, 1) ? negated(b, restOfPart(b, part)) : undefined,
  ),
  stabilizingBy("sum[K](x) - cumsum[K](x) = the sum of what comes after", ALMOST_ALL, "sub", ([total, part], b) =>
    restOfTotal(b, total, part),
  ),
  stabilizingBy("cumsum[K](x) - sum[K](x) = -(the sum of what comes after)", ALMOST_ALL, "sub", ([part, total], b) =>
    negated(b, restOfTotal(b, total, part)),
  ),
  stabilizingBy("cumsum[K](x) - x = the sum of what comes before", ABSORBED, "sub", ([sum, own], b) =>
    withoutOwn(b, sum, own),
  ),
  realBy("(cumsum[K](x) - x) + x = cumsum[K](x)", "add", ([p, q], b) => withOwn(b, p, q) ?? withOwn(b, q, p)),
  stabilizingBy(
    "cumsum[K](softmax[K](x)) - (if a then 1 else 0) = if a then -(the sum of what comes after) else itself",
    ALMOST_ALL,
    "sub",
    ([part, step], b) => lessStep(b, part, step),
  ),
  stabilizingBy(
    "(if a then 1 else 0) - cumsum[K](softmax[K](x)) = if a then the sum of what comes after else -itself",
    ALMOST_ALL,
    "sub",
    ([step, part], b) => negated(b, lessStep(b, part, step)),
  ),
  stabilizingBy("cumsum[K](x) - cumsum[K](y) = cumsum[K](x - y)", CANCEL, "sub", ([x, y], b) =>
    runningDifference(b, x, y),
  ),
  stabilizingBy(
    "log(cumsum[K](exp(x))) - x = softplus of the log of what comes before - x",
    ABSORBED,
    "sub",
    ([sum, x], b) => {
      const gap = gapToOthers(b, sum, x);
      return gap && b.map("softplus", gap);
    },
  ),
  stabilizingBy(
    "log(cumsum[K](exp(-x))) + x = softplus of the log of what comes before + x",
    ABSORBED,
    "add",
    ([p, q], b) => {
      const [sum, x] = p.kind === "scan" ? [p, q] : [q, p];
      const gap = sum.kind === "scan" ? gapToOthers(b, sum, b.neg(x)) : undefined;
      return gap && b.map("softplus", gap);
    },
  ),
  stabilizingBy(
    "x - log(cumsum[K](exp(x))) = log_sigmoid of x - the log of what comes before",
    ABSORBED,
    "sub",
    ([x, sum], b) => {
      const gap = gapToOthers(b, sum, x);
      return gap && b.map("log_sigmoid", b.neg(gap));
    },
  ),
  realBy("log(softmax[K](x) / cumsum[K](softmax[K](x))) = x - log(cumsum[K](exp(x)))", "sub", ([p, q], b) => {
    if (p.kind !== "map" || p.op !== "sub" || q.kind !== "map" || q.op !== "sub" || p.args[1] !== q.args[1])
      return undefined;
    const [sum] = q.args as [Node, Node];
    return sum.kind === "scan" && sum.fold === "logsumexp" ? b.sub(p.args[0]!, sum) : undefined;
  }),
  stabilizingBy(
    "log(cumsum[K](abs(x) / sum[K](abs(x)))) = if that is > 1/2 then log1p of -(what comes after) else itself",
    ALMOST_ALL,
    "log",
    ([e], b) => logOfPart(b, e),
  ),
];
