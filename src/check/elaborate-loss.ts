import { catalogue } from "../diagnostics/catalogue.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Place } from "../diagnostics/source.ts";
import { Graph, isReduction, type Node } from "../ir/graph.ts";
import type { InputDeclaration, LossProgram, NamedValue, OptionDeclaration } from "../ir/program.ts";
import { Build, type Simplify } from "../ops/build.ts";
import type { Expr, LossItem, Param } from "../syntax/ast.ts";
import { LossAxes } from "./axis-scope.ts";
import { resolveBody } from "./body.ts";
import { LossNames } from "./check-names.ts";
import { declareLoss } from "./declare.ts";
import { declareAxes } from "./declare-axes.ts";
import { evaluate } from "./evaluate.ts";
import type { LossContext } from "./frame.ts";
import { checkOrders } from "./orders.ts";
import type { Module } from "./module.ts";
import { elaborateInput, elaborateOption } from "./parameters.ts";
import type { ParameterScope } from "./parameter-expr.ts";
import { elaborateResult, resultNumber } from "./result.ts";
import { reportUnused } from "./unused.ts";
import type { Value } from "./value.ts";

/** Checks a loss and makes its graph; nothing after an error. */
export function elaborateLoss(
  loss: LossItem,
  module: Module,
  { simplify, wrt = [] }: { readonly simplify: Simplify; readonly wrt?: readonly string[] },
  reporter: Reporter,
): LossProgram | undefined {
  const { source } = module;
  const errorsBefore = reporter.errors;
  let complete = !loss.damaged;
  const graph = new Graph();
  const axes = new LossAxes(graph);
  const context: LossContext = {
    b: new Build(graph, simplify),
    reporter,
    axes,
    differentiated: new Set(loss.params.filter(isDifferentiated).map(({ name }) => name.text)),
    memo: new Map(),
    calls: 0,
  };
  declareLoss(loss, source, reporter);
  const names = new LossNames(loss, source);
  const declaredAxes = declareAxes(loss, source, axes, reporter);

  const env = new Map<string, Value>();
  const { inputs, options } = elaborateParameters(
    loss,
    { context, module, names, options: optionsOf(loss, graph) },
    env,
  );
  const isAskedFor = inputs.some(({ name, element }) => element.kind === "real" && wrt.includes(name));
  if (context.differentiated.size === 0 && !isAskedFor && !loss.damaged)
    reporter.report({ source, span: loss.name.span }, catalogue.nothingToDifferentiate(loss.name.text));

  const declared = new Map<string, Place>([...names.bindings].map(([name, binding]) => [name, binding.place]));
  const scope = {
    context,
    module,
    evaluate: (expr: Expr) => {
      const body = resolveBody(expr, module, reporter);
      names.check(body, reporter);
      const value = evaluate({ context, module, body, env, axes: axes.scope, declared, values: [], next: 0 });
      complete &&= value !== null;
      return value;
    },
  };
  const lets = new Map<Node, string>();
  const metrics: NamedValue[] = [];
  for (const { kind, name, doc, value: expr } of loss.statements) {
    if (kind === "metric") {
      const value = resultNumber(scope, `the metric '${name.text}'`, expr, true);
      if (value !== null) metrics.push({ name: name.text, doc, value: value.node });
      continue;
    }
    const value = scope.evaluate(expr);
    if (names.bindings.get(name.text)?.place.span === name.span) env.set(name.text, value);
    names.bound.add(name.text);
    if (value !== null && isWorthNaming(value.node) && !lets.has(value.node)) lets.set(value.node, name.text);
  }
  const result = loss.result === undefined ? undefined : elaborateResult(scope, loss.result);
  // An error often hides a use.
  if (complete && reporter.errors === errorsBefore) reportUnused(loss, names, source, reporter);
  if (result === undefined || loss.result === undefined || !complete || reporter.errors > errorsBefore)
    return undefined;
  const program: LossProgram = {
    name: loss.name.text,
    doc: loss.doc,
    graph,
    inputs,
    options,
    axes: declaredAxes,
    madeAxes: axes.made,
    equalSizes: axes.equalSizes,
    result,
    metrics,
    names: lets,
    places: {
      loss: { source, span: loss.name.span },
      names: declared,
      result: { source, span: (loss.result.kind === "return" ? loss.result.value : loss.result.point).span },
    },
  };
  checkOrders(program, loss, source, reporter);
  return reporter.errors > errorsBefore ? undefined : program;
}

const isDifferentiated = ({ constant, type }: Param): boolean =>
  constant === undefined && type.kind === "tensor" && type.element.kind === "real";

/** The options of a loss; bounds and sentinels may name them before they are declared. */
function optionsOf(loss: LossItem, graph: Graph): Map<string, Value> {
  const options = new Map<string, Value>();
  for (const { name, type } of loss.params) {
    if (type.kind !== "option" || options.has(name.text)) continue;
    options.set(name.text, { node: graph.option(name.text, type.type), axes: [] });
  }
  return options;
}

function elaborateParameters(
  loss: LossItem,
  scope: ParameterScope,
  env: Map<string, Value>,
): { inputs: InputDeclaration[]; options: OptionDeclaration[] } {
  const inputs: InputDeclaration[] = [];
  const options: OptionDeclaration[] = [];
  for (const param of loss.params) {
    const { type } = param;
    const bind = (value: Value) => {
      if (!env.has(param.name.text)) env.set(param.name.text, value);
    };
    if (type.kind === "option") {
      options.push(elaborateOption(scope, param, type.type));
      bind(scope.options.get(param.name.text) ?? null);
    } else if (type.kind === "tensor") {
      const { declaration, value } = elaborateInput(scope, param, type);
      inputs.push(declaration);
      bind(value);
    } else {
      bind(null);
    }
  }
  return { inputs, options };
}

function isWorthNaming(node: Node): boolean {
  return node.kind === "map" || isReduction(node);
}
