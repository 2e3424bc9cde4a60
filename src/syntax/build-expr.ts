import type { IToken } from "chevrotain";
import type { ExprCstNode, OperandCstNode, SuffixCstNode } from "../../grammar/cst.d.ts";
import * as t from "../../grammar/tokens.ts";
import { catalogue } from "../diagnostics/catalogue.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import { type BindErrors, bindOperators, type Operand } from "./bind.ts";
import type { Expr, LiteralExpr, Name } from "./ast.ts";
import { has, nameOf, nodes, spanOf, tokens } from "./cst.ts";
import type { ParseContext } from "./parse-context.ts";

const INT_LIMIT = 2 ** 31;

/** Makes the expressions of one file. Recursion is as deep as brackets and `if` nest, which is checked before. */
export class ExprBuilder {
  readonly #context: ParseContext;
  /** Int literals that only a `-` before them makes small enough. */
  readonly #borderline = new Map<Expr, string>();
  #failed = false;

  constructor(context: ParseContext) {
    this.#context = context;
  }

  /** An expression of a declaration; `invalid` where a syntax error stands in it. */
  build(cst: ExprCstNode | undefined, around: Span): Expr {
    const invalid: Expr = { kind: "invalid", span: around };
    if (cst === undefined || this.#context.isDamaged(around.start)) return invalid;
    this.#failed = false;
    this.#borderline.clear();
    const expr = this.#expr(cst);
    for (const [literal, text] of this.#borderline) this.#report(literal.span, catalogue.intTooLarge(text));
    if (!this.#failed) return expr;
    this.#context.damage(around.start);
    return invalid;
  }

  #expr(cst: ExprCstNode): Expr {
    const operators = tokens(cst, "BinaryOperator");
    const csts = nodes(cst, "operand");
    if (csts.length !== operators.length + 1) return this.#missing();
    const operands = csts.map((operand, i): Operand => {
      const operator = operators[i];
      const prefixes = tokens(operand, "PrefixOperator");
      const misplaced = tokens(operand, "If").at(0);
      if (misplaced !== undefined && (i > 0 || prefixes.length > 0)) this.#reportAt(misplaced, catalogue.misplacedIf());
      return { prefixes, expr: this.#operand(operand), ...(operator !== undefined && { operator }) };
    });
    return operands.length === 1 && operands[0]!.prefixes.length === 0
      ? operands[0]!.expr
      : bindOperators(operands, this.#errors);
  }

  readonly #errors: BindErrors = {
    misplacedNot: (token) => this.#reportAt(token, catalogue.misplacedNot()),
    chained: (token) => this.#reportAt(token, catalogue.chainedComparison(token.image)),
    negated: (literal) => this.#borderline.delete(literal),
  };

  #operand(cst: OperandCstNode): Expr {
    const name = tokens(cst, "Name").at(0);
    let expr = this.#primary(cst, name);
    const suffixes = nodes(cst, "suffix");
    for (let i = 0; i < suffixes.length; i++) {
      const suffix = suffixes[i]!;
      const callee = i === 0 && name !== undefined ? nameOf(name) : undefined;
      if (has(suffix, "LeftParen")) {
        if (callee === undefined) this.#reportAt(tokens(suffix, "LeftParen")[0]!, catalogue.notCallable());
        else expr = this.#call(callee, undefined, suffix);
      } else if (has(suffix, "Equal") || has(suffix, "As")) {
        expr = this.#selection(expr, suffix);
      } else {
        const next = suffixes[i + 1];
        const axes = this.#axes(suffix, callee, next);
        if (axes !== undefined && callee !== undefined && next !== undefined) expr = this.#call(callee, axes, next);
        i++;
      }
    }
    return expr;
  }

  #primary(cst: OperandCstNode, name: IToken | undefined): Expr {
    if (name !== undefined) return { kind: "name", name: name.image, span: spanOf(name) };
    const literal = tokens(cst, "Literal").at(0);
    if (literal !== undefined) return this.#literal(literal);
    const [first, second, third] = nodes(cst, "expr");
    const start = tokens(cst, "LeftParen").at(0) ?? tokens(cst, "If").at(0);
    if (first === undefined || start === undefined) return this.#missing();
    if (has(cst, "If")) {
      if (second === undefined || third === undefined) return this.#missing();
      const [condition, then, otherwise] = [this.#expr(first), this.#expr(second), this.#expr(third)];
      return {
        kind: "if",
        condition,
        then,
        else: otherwise,
        span: { start: start.startOffset, end: otherwise.span.end },
      };
    }
    const close = tokens(cst, "RightParen").at(0);
    if (close === undefined) return this.#missing();
    return { ...this.#expr(first), span: { start: start.startOffset, end: close.startOffset + 1 } };
  }

  #literal(token: IToken): LiteralExpr {
    const span = spanOf(token);
    const made = (type: LiteralExpr["type"], value: number): LiteralExpr => ({ kind: "literal", type, value, span });
    switch (token.tokenType) {
      case t.True:
        return made("bool", 1);
      case t.False:
        return made("bool", 0);
      case t.Inf:
        return made("real", Infinity);
      case t.Pi:
        return made("real", Math.PI);
      default: {
        const value = Number.parseFloat(token.image);
        if (!/^[0-9]+$/.test(token.image)) return made("real", value);
        const literal = made("int", value);
        if (value > INT_LIMIT) this.#report(span, catalogue.intTooLarge(token.image));
        else if (value === INT_LIMIT) this.#borderline.set(literal, token.image);
        return literal;
      }
    }
  }

  #call(callee: Name, axes: readonly Name[] | undefined, cst: SuffixCstNode): Expr {
    const args = nodes(cst, "expr").map((arg) => this.#expr(arg));
    const close = tokens(cst, "RightParen").at(0);
    if (close === undefined) return this.#missing();
    const span = { start: callee.span.start, end: close.startOffset + 1 };
    return { kind: "call", callee, ...(axes !== undefined && { axes }), args, span };
  }

  #selection(operand: Expr, cst: SuffixCstNode): Expr {
    const [axis, to] = tokens(cst, "Name");
    const index = nodes(cst, "expr").at(0);
    const close = tokens(cst, "RightBracket").at(0);
    if (axis === undefined || close === undefined) return this.#missing();
    const span = { start: operand.span.start, end: close.startOffset + 1 };
    if (to !== undefined) return { kind: "rename", operand, from: nameOf(axis), to: nameOf(to), span };
    if (index === undefined) return this.#missing();
    return { kind: "select", operand, axis: nameOf(axis), index: this.#expr(index), span };
  }

  /** The axes of `name[A, B](...)`. Anything else that looks so is an error at the first token that cannot be. */
  #axes(cst: SuffixCstNode, callee: Name | undefined, next: SuffixCstNode | undefined): readonly Name[] | undefined {
    const axes = tokens(cst, "Name").map(nameOf);
    const close = tokens(cst, "RightBracket").at(0);
    if (axes.length === 0 || close === undefined) {
      this.#missing();
      return undefined;
    }
    if (callee === undefined) {
      const stop = tokens(cst, "Comma").at(0) ?? close;
      this.#reportAt(stop, catalogue.axesOfNoName(stop.image));
      return undefined;
    }
    if (next !== undefined && has(next, "LeftParen")) return axes;
    const after = this.#context.tokenAfter(close.startOffset);
    this.#report(after.span, catalogue.axesWithoutCall(after.text));
    return undefined;
  }

  #missing(): Expr {
    this.#failed = true;
    return { kind: "invalid", span: { start: 0, end: 0 } };
  }

  #reportAt(token: IToken, message: Parameters<ParseContext["report"]>[1]): void {
    this.#report(spanOf(token), message);
  }

  #report(span: Span, message: Parameters<ParseContext["report"]>[1]): void {
    this.#failed = true;
    this.#context.report(span, message);
  }
}
