import { differenceOf } from "../distribution.ts";
import { excessOf } from "../gaussian-excess.ts";
import { densityOver, expOfTail } from "../gaussian-quotient.ts";
import { erfIn, massIn, restOfOdd, restOfTail, tailIn } from "../gaussian.ts";
import { apply as f, hole } from "../pattern.ts";
import { negated, rewrite, type Rule, stabilizingBy } from "../rule.ts";
import { CANCELS } from "./stabilize-differences.ts";

const x = hole("x");

/** Why a rule is there. */
const SATURATES = "erf rounds to 1 or −1 for large |x|, and what is left of it is then exactly 0";
const ONE_TAIL = "both round to the same number in a tail, and their difference is then exactly 0";
const PARTS = "for large x the two terms are almost the same, and both underflow";
const QUOTIENT = "exp(−x²) and erfc(x) both underflow for large x, and their quotient is then NaN";

/** The error function, its complement and the normal distribution function: tails that are lost, and what they mean. */
export const stabilizeGaussian: readonly Rule[] = [
  rewrite("exact", "erf(-x) = -erf(x)", f("erf", f("neg", x)), f("neg", f("erf", x))),
  rewrite("real", "erfc(x) = 2 * half_erfc(x)", f("erfc", x), f("mul", 2, f("half_erfc", x))),
  stabilizingBy("y - y * erf(x) = y * erfc(x)", SATURATES, "sub", ([p, q], b) => restOfOdd(b, "erf", p, q, "sub")),
  stabilizingBy("y * erf(x) - y = -(y * erfc(x))", SATURATES, "sub", ([p, q], b) =>
    negated(b, restOfOdd(b, "erf", q, p, "sub")),
  ),
  stabilizingBy(
    "y + y * erf(x) = y * erfc(-x)",
    SATURATES,
    "add",
    ([p, q], b) => restOfOdd(b, "erf", p, q, "add") ?? restOfOdd(b, "erf", q, p, "add"),
  ),
  stabilizingBy("y - y * erfc(x) / 2 = y * erfc(-x) / 2", SATURATES, "sub", ([p, q], b) => restOfTail(b, p, q, 1)),
  stabilizingBy("y * erfc(x) / 2 - y = -(y * erfc(-x) / 2)", SATURATES, "sub", ([p, q], b) =>
    negated(b, restOfTail(b, q, p, 1)),
  ),
  stabilizingBy("y - y * erfc(x) = y * erf(x)", CANCELS, "sub", ([p, q], b) => restOfTail(b, p, q, 2)),
  stabilizingBy("y * erfc(x) - y = -(y * erf(x))", CANCELS, "sub", ([p, q], b) => negated(b, restOfTail(b, q, p, 2))),
  stabilizingBy(
    "erf(y) - erf(x) = 2 * erf_mass(x, y)",
    ONE_TAIL,
    "sub",
    ([p, q], b) => differenceOf(b, "erf", p, q) ?? differenceOf(b, "half_erfc", p, q),
  ),
  stabilizingBy(
    "x * erfc(-x) + exp(-(x * x)) / sqrt(pi) = ierfc(-x)",
    PARTS,
    "add",
    ([p, q], b) => excessOf(b, p, q, 1) ?? excessOf(b, q, p, 1),
  ),
  stabilizingBy("exp(-(x * x)) / sqrt(pi) - x * erfc(x) = ierfc(x)", PARTS, "sub", ([p, q], b) =>
    excessOf(b, p, q, -1),
  ),
  rewrite(
    "real",
    "log_erfc(x) - 0.6931471805599453 = log_half_erfc(x)",
    f("sub", f("log_erfc", x), Math.LN2),
    f("log_half_erfc", x),
  ),
  rewrite(
    "real",
    "-0.6931471805599453 + log_erfc(x) = log_half_erfc(x)",
    f("add", f("log_erfc", x), -Math.LN2),
    f("log_half_erfc", x),
  ),
  rewrite(
    "real",
    "0.6931471805599453 - log_erfc(x) = -log_half_erfc(x)",
    f("sub", Math.LN2, f("log_erfc", x)),
    f("neg", f("log_half_erfc", x)),
  ),
  stabilizingBy("log1p(erf(x)) = log_erfc(-x)", SATURATES, "log1p", ([e], b) => {
    const erf = erfIn(b, e);
    if (erf?.factor === 1) return b.map("log_erfc", b.neg(erf.x));
    return erf?.factor === -1 ? b.map("log_erfc", erf.x) : undefined;
  }),
  stabilizingBy("log1p(-erfc(x) / 2) = log(erfc(-x) / 2)", SATURATES, "log1p", ([e], b) => {
    const tail = tailIn(b, e);
    return tail?.factor === -1 ? b.map("log_half_erfc", b.neg(tail.x)) : undefined;
  }),
  rewrite("real", "exp(log_half_erfc(x)) = half_erfc(x)", f("exp", f("log_half_erfc", x)), f("half_erfc", x)),
  stabilizingBy("exp(-(x * x) - log(erfc(x))) = erfc_hazard(x) * sqrt(pi) / 2", QUOTIENT, "exp", ([e], b) =>
    expOfTail(b, e),
  ),
  stabilizingBy("exp(x * x) * erfc(x) = erfcx(x)", QUOTIENT, "mul", ([p, q], b) => {
    const [e, of] = tailIn(b, q) ? [p, tailIn(b, q)] : [q, tailIn(b, p)];
    if (of === undefined || e.kind !== "map" || e.op !== "exp") return undefined;
    const scaled = expOfTail(b, b.add(e.args[0]!, b.map("log_half_erfc", of.x)));
    return scaled && b.mul(b.real(of.factor), scaled);
  }),
  stabilizingBy(
    "exp(-(x * x)) / (erf(y) - erf(x)) = truncated_density(x, x, y) * sqrt(pi) / 2",
    QUOTIENT,
    "div",
    ([e, of], b) => {
      const mass = massIn(b, of);
      const density = mass && densityOver(b, e, ...mass.bounds);
      return density && b.div(density, mass.others);
    },
  ),
];
