import type {
  DomainCstNode,
  ElementCstNode,
  FileCstNode,
  FnItemCstNode,
  ImportItemCstNode,
  LossItemCstNode,
  ParamCstNode,
  ResultCstNode,
  StatementCstNode,
  TypeCstNode,
} from "../../grammar/cst.d.ts";
import { UnterminatedText } from "../../grammar/tokens.ts";
import { catalogue } from "../diagnostics/catalogue.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import type {
  AxisRef,
  DomainNode,
  ElementNode,
  Expr,
  FileNode,
  FnItem,
  ImportItem,
  Item,
  LossItem,
  Name,
  Param,
  Reduction,
  ResultNode,
  Statement,
  TypeNode,
} from "./ast.ts";
import { ExprBuilder } from "./build-expr.ts";
import { extent, has, nameOf, nodes, spanOf, tokens } from "./cst.ts";
import { statements } from "./expected.ts";
import type { ParseContext } from "./parse-context.ts";

/** Makes the AST of a file. What a syntax error destroyed is left out or `invalid`. */
export function buildFile(cst: FileCstNode, context: ParseContext): FileNode {
  const builder = new AstBuilder(context);
  const csts = nodes(cst, "item");
  const items = csts.map((item) => builder.item(item)).filter((item) => item !== undefined);
  const lost =
    items.length < csts.length || items.some((item) => item.kind === "import" && context.isDamaged(item.span.start));
  return { items, damaged: lost || context.isDamaged(-1) };
}

class AstBuilder {
  readonly #context: ParseContext;
  readonly #exprs: ExprBuilder;

  constructor(context: ParseContext) {
    this.#context = context;
    this.#exprs = new ExprBuilder(context);
  }

  item(cst: ImportItemCstNode | FnItemCstNode | LossItemCstNode): Item | undefined {
    const span = extent(cst);
    if (span === undefined) return undefined;
    if (cst.name === "importItem") return this.#import(cst, span);
    return cst.name === "fnItem" ? this.#fn(cst, span) : this.#loss(cst, span);
  }

