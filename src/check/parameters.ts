import { catalogue } from "../diagnostics/catalogue.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import type { Message } from "../diagnostics/message.ts";
import type { Node } from "../ir/graph.ts";
import type { Element, InputDeclaration, OptionDeclaration } from "../ir/program.ts";
import { type Scalar, sortAxes } from "../ir/type.ts";
import type { AxisRef, ElementNode, Param, TypeNode } from "../syntax/ast.ts";
import { constantOf } from "./constant.ts";
import { admits, elaborateDomain } from "./domain.ts";
import { evaluateScalar, type ParameterScope } from "./parameter-expr.ts";
import { describe, type Value } from "./value.ts";

const article = (type: Scalar): string => (type === "int" ? "an int" : `a ${type}`);

/** Declares an option, with its default and domain. */
export function elaborateOption(scope: ParameterScope, param: Param, type: Scalar): OptionDeclaration {
  const name = param.name.text;
  if (param.constant !== undefined) reportAt(scope, param.constant, catalogue.constOption(name));
  return { name, doc: param.doc, type, ...allowed(scope, param, type) };
}

/** Declares an input, and the value that its name has in the loss. */
export function elaborateInput(
  scope: ParameterScope,
  param: Param,
  type: TypeNode & { kind: "tensor" },
): { declaration: InputDeclaration; value: Value } {
  const { b, axes } = scope.context;
  const name = param.name.text;
  const element = elaborateElement(scope, name, type.element);
  const scalar: Scalar = element.kind === "index" ? "int" : element.kind;
  const own = unique(type.axes);
  const rest = allowed(scope, param, scalar, element);
  const positions = own.map((ref) => b.graph.index(axes.scope.axis(ref.name.text)!));
  const given = b.input(name, scalar, positions);
  const node =
    rest.default === undefined ? given : b.select(b.graph.present(name), given, b.graph.constant(rest.default, scalar));
  return {
    declaration: {
      name,
      doc: param.doc,
      constant: param.constant !== undefined,
      axes: own.map((ref) => ({ name: ref.name.text, starred: ref.starred })),
      element,
      ...rest,
    },
    value: { node, axes: sortAxes(own.map((ref) => axes.scope.axis(ref.name.text)!)) },
  };
}

function unique(refs: readonly AxisRef[]): readonly AxisRef[] {
  return refs.filter((ref, i) => refs.findIndex((other) => other.name.text === ref.name.text) === i);
}

function elaborateElement(scope: ParameterScope, name: string, element: ElementNode): Element {
  if (element.kind !== "index") return { kind: element.kind };
  const axis = element.axis.text;
  const sentinel = element.sentinel === undefined ? undefined : elaborateSentinel(scope, name, element.sentinel);
  return { kind: "index", axis, ...(sentinel !== undefined && { sentinel }) };
}

function elaborateSentinel(
  scope: ParameterScope,
  name: string,
  expr: NonNullable<(ElementNode & { kind: "index" })["sentinel"]>,
): Node | undefined {
  const what = `the sentinel of '${name}'`;
  const value = evaluateScalar(scope, expr, scope.options, (why) => catalogue.boundNotScalar(what, why));
  if (value === null) return undefined;
  if (value.node.type !== "int") {
    reportAt(scope, expr.span, catalogue.boundType(what, "an int", describe(value, [])));
    return undefined;
  }
  const constant = constantOf(value.node);
  if (constant !== undefined && !isInt32(constant))
    reportAt(scope, expr.span, catalogue.intOutOfRange(what, String(constant)));
  return value.node;
}

/** The default and the domain of a parameter of elements of `type`. */
function allowed(
  scope: ParameterScope,
  param: Param,
  type: Scalar,
  element?: Element,
): Pick<OptionDeclaration, "default" | "domain"> {
  const name = param.name.text;
  const value = param.default === undefined ? undefined : elaborateDefault(scope, param, type, element);
  if (param.domain === undefined) return value === undefined ? {} : { default: value };
  if (type === "bool") {
    reportAt(scope, param.domain.span, catalogue.domainOfBool(name));
    return {};
  }
  const domain = elaborateDomain(scope, param, param.domain, type === "int");
  if (value !== undefined && domain !== undefined && !admits(domain, value)) {
    const written = scope.module.source.text.slice(param.domain.span.start, param.domain.span.end).replace(/\s+/g, " ");
    reportAt(scope, param.default!.span, catalogue.defaultOutOfDomain(name, String(value), written));
  }
  return { ...(value !== undefined && { default: value }), ...(domain !== undefined && { domain }) };
}

function elaborateDefault(scope: ParameterScope, param: Param, type: Scalar, element?: Element): number | undefined {
  const name = param.name.text;
  const expr = param.default!;
  const fail = (message: Message) => {
    reportAt(scope, expr.span, message);
    return undefined;
  };
  const value = evaluateScalar(scope, expr, new Map(), (why) => catalogue.defaultNotConstant(name, why));
  if (value === null) return undefined;
  const found = value.node.type;
  if (found !== type && !(found === "int" && type === "real")) {
    return fail(catalogue.defaultType(name, type === "real" ? "a number" : article(type), describe(value, [])));
  }
  const constant = constantOf(value.node);
  if (constant === undefined) return fail(catalogue.defaultNotConstant(name, "this is known only at the call"));
  if (found === "int" && !isInt32(constant))
    return fail(catalogue.intOutOfRange(`the default of '${name}'`, String(constant)));
  if (element?.kind === "index" && constant < 0) {
    const sentinel = element.sentinel === undefined ? Number.NaN : constantOf(element.sentinel);
    if (sentinel !== undefined && sentinel !== constant)
      return fail(catalogue.defaultNoIndex(name, String(constant), element.axis));
  }
  return constant;
}

const isInt32 = (value: number): boolean => Number.isInteger(value) && value >= -(2 ** 31) && value < 2 ** 31;

function reportAt(scope: ParameterScope, span: Span, message: Message): void {
  scope.context.reporter.report({ source: scope.module.source, span }, message);
}
