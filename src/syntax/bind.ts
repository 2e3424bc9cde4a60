import type { IToken } from "chevrotain";
import * as t from "../../grammar/tokens.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import { invariant } from "../support/invariant.ts";
import type { BinaryOp, Expr, LiteralExpr } from "./ast.ts";
import { binary, COMPARE_LEVEL, NEGATE_LEVEL, NOT_LEVEL } from "./operators.ts";

/** Prefixes and what they stand before, and the operator that follows, if any. */
export interface Operand {
  readonly prefixes: readonly IToken[];
  readonly expr: Expr;
  readonly operator?: IToken;
}

export interface BindErrors {
  misplacedNot(token: IToken): void;
  chained(token: IToken): void;
  /** A literal that fits into an int only with a `-` before it has one. */
  negated(literal: LiteralExpr): void;
}

type Pending =
  | { readonly kind: "prefix"; readonly op: "neg" | "not"; readonly level: number; readonly span: Span }
  | { readonly kind: "binary"; readonly op: BinaryOp; readonly level: number; readonly span: Span };

const spanOf = (token: IToken): Span => ({ start: token.startOffset, end: token.startOffset + token.image.length });

/** Makes a tree of a flat run of operands and operators. A left-deep tree costs no stack. */
export function bindOperators(operands: readonly Operand[], errors: BindErrors): Expr {
  const pending: Pending[] = [];
  const values: Expr[] = [];
  for (const operand of operands) {
    for (const token of operand.prefixes) pushPrefix(pending, token, errors);
    values.push(operand.expr);
    if (operand.operator !== undefined) pushBinary(pending, values, operand.operator, errors);
  }
  while (pending.length > 0) reduce(pending, values, errors);
  invariant(values.length === 1, "operators and operands match");
  return values[0]!;
}

function pushPrefix(pending: Pending[], token: IToken, errors: BindErrors): void {
  if (token.tokenType !== t.Not) {
    pending.push({ kind: "prefix", op: "neg", level: NEGATE_LEVEL, span: spanOf(token) });
    return;
  }
  if ((pending.at(-1)?.level ?? 0) > NOT_LEVEL) errors.misplacedNot(token);
  pending.push({ kind: "prefix", op: "not", level: NOT_LEVEL, span: spanOf(token) });
}

function pushBinary(pending: Pending[], values: Expr[], token: IToken, errors: BindErrors): void {
  const row = binary.get(token.tokenType);
  invariant(row !== undefined, "a binary operator has a row");
  const binds = (before: Pending) => before.level > row.level || (before.level === row.level && row.side !== "right");
  while (pending.length > 0 && binds(pending.at(-1)!)) {
    const before = pending.at(-1)!;
    if (before.level === COMPARE_LEVEL && row.level === COMPARE_LEVEL) errors.chained(token);
    reduce(pending, values, errors);
  }
  pending.push({ kind: "binary", op: row.op, level: row.level, span: spanOf(token) });
}

function reduce(pending: Pending[], values: Expr[], errors: BindErrors): void {
  const top = pending.pop()!;
  const right = values.pop()!;
  if (top.kind === "prefix") {
    const span = { start: top.span.start, end: right.span.end };
    if (top.op === "neg" && right.kind === "literal") errors.negated(right);
    values.push({ kind: "unary", op: top.op, operand: right, span });
  } else {
    const left = values.pop()!;
    const span = { start: left.span.start, end: right.span.end };
    values.push({ kind: "binary", op: top.op, opSpan: top.span, left, right, span });
  }
}