  #import(cst: ImportItemCstNode, span: Span): ImportItem | undefined {
    const path = tokens(cst, "Text").at(0);
    if (path === undefined || path.tokenType === UnterminatedText) return undefined;
    const text = path.image.replaceAll('"', "");
    return { kind: "import", names: tokens(cst, "Name").map(nameOf), path: { text, span: spanOf(path) }, span };
  }

  #fn(cst: FnItemCstNode, span: Span): FnItem | undefined {
    const doc = this.#context.docBefore(span.start);
    const name = tokens(cst, "Name").at(0);
    if (name === undefined) return undefined;
    const params = tokens(cst, "parameter").map(nameOf);
    const axes = nodes(cst, "axisNames").flatMap((list) => tokens(list, "Name").map(nameOf));
    const body = this.#exprs.build(nodes(cst, "expr").at(0), span);
    const damaged = this.#context.isDamaged(span.start);
    return { kind: "fn", name: nameOf(name), doc, axes, params, body, damaged, span };
  }

  #loss(cst: LossItemCstNode, span: Span): LossItem | undefined {
    const doc = this.#context.docBefore(span.start);
    const name = tokens(cst, "Name").at(0);
    if (name === undefined) return undefined;
    const params = nodes(cst, "param").map((param) => this.#param(param));
    const body: Statement[] = [];
    let result: ResultNode | undefined;
    for (const statement of nodes(cst, "statement")) {
      const at = extent(statement);
      if (at === undefined) continue;
      if (result !== undefined) this.#afterResult(at);
      else if (statement.name === "result") result = this.#result(statement, at);
      else body.push(...this.#statement(statement, at));
    }
    if (result === undefined) this.#noResult(cst, span);
    return {
      kind: "loss",
      name: nameOf(name),
      doc,
      params: params.filter((param) => param !== undefined),
      statements: body,
      ...(result !== undefined && { result }),
      damaged: this.#context.isDamagedWithin(span) || result === undefined,
      span,
    };
  }

  #param(cst: ParamCstNode): Param | undefined {
    const span = extent(cst);
    if (span === undefined) return undefined;
    const doc = this.#context.docBefore(span.start);
    const name = tokens(cst, "Name").at(0);
    if (name === undefined) return undefined;
    const constant = tokens(cst, "Const").at(0);
    const value = has(cst, "Equal") ? this.#exprs.build(nodes(cst, "expr").at(0), span) : undefined;
    const domain = nodes(cst, "domain").at(0);
    const type = this.#context.isDamaged(span.start) ? undefined : nodes(cst, "type").at(0);
    return {
      name: nameOf(name),
      doc,
      ...(constant !== undefined && { constant: spanOf(constant) }),
      type: type === undefined ? { kind: "invalid", span } : this.#type(type, span),
      ...(value !== undefined && { default: value }),
      ...(domain !== undefined && this.#domain(domain, span)),
      span,
    };
  }

  #type(cst: TypeCstNode, around: Span): TypeNode {
    const span = extent(cst) ?? around;
    const option = tokens(cst, "option").at(0);
    if (option !== undefined) return { kind: "option", type: option.image as "real" | "int" | "bool", span };
    const axes: AxisRef[] = [];
    for (const axis of nodes(cst, "axis")) {
      const name = tokens(axis, "Name").at(0);
      if (name !== undefined) axes.push({ name: nameOf(name), starred: has(axis, "Star") });
    }
    const element = nodes(cst, "element").at(0);
    return {
      kind: "tensor",
      axes,
      element: element === undefined ? { kind: "real" } : this.#element(element, around),
      span,
    };
  }

  #element(cst: ElementCstNode, around: Span): ElementNode {
    const axis = tokens(cst, "Name").at(0);
    if (axis === undefined) return { kind: has(cst, "Bool") ? "bool" : "real" };
    const sentinel = has(cst, "Bar") ? this.#exprs.build(nodes(cst, "expr").at(0), around) : undefined;
    return { kind: "index", axis: nameOf(axis), ...(sentinel !== undefined && { sentinel }) };
  }

  #domain(cst: DomainCstNode, around: Span): { domain: DomainNode } {
    const span = extent(cst) ?? around;
    const exprs = nodes(cst, "expr");
    if (has(cst, "LeftBrace")) {
      return { domain: { kind: "set", values: exprs.map((value) => this.#exprs.build(value, around)), span } };
    }
    const [lo, hi] = [this.#exprs.build(exprs[0], around), this.#exprs.build(exprs[1], around)];
    return { domain: { kind: "range", lo, hi, loOpen: has(cst, "LeftParen"), hiOpen: has(cst, "RightParen"), span } };
  }

  #statement(cst: StatementCstNode, span: Span): Statement[] {
    const doc = this.#context.docBefore(span.start);
    const name = tokens(cst, "Name").at(0);
    if (name === undefined) return [];
    const value = this.#exprs.build(nodes(cst, "expr").at(0), span);
    return [{ kind: has(cst, "Let") ? "let" : "metric", name: nameOf(name), doc, value, span }];
  }

  /** A statement after the result: the result's section ends with an error, at the statement's first token. */
  #afterResult(span: Span): void {
    if (this.#context.isDamaged(span.start)) return;
    const { text, span: at } = this.#context.tokenAt(span.start);
    this.#context.report(at, catalogue.unexpected(text, "'}', for the result stands last"));
    this.#context.damage(span.start);
  }

  #noResult(cst: LossItemCstNode, span: Span): void {
    const close = tokens(cst, "RightBrace").at(-1);
    if (close === undefined || this.#context.isDamaged(close.startOffset) || this.#context.isDamaged(span.start))
      return;
    this.#context.report(spanOf(close), catalogue.unexpected("}", statements));
    this.#context.damage(close.startOffset);
  }

  #result(cst: ResultCstNode, span: Span): ResultNode {
    const value: Expr = this.#exprs.build(nodes(cst, "expr").at(0), span);
    if (has(cst, "Return")) return { kind: "return", value, span };
    const reductions: Reduction[] = [];
    for (const reduction of nodes(cst, "reduction")) {
      const name: Name | undefined = tokens(reduction, "Name").map(nameOf).at(0);
      if (name === undefined) continue;
      reductions.push({
        name,
        value: this.#exprs.build(nodes(reduction, "expr").at(0), { start: span.start, end: span.end }),
      });
    }
    return { kind: "reduce", point: value, reductions, span };
  }
}
