import type { Scalar } from "../../src/ir/type.ts";
import type { Expression, InfixOp } from "./loss.ts";

/** Ways to make typed expressions. */

export const union = (...lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())];
export const minus = (axes: readonly string[], removed: readonly string[]): string[] =>
  axes.filter((axis) => !removed.includes(axis));

export function number(text: string): Expression {
  const type: Scalar = text === "true" || text === "false" ? "bool" : /^\d+$/.test(text) ? "int" : "real";
  return { kind: "number", text, type, axes: [] };
}

export function named(name: string, type: Scalar, axes: readonly string[]): Expression {
  return { kind: "name", name, type, axes };
}

export function infix(op: InfixOp, x: Expression, y: Expression): Expression {
  return { kind: "infix", op, x, y, type: infixType(op, x, y), axes: union(x.axes, y.axes) };
}

function infixType(op: InfixOp, x: Expression, y: Expression): Scalar {
  switch (op) {
    case "+":
    case "-":
    case "*":
      return bothInts(x, y) ? "int" : "real";
    case "/":
    case "^":
      return "real";
    default:
      return "bool";
  }
}

export const bothInts = (...args: readonly Expression[]): boolean => args.every((arg) => arg.type === "int");

export function prefix(op: "-" | "not", x: Expression): Expression {
  return { kind: "prefix", op, x, type: x.type, axes: x.axes };
}

export function choice(c: Expression, x: Expression, y: Expression): Expression {
  const type = x.type === "bool" ? "bool" : bothInts(x, y) ? "int" : "real";
  return { kind: "if", c, x, y, type, axes: union(c.axes, x.axes, y.axes) };
}

/** A call of a function of single elements. */
export function call(name: string, type: Scalar, ...args: readonly Expression[]): Expression {
  return { kind: "call", name, args, type, axes: union(...args.map((arg) => arg.axes)) };
}

export function callOver(
  name: string,
  over: readonly string[] | undefined,
  args: readonly Expression[],
  type: Scalar,
  axes: readonly string[],
): Expression {
  return { kind: "call", name, ...(over !== undefined && { over }), args, type, axes };
}

export const toNumber = (x: Expression): Expression => (x.type === "bool" ? choice(x, number("1"), number("0")) : x);
export const toBool = (x: Expression): Expression => (x.type === "bool" ? x : infix(">", x, number("0.5")));

/** The sum over all that is left. */
export function scalar(x: Expression, reduction = "sum"): Expression {
  const value = toNumber(x);
  if (value.axes.length === 0) return value;
  return callOver(reduction, undefined, [value], reduction === "mean" ? "real" : value.type, []);
}
