import { isConstant, type Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { isSetting } from "./facts.ts";
import { monomialOf } from "./monomial.ts";

/** `(1 + x)^k - 1`, or `(1 - x)^k - 1`, of a setting k, and `x^k - 1` of one that may be small. */
export function powerLessOne(b: Build, node: Node): Node | undefined {
  const { coefficient, powers } = monomialOf(b, node);
  const [first, ...more] = powers;
  if (first === undefined || more.length > 0) return undefined;
  const [base, times] = first;
  const isPower = base.kind === "map" && base.op === "pow" && times === 1 && isSetting(base.args[1]!);
  if (isPower) {
    const [x, k] = base.args as [Node, Node];
    return lessOne(b, x, k, coefficient) ?? (coefficient === 1 && !isWhole(k) ? smallPower(b, x, k) : undefined);
  }
  return Math.abs(times) === 1 ? undefined : lessOne(b, base, b.real(times), coefficient);
}

/** `sign * base^k - 1` where that is such a power. */
function lessOne(b: Build, base: Node, k: Node, sign: number): Node | undefined {
  const x = offsetOf(b, base, sign, k.kind === "constant" ? Math.abs(k.value % 2) : NaN);
  return x && (isConstant(k, 0.5) ? b.map("sqrt1pm1", x) : b.map("pow1pm1", x, k));
}

const isWhole = (k: Node): boolean => k.kind === "constant" && Number.isInteger(k.value);

/** `x^k - 1`, by the logarithm of the power where that is small. */
function smallPower(b: Build, x: Node, k: Node): Node {
  const log = b.mul(k, b.log(x));
  const plain = b.graph.map("sub", "real", [b.graph.map("pow", "real", [x, k]), b.real(1)]);
  return b.select(b.lt(b.abs(log), b.real(1)), b.map("expm1", log), plain);
}

/** The x of which a base is 1 + x, or -1 - x with an exponent and a sign of the power that make up for it. */
function offsetOf(b: Build, base: Node, sign: number, parity: number): Node | undefined {
  if (base.kind !== "map") return undefined;
  const [p, q] = base.args as [Node, Node];
  if (base.op === "sub" && isConstant(q, 1))
    return (sign === 1 && parity === 0) || (sign === -1 && parity === 1) ? b.neg(p) : undefined;
  if (sign !== 1) return undefined;
  if (base.op === "sub" && isConstant(p, 1)) return b.neg(q);
  if (base.op === "add" && isConstant(p, 1)) return q;
  return base.op === "add" && isConstant(q, 1) ? p : undefined;
}
