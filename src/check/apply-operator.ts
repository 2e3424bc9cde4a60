import { catalogue } from "../diagnostics/catalogue.ts";
import type { OpName } from "../ir/graph.ts";
import { unionAxes } from "../ir/type.ts";
import { operator } from "../ops/index.ts";
import { invariant } from "../support/invariant.ts";
import type { BinaryExpr, Expr, IfExpr, LiteralExpr, UnaryExpr } from "../syntax/ast.ts";
import { type Frame, origin, report, typeOf } from "./frame.ts";
import { isNumber, type Typed, type Value } from "./value.ts";

/** How the operators with two operands are spelled. */
export const symbols: ReadonlyMap<string, string> = new Map([
  ["or", "or"],
  ["and", "and"],
  ["eq", "=="],
  ["ne", "!="],
  ["lt", "<"],
  ["le", "<="],
  ["gt", ">"],
  ["ge", ">="],
  ["add", "+"],
  ["sub", "-"],
  ["mul", "*"],
  ["div", "/"],
  ["pow", "^"],
]);

export function applyLiteral(frame: Frame, { type, value }: LiteralExpr): Typed {
  return { node: frame.context.b.graph.constant(value, type), axes: [] };
}

export function applyUnary(frame: Frame, expr: UnaryExpr, operand: Typed): Value {
  const what = expr.op === "neg" ? "what '-' stands before" : "what 'not' stands before";
  const fits = expr.op === "neg" ? needNumber : needBool;
  return fits(frame, what, expr.operand, operand) ? elementwise(frame, expr.op, [operand]) : null;
}

export function applyBinary(frame: Frame, expr: BinaryExpr, left: Typed, right: Typed): Value {
  const { b } = frame.context;
  const symbol = symbols.get(expr.op)!;
  const sides = [
    [`the left side of '${symbol}'`, expr.left, left],
    [`the right side of '${symbol}'`, expr.right, right],
  ] as const;
  if (expr.op === "eq" || expr.op === "ne") {
    if (isNumber(left) === isNumber(right)) return elementwise(frame, expr.op, [left, right]);
    return differentKinds(frame, expr, `the sides of '${symbol}'`, [expr.left, left], [expr.right, right]);
  }
  const fits = expr.op === "and" || expr.op === "or" ? needBool : needNumber;
  if (sides.filter(([what, side, value]) => !fits(frame, what, side, value)).length > 0) return null;
  const axes = unionAxes(left.axes, right.axes);
  // Lazy, as the language says: an index in the right side is not checked where the left side decides.
  if (expr.op === "and") return { node: b.select(left.node, right.node, b.bool(false)), axes };
  if (expr.op === "or") return { node: b.select(left.node, b.bool(true), right.node), axes };
  return elementwise(frame, expr.op, [left, right]);
}

export function applyIf(frame: Frame, expr: IfExpr, condition: Value, then: Value, otherwise: Value): Value {
  const fits = condition !== null && needBool(frame, "the condition of 'if'", expr.condition, condition);
  if (then === null || otherwise === null) return null;
  if (isNumber(then) !== isNumber(otherwise)) {
    return differentKinds(frame, expr, "the branches of 'if'", [expr.then, then], [expr.else, otherwise]);
  }
  return fits ? elementwise(frame, "select", [condition, then, otherwise]) : null;
}

/** Applies an operator of the table, whose operands have been checked to be of a fitting type. */
export function elementwise(frame: Frame, op: OpName, operands: readonly Typed[]): Typed {
  const node = frame.context.b.map(op, ...operands.map((operand) => operand.node));
  return { node, axes: unionAxes(...operands.map((operand) => operand.axes)) };
}

/** Applies a function of single elements. */
export function applyElementwise(
  frame: Frame,
  name: string,
  op: OpName,
  exprs: readonly Expr[],
  args: readonly Typed[],
): Value {
  const { signature } = operator(op);
  invariant(signature === "real" || signature === "number" || signature === "int", "functions take numbers");
  const fits = signature === "int" ? needInt : needNumber;
  const wrong = args.filter((arg, i) => !fits(frame, argument(name, i, args.length), exprs[i]!, arg));
  return wrong.length > 0 ? null : elementwise(frame, op, args);
}

export function argument(name: string, i: number, count: number): string {
  return count === 1 ? `the argument of '${name}'` : `argument ${i + 1} of '${name}'`;
}

export function needNumber(frame: Frame, what: string, expr: Expr, value: Typed): boolean {
  return isNumber(value) || wrong(frame, catalogue.needsNumber, what, expr, value);
}

export function needBool(frame: Frame, what: string, expr: Expr, value: Typed): boolean {
  return value.node.type === "bool" || wrong(frame, catalogue.needsBool, what, expr, value);
}

export function needInt(frame: Frame, what: string, expr: Expr, value: Typed, hint?: string): boolean {
  const message = (what: string, found: string) => catalogue.needsInt(what, found, hint);
  return value.node.type === "int" || wrong(frame, message, what, expr, value);
}

function wrong(
  frame: Frame,
  message: (what: string, found: string) => ReturnType<typeof catalogue.needsInt>,
  what: string,
  expr: Expr,
  value: Typed,
): false {
  const labels = expr.kind === "name" ? [origin(frame, expr, value)] : [];
  report(frame, expr.span, message(what, typeOf(frame, value)), labels);
  return false;
}

function differentKinds(frame: Frame, expr: Expr, what: string, left: [Expr, Typed], right: [Expr, Typed]): null {
  const labels = [origin(frame, ...left), origin(frame, ...right)];
  const message = catalogue.differentKinds(what, typeOf(frame, left[1]), typeOf(frame, right[1]));
  return report(frame, expr.span, message, labels);
}
