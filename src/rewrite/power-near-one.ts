import { isConstant, type Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { isSetting } from "./facts.ts";
import { monomialOf } from "./monomial.ts";

/** `(1 + x)^k - 1`, or `(1 - x)^k - 1`, of a setting k. */
export function powerLessOne(b: Build, node: Node): Node | undefined {
  const { coefficient, powers } = monomialOf(b, node);
  const [first, ...more] = powers;
  if (first === undefined || more.length > 0) return undefined;
  const [base, times] = first;
  const isPower = base.kind === "map" && base.op === "pow" && times === 1 && isSetting(base.args[1]!);
  if (isPower) return lessOne(b, base.args[0]!, base.args[1]!, coefficient);
  return Math.abs(times) === 1 ? undefined : lessOne(b, base, b.real(times), coefficient);
}

/** `sign * base^k - 1` where that is such a power. */
function lessOne(b: Build, base: Node, k: Node, sign: number): Node | undefined {
  const x = offsetOf(b, base, sign, k.kind === "constant" ? Math.abs(k.value % 2) : NaN);
  return x && (isConstant(k, 0.5) ? b.map("sqrt1pm1", x) : b.map("pow1pm1", x, k));
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
