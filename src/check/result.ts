import { catalogue } from "../diagnostics/catalogue.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import type { NamedValue, Result } from "../ir/program.ts";
import type { Axis } from "../ir/type.ts";
import { axisFunctions } from "../ops/axis-functions.ts";
import type { Expr, ResultNode } from "../syntax/ast.ts";
import type { LossContext } from "./frame.ts";
import type { Module } from "./module.ts";
import { describe, isNumber, type Typed, type Value } from "./value.ts";

/** What the results of a loss are made with. */
export interface ResultScope {
  readonly context: LossContext;
  readonly module: Module;
  readonly evaluate: (expr: Expr) => Value;
}

/** Elaborates what a loss gives; nothing after an error. */
export function elaborateResult(scope: ResultScope, result: ResultNode): Result | undefined {
  if (result.kind === "return") {
    const value = resultNumber(scope, "the value of the loss", result.value, true);
    return value === null ? undefined : { kind: "return", value: real(scope, value) };
  }
  const point = resultNumber(scope, "the point of the loss", result.point, false);
  const block = new Map<string, { value: Value; span: Span }>();
  for (const { name, value } of result.reductions) {
    const made = resultNumber(scope, `the reduction '${name.text}'`, value, true);
    if (!block.has(name.text)) block.set(name.text, { value: made, span: name.span });
  }
  if (point === null) return undefined;
  const node = real(scope, point);
  const reductions: NamedValue[] = [];
  for (const name of new Set(["mean", "sum", ...block.keys()])) {
    const given = block.get(name);
    if (given?.value === null) continue;
    if (point.axes.length === 0) {
      if (given !== undefined) warnAt(scope, given.span, name);
      reductions.push({ name, doc: "", value: node });
    } else {
      const builtIn = () => axisFunctions[name === "mean" ? "mean" : "sum"]!.build(scope.context.b, point.axes, [node]);
      reductions.push({ name, doc: "", value: given === undefined ? builtIn() : real(scope, given.value) });
    }
  }
  return { kind: "reduce", point: node, axes: inMemory(scope, point.axes), reductions };
}

/** A number of the result, scalar where asked; null after an error. */
export function resultNumber(scope: ResultScope, what: string, expr: Expr, scalar: boolean): Value {
  const value = scope.evaluate(expr);
  if (value === null) return null;
  const at = { source: scope.module.source, span: expr.span };
  const names = inMemory(scope, value.axes).map((axis) => axis.name);
  if (!isNumber(value)) {
    scope.context.reporter.report(at, catalogue.resultNotNumber(what, describe(value, names)));
    return null;
  }
  if (scalar && value.axes.length > 0) {
    const from = inMemory(scope, value.axes).map((axis) => `${axis.name} ${scope.context.axes.origin(axis)}`);
    scope.context.reporter.report(at, catalogue.resultNotScalar(what, describe(value, names), from));
    return null;
  }
  return value;
}

/** Axes in the order in which the parameters first name them, then those that were made, as they appear. */
function inMemory(scope: ResultScope, axes: readonly Axis[]): readonly Axis[] {
  return scope.context.axes.order().filter((axis) => axes.includes(axis));
}

function real(scope: ResultScope, { node }: Typed): Typed["node"] {
  return node.type === "int" ? scope.context.b.toReal(node) : node;
}

function warnAt(scope: ResultScope, span: Span, name: string): void {
  scope.context.reporter.report({ source: scope.module.source, span }, catalogue.reductionIsPoint(name));
}
