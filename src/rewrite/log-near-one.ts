import { isConstant, type MapNode, type Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { complement, shiftedComplement } from "./complement.ts";
import { isNonNegative, isSetting, range } from "./facts.ts";
import { logOf } from "./log-of.ts";
import { tailOf } from "./tail.ts";
import { sumOf, termsOf } from "./terms.ts";
import { isLogShare, logOfRest } from "./rest-of-share.ts";

/** The logarithm of `1 + x`, `1 - x` or `1 - exp(-x)`, accurate where that is near 1. */
export function logNearOne(b: Build, node: Node): Node | undefined {
  if (node.kind !== "map") return undefined;
  const [x, y] = node.args as [Node, Node];
  if (node.op === "add" && (isConstant(x, 1) || isConstant(y, 1))) return b.log1p(isConstant(x, 1) ? y : x);
  if (node.op === "sub" && isConstant(x, 1)) return b.log1p(b.neg(y));
  return node.op === "neg" && x.kind === "map" && x.op === "expm1" ? log1mexpOf(b, x.args[0]!) : undefined;
}

/** The logarithm of a sum of which 1 is a term, and not one of two: of the others, where they are small together. */
export function logOfSumNearOne(b: Build, node: Node): Node | undefined {
  const terms = termsOf(node);
  const others = terms.filter((term) => !(term.sign === 1 && isConstant(term.node, 1)));
  if (others.length !== terms.length - 1 || others.length < 2) return undefined;
  const rest = sumOf(b, others);
  const plain = b.graph.map("log", "real", [node]);
  return isNonNegative(rest) ? b.log1p(rest) : b.select(b.lt(b.abs(rest), b.real(0.5)), b.log1p(rest), plain);
}

/** `log((1 + x) / (1 + y))` of an x and a y that may be small: the difference of two logarithms that are as accurate. */
export function logOfRatioNearOne(b: Build, node: Node): Node | undefined {
  if (node.kind !== "map" || node.op !== "div") return undefined;
  const logs = node.args.map((part) => logNearOne(b, part));
  const [first, second] = logs.map((log) => (log?.kind === "map" && log.op === "log1p" ? log : undefined));
  if (!first || !second) return undefined;
  const isSmall = ({ args: [x] }: MapNode) => b.lt(b.abs(x!), b.real(0.5));
  return b.select(b.and(isSmall(first), isSmall(second)), b.sub(first, second), b.graph.map("log", "real", [node]));
}

/** log(1 - e) of a shifted or scaled number that can round to 1. */
export function logOfShiftedRest(b: Build, e: Node): Node | undefined {
  const rest = shiftedComplement(b, e);
  return rest && b.select(b.lt(e, b.real(0.5)), b.log1p(b.neg(b.min(e, b.real(0.5)))), logUnlessShifted(b, rest));
}

/** log(e + c) of a number that can round to 1, and a small constant that guards against 0. */
export function logOfGuarded(b: Build, e: Node, guard: Node): Node | undefined {
  const isGuard = guard.kind === "constant" && guard.value > 0 && guard.value < 0.25;
  const isAtMostOne = range(e).hi <= 1 || (e.kind === "map" && e.op === "exp" && isLogShare(b, e.args[0]!));
  const rest = isGuard && isAtMostOne ? complement(b, e) : undefined;
  return (
    rest &&
    b.select(
      b.gt(e, b.real(0.5)),
      b.log1p(b.sub(guard, b.min(rest, b.real(0.5)))),
      b.graph.map("log", "real", [b.add(e, guard)]),
    )
  );
}

/** log(p + s): where a setting s is 0, the logarithm of p alone, which may be too small for a float. */
function logUnlessShifted(b: Build, sum: Node): Node {
  if (sum.kind !== "map" || !["add", "sub", "sigmoid_minus"].includes(sum.op)) return b.log(sum);
  const [x, y] = sum.args as [Node, Node];
  if (!isSetting(x) && !isSetting(y)) return b.log(sum);
  const shift = isSetting(y) ? y : x;
  const rest = sum.op === "sigmoid_minus" ? b.sigmoid(x) : shift === y ? x : y;
  return b.select(b.eq(shift, b.real(0)), b.log(rest), b.log(sum));
}

/** log(1 - exp(x)) */
export function log1mexpOf(b: Build, x: Node): Node {
  const log = x.kind === "map" && x.op === "neg" ? logOfTiny(b, x.args[0]!) : undefined;
  const plain = logOfRest(b, x) ?? (log ? b.map("log1mexpexp", log) : b.map("log1mexp", b.neg(x)));
  const tail = log ? undefined : tailOf(b, b.neg(x));
  return tail ? b.map("fallback", tail.ordinary, plain, tail.exponent) : plain;
}

/** Deeper products and choices than this are left as they are. */
const DEPTH = 8;

/** The logarithm of an exponential, or of 1 less an exponential, that may be too small for a float, though its powers are not. */
export function logOfTiny(b: Build, node: Node, depth = DEPTH): Node | undefined {
  if (node.kind !== "map" || depth === 0) return undefined;
  const inner = (part: Node) => logOfTiny(b, part, depth - 1);
  const [x, y, z] = node.args as [Node, Node, Node];
  if (["exp", "sigmoid", "sigmoid_slope", "half_erfc"].includes(node.op)) return logOf(b, node, "positive");
  if (node.op === "select") {
    const [yes, no] = [inner(y), inner(z)];
    return yes && no && b.select(x, yes, no);
  }
  if (node.op === "neg" && x.kind === "map" && x.op === "expm1") return logOfRest(b, x.args[0]!);
  for (const [factor, other] of asProducts(b, node)) {
    const log = inner(other);
    const logFactor = factor.kind === "constant" && factor.value > 0 ? b.log(factor) : inner(factor);
    if (log && logFactor) return b.add(logFactor, log);
  }
  return undefined;
}

/** The ways in which a node is a product of two, by how it is spelled. */
export function asProducts(b: Build, node: Node): readonly (readonly [Node, Node])[] {
  if (node.kind !== "map") return [];
  const [x, y] = node.args as [Node, Node];
  switch (node.op) {
    case "neg":
      return asProducts(b, x).map(([first, second]) => [first, b.neg(second)]);
    case "div":
      return [[b.div(b.real(1), y), x]];
    case "mul":
      return [
        [x, y],
        [y, x],
      ];
    default:
      return [];
  }
}
