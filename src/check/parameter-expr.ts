import { catalogue } from "../diagnostics/catalogue.ts";
import type { Message } from "../diagnostics/message.ts";
import { suggest } from "../support/suggest.ts";
import type { Expr } from "../syntax/ast.ts";
import { postorder } from "../ir/walk.ts";
import { resolveBody } from "./body.ts";
import type { LossNames } from "./check-names.ts";
import { evaluate } from "./evaluate.ts";
import type { LossContext } from "./frame.ts";
import type { Module } from "./module.ts";
import type { Environment, Typed, Value } from "./value.ts";

/** What the expressions among a loss's parameters are evaluated with. */
export interface ParameterScope {
  readonly context: LossContext;
  readonly module: Module;
  readonly names: LossNames;
  /** The options, by name. */
  readonly options: Environment;
}

/** Evaluates a scalar of constants and of the `options` given; `wrong` says what it may not be made of, and why. */
export function evaluateScalar(
  scope: ParameterScope,
  expr: Expr,
  options: Environment,
  wrong: (why: string) => Message,
): Value {
  const { context, module, names } = scope;
  const body = resolveBody(expr, module, context.reporter);
  let known = true;
  for (const { expr: part } of body.tape) {
    if (part.kind !== "name") continue;
    names.used.add(part.name);
    if (options.has(part.name)) continue;
    known = false;
    const binding = names.bindings.get(part.name);
    const at = { source: module.source, span: part.span };
    if (binding === undefined) {
      context.reporter.report(
        at,
        catalogue.unknownValue(part.name, suggest(part.name, options.keys()), "declare it as an option"),
      );
    } else if (binding.kind !== "unknown") {
      const what =
        binding.kind === "let" ? "a value of the body" : binding.kind === "metric" ? "a metric" : `an ${binding.kind}`;
      context.reporter.report(at, wrong(`'${part.name}' is ${what}`));
    }
  }
  if (!known) return null;
  const frame = {
    context,
    module,
    body,
    env: options,
    axes: context.axes.scope,
    declared: new Map(),
    values: [],
    next: 0,
  };
  const value = evaluate(frame);
  return value === null ? null : scalarOnly(scope, expr, value, wrong);
}

function scalarOnly(scope: ParameterScope, expr: Expr, value: Typed, wrong: (why: string) => Message): Value {
  const size = postorder([value.node]).find((node) => node.kind === "size");
  if (value.axes.length === 0 && size === undefined) return value;
  const why = size?.kind === "size" ? `the size of '${size.extent}' is known only at the call` : "this has axes";
  scope.context.reporter.report({ source: scope.module.source, span: expr.span }, wrong(why));
  return null;
}
