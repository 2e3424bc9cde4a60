import { catalogue } from "../diagnostics/catalogue.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { suggest } from "../support/suggest.ts";
import type { CallExpr, Name } from "../syntax/ast.ts";
import type { Callee } from "./body.ts";
import type { FnDef } from "./module.ts";

/**
 * Checks what a function's body says whatever its arguments are: the names of values and axes. Also finds which
 * axes it makes. The functions that it calls must have been through here.
 */
export function checkFn(fn: FnDef, reporter: Reporter): void {
  const { item, module, body } = fn;
  const params = new Set(item.params.map((name) => name.text));
  const axisParams = new Set(item.axes.map((name) => name.text));
  const known = new Set(axisParams);
  const unknownAxis = (name: Name) => {
    if (known.has(name.text)) return;
    const hint = `a function sees only its own axes: fn ${item.name.text}[${name.text}](...)`;
    reporter.report(
      { source: module.source, span: name.span },
      catalogue.unknownAxis(name.text, suggest(name.text, known), hint),
    );
  };
  const make = (name: string) => {
    known.add(name);
    (axisParams.has(name) ? fn.makes : fn.escapes).add(name);
  };

  for (const { expr } of body.tape) {
    if (expr.kind === "name" && !params.has(expr.name) && !item.damaged) {
      const hint = `a function sees only its parameters`;
      const near = suggest(expr.name, params);
      reporter.report({ source: module.source, span: expr.span }, catalogue.unknownValue(expr.name, near, hint));
    } else if (expr.kind === "select") {
      unknownAxis(expr.axis);
    } else if (expr.kind === "rename") {
      unknownAxis(expr.from);
      make(expr.to.text);
    } else if (expr.kind === "call") {
      const callee = fn.cyclic.has(expr) ? undefined : body.callees.get(expr);
      if (callee !== undefined) checkCall(expr, callee, unknownAxis, make);
    }
  }
}

function checkCall(
  call: CallExpr,
  callee: Callee,
  unknownAxis: (name: Name) => void,
  make: (name: string) => void,
): void {
  if (callee.kind === "size" || callee.kind === "index") {
    const name = axisArgument(call);
    if (name !== undefined) unknownAxis(name);
    return;
  }
  const axes = call.axes ?? [];
  if (callee.kind === "fn") {
    const { item, makes, escapes } = callee.fn;
    for (const [i, param] of item.axes.entries()) if (makes.has(param.text)) make(axes[i]!.text);
    for (const name of escapes) make(name);
  }
  for (const name of axes) unknownAxis(name);
}

/** The axis name in `size(C)` and `index(C)`. */
export function axisArgument(call: CallExpr): Name | undefined {
  const arg = call.args[0];
  return arg?.kind === "name" ? { text: arg.name, span: arg.span } : undefined;
}
