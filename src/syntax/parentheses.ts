import type { Expr } from "./ast.ts";
import { NEGATE_LEVEL, NOT_LEVEL, PRIMARY_LEVEL, rowOf } from "./operators.ts";
import { invariant } from "../support/invariant.ts";

/** Whether an expression wants the parentheses that it has in a source, as a part of `parent`. */
export function wantsParens(child: Expr, parent: Expr | undefined): boolean {
  return parent !== undefined && (needsParens(child, parent) || readsBetter(child, parent));
}

/** How tightly an expression binds: as its operator does. */
function levelOf(expr: Expr): number {
  switch (expr.kind) {
    case "if":
      return 0;
    case "unary":
      return expr.op === "neg" ? NEGATE_LEVEL : NOT_LEVEL;
    case "binary":
      return rowFor(expr.op).level;
    default:
      return PRIMARY_LEVEL;
  }
}

/** Whether it would mean something else without. */
function needsParens(child: Expr, parent: Expr): boolean {
  const level = levelOf(child);
  switch (parent.kind) {
    case "unary":
      return level < levelOf(parent);
    case "binary": {
      const row = rowFor(parent.op);
      const side = child === parent.left ? "left" : "right";
      // An exponent's `-` needs none; it keeps those that it has all the same: `2^(-1)`.
      return level < row.level || (level === row.level && row.side !== side);
    }
    case "select":
    case "rename":
      return child === parent.operand && level < PRIMARY_LEVEL;
    default:
      return false;
  }
}

/** Whether most readers would have to think without: `-(x^2)`, `(a and b) or c`, `not (a == b)`, `(a / b) * c`. */
function readsBetter(child: Expr, parent: Expr): boolean {
  switch (parent.kind) {
    case "unary":
      return child.kind === "unary" || (child.kind === "binary" && (parent.op === "not" || child.op === "pow"));
    case "binary":
      if (child.kind !== "binary") return false;
      if (parent.op === "or") return child.op === "and";
      return (parent.op === "pow" && child.op === "pow") || (parent.op === "mul" && child.op === "div");
    case "if":
      return child.kind === "if" && child !== parent.else;
    default:
      return false;
  }
}

function rowFor(op: Parameters<typeof rowOf.get>[0]) {
  const row = rowOf.get(op);
  invariant(row !== undefined, "every operator has a row");
  return row;
}
