import type { TokenType } from "chevrotain";
import * as t from "../../grammar/tokens.ts";
import type { BinaryOp } from "./ast.ts";

export interface BinaryRow {
  readonly op: BinaryOp;
  readonly level: number;
  readonly side: "left" | "right" | "none";
}

/** How operators bind: a higher level binds tighter. `not` is 3 and the prefix `-` is 7. */
export const binary: ReadonlyMap<TokenType, BinaryRow> = new Map([
  [t.Or, { op: "or", level: 1, side: "left" }],
  [t.And, { op: "and", level: 2, side: "left" }],
  [t.EqualEqual, { op: "eq", level: 4, side: "none" }],
  [t.NotEqual, { op: "ne", level: 4, side: "none" }],
  [t.Less, { op: "lt", level: 4, side: "none" }],
  [t.LessEqual, { op: "le", level: 4, side: "none" }],
  [t.Greater, { op: "gt", level: 4, side: "none" }],
  [t.GreaterEqual, { op: "ge", level: 4, side: "none" }],
  [t.Plus, { op: "add", level: 5, side: "left" }],
  [t.Minus, { op: "sub", level: 5, side: "left" }],
  [t.Star, { op: "mul", level: 6, side: "left" }],
  [t.Slash, { op: "div", level: 6, side: "left" }],
  [t.Caret, { op: "pow", level: 8, side: "right" }],
]);

/** The row of each operator of the AST. */
export const rowOf = new Map([...binary.values()].map((row) => [row.op, row]));

export const NOT_LEVEL = 3;
export const COMPARE_LEVEL = 4;
export const NEGATE_LEVEL = 7;
/** Of what needs no parentheses anywhere. */
export const PRIMARY_LEVEL = 9;
