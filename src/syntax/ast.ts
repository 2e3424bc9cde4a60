import type { Span } from "../diagnostics/diagnostic.ts";
import type { Scalar } from "../ir/type.ts";

/** A name where it is written. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}

/** Operators between two operands, named as in the operator table where it has them. */
export type BinaryOp = "or" | "and" | "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "add" | "sub" | "mul" | "div" | "pow";

interface At {
  /** With the parentheses around it, if any. */
  readonly span: Span;
}

export interface LiteralExpr extends At {
  readonly kind: "literal";
  readonly type: Scalar;
  /** A bool is 0 or 1. */
  readonly value: number;
}
export interface NameExpr extends At {
  readonly kind: "name";
  readonly name: string;
}
export interface UnaryExpr extends At {
  readonly kind: "unary";
  readonly op: "neg" | "not";
  readonly operand: Expr;
}
export interface BinaryExpr extends At {
  readonly kind: "binary";
  readonly op: BinaryOp;
  readonly opSpan: Span;
  readonly left: Expr;
  readonly right: Expr;
}
export interface IfExpr extends At {
  readonly kind: "if";
  readonly condition: Expr;
  readonly then: Expr;
  readonly else: Expr;
}
export interface CallExpr extends At {
  readonly kind: "call";
  readonly callee: Name;
  /** Absent without a list of axes. */
  readonly axes?: readonly Name[];
  readonly args: readonly Expr[];
}
/** `operand[axis = index]` */
export interface SelectExpr extends At {
  readonly kind: "select";
  readonly operand: Expr;
  readonly axis: Name;
  readonly index: Expr;
}
/** `operand[from as to]` */
export interface RenameExpr extends At {
  readonly kind: "rename";
  readonly operand: Expr;
  readonly from: Name;
  readonly to: Name;
}
/** Where a syntax error stands; it is reported already. */
export interface InvalidExpr extends At {
  readonly kind: "invalid";
}

/** Left operands nest as deep as a text is long: walk expressions with `postfix`, never by recursion. */
export type Expr =
  | LiteralExpr
  | NameExpr
  | UnaryExpr
  | BinaryExpr
  | IfExpr
  | CallExpr
  | SelectExpr
  | RenameExpr
  | InvalidExpr;

export interface ImportItem extends At {
  readonly kind: "import";
  readonly names: readonly Name[];
  readonly path: Name;
}

export interface FnItem extends At {
  readonly kind: "fn";
  readonly name: Name;
  readonly doc: string;
  readonly axes: readonly Name[];
  readonly params: readonly Name[];
  readonly body: Expr;
  /** Whether a syntax error hides what its parameters are. */
  readonly damaged: boolean;
}

export interface AxisRef {
  readonly name: Name;
  readonly starred: boolean;
}

export type TypeNode =
  | { readonly kind: "option"; readonly type: Scalar; readonly span: Span }
  | { readonly kind: "tensor"; readonly axes: readonly AxisRef[]; readonly element: ElementNode; readonly span: Span }
  | { readonly kind: "invalid"; readonly span: Span };

export type ElementNode =
  | { readonly kind: "real" }
  | { readonly kind: "bool" }
  | { readonly kind: "index"; readonly axis: Name; readonly sentinel?: Expr };

export type DomainNode =
  | {
      readonly kind: "range";
      readonly lo: Expr;
      readonly hi: Expr;
      readonly loOpen: boolean;
      readonly hiOpen: boolean;
      readonly span: Span;
    }
  | { readonly kind: "set"; readonly values: readonly Expr[]; readonly span: Span };

export interface Param extends At {
  readonly name: Name;
  readonly doc: string;
  /** Where `const` stands. */
  readonly constant?: Span;
  readonly type: TypeNode;
  readonly default?: Expr;
  readonly domain?: DomainNode;
}

export interface Statement extends At {
  readonly kind: "let" | "metric";
  readonly name: Name;
  readonly doc: string;
  readonly value: Expr;
}

export interface Reduction {
  readonly name: Name;
  readonly value: Expr;
}

export type ResultNode =
  | { readonly kind: "reduce"; readonly point: Expr; readonly reductions: readonly Reduction[]; readonly span: Span }
  | { readonly kind: "return"; readonly value: Expr; readonly span: Span };

export interface LossItem extends At {
  readonly kind: "loss";
  readonly name: Name;
  readonly doc: string;
  readonly params: readonly Param[];
  readonly statements: readonly Statement[];
  /** Absent only where a syntax error stands in its place. */
  readonly result?: ResultNode;
  /** Whether it has a syntax error, so that a name it seems to lack may be hidden there. */
  readonly damaged: boolean;
}

export type Item = ImportItem | FnItem | LossItem;

export interface FileNode {
  readonly items: readonly Item[];
  /** Whether a syntax error may hide an item. */
  readonly damaged: boolean;
}

/** The expressions that `expr` is made from, from left to right. */
export function children(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "unary":
      return [expr.operand];
    case "binary":
      return [expr.left, expr.right];
    case "if":
      return [expr.condition, expr.then, expr.else];
    case "call":
      return expr.args;
    case "select":
      return [expr.operand, expr.index];
    case "rename":
      return [expr.operand];
    default:
      return [];
  }
}

/** `expr` and all that it is made from, children before parents and left before right. */
export function postfix(expr: Expr): readonly Expr[] {
  const order: Expr[] = [];
  const stack: Expr[] = [expr];
  while (stack.length > 0) {
    const next = stack.pop()!;
    order.push(next);
    for (const child of children(next)) stack.push(child);
  }
  return order.reverse();
}
