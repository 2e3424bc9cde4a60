import { type Expression, numberOf } from "../ir/loop.ts";

/** A number in scaled form: `value * exp(exponent)`. */
export interface Scaled {
  readonly value: Expression;
  readonly exponent: Expression;
}

/**
 * The sum of two numbers in scaled form, with the larger of their exponents: no exponential is above 1. A term with the exponent
 * -inf is left out, whatever its value.
 */
export function scaledSum(sum: Scaled, term: Scaled): Scaled {
  const isLarger = apply("gt", "bool", term.exponent, sum.exponent);
  const isEqual = apply("eq", "bool", term.exponent, sum.exponent);
  const isNone = apply("eq", "bool", term.exponent, numberOf(-Infinity));
  const scale = (by: Expression, from: Expression) => real("exp", real("sub", by, from));
  const grown = real("add", real("mul", sum.value, scale(sum.exponent, term.exponent)), term.value);
  const share = choice(isEqual, numberOf(1), scale(term.exponent, sum.exponent));
  const same = real("add", sum.value, real("mul", term.value, share));
  return {
    value: choice(isLarger, grown, choice(isNone, sum.value, same)),
    exponent: choice(isLarger, term.exponent, sum.exponent),
  };
}

const apply = (op: string, type: "real" | "bool", ...args: readonly Expression[]): Expression => ({
  kind: "apply",
  op,
  type,
  args,
});
const real = (op: string, ...args: readonly Expression[]): Expression => apply(op, "real", ...args);
const choice = (when: Expression, yes: Expression, no: Expression): Expression => real("select", when, yes, no);
