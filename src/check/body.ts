import { catalogue } from "../diagnostics/catalogue.ts";
import type { Message } from "../diagnostics/message.ts";
import { counted } from "../diagnostics/message.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import type { OpName } from "../ir/graph.ts";
import { type AxisFunction, axisFunctions } from "../ops/axis-functions.ts";
import { callable, operator } from "../ops/index.ts";
import { suggest } from "../support/suggest.ts";
import { type CallExpr, children, type Expr } from "../syntax/ast.ts";
import { reportReserved } from "./declare.ts";
import type { FnDef, Module } from "./module.ts";

/** What a call calls. */
export type Callee =
  | { readonly kind: "fn"; readonly fn: FnDef }
  | { readonly kind: "elementwise"; readonly name: string; readonly op: OpName }
  | { readonly kind: "overAxes"; readonly name: string; readonly entry: AxisFunction }
  | { readonly kind: "size" | "index" };

/** One step of an evaluation: `expr` takes the last `count` values and leaves its own. */
export interface Step {
  readonly expr: Expr;
  readonly count: number;
}

/** An expression, made ready to be evaluated many times without recursion. */
export interface Body {
  readonly root: Expr;
  /** All that must be evaluated, operands first. The axis name in `size(C)` is not among it. */
  readonly tape: readonly Step[];
  /** What each call calls. A call that is not here is an error, reported already. */
  readonly callees: ReadonlyMap<Expr, Callee>;
}

const overAxes: ReadonlyMap<string, AxisFunction> = new Map(Object.entries(axisFunctions));

/** Finds what every call in `root` calls, and checks its numbers of arguments and axes. */
export function resolveBody(root: Expr, module: Module, reporter: Reporter): Body {
  const callees = new Map<Expr, Callee>();
  const tape: Step[] = [];
  const stack: Expr[] = [root];
  while (stack.length > 0) {
    const expr = stack.pop()!;
    let operands = children(expr);
    if (expr.kind === "call") {
      const callee = resolveCall(expr, module, reporter);
      if (callee !== undefined) callees.set(expr, callee);
      if (takesAxisName(expr, module)) operands = [];
    }
    if (expr.kind === "rename") reportReserved(module.source, [expr.to], reporter);
    tape.push({ expr, count: operands.length });
    for (const operand of operands) stack.push(operand);
  }
  return { root, tape: tape.reverse(), callees };
}

function takesAxisName(call: CallExpr, module: Module): boolean {
  const name = call.callee.text;
  return (
    (name === "size" || name === "index") && !module.fns.has(name) && call.args.every((arg) => arg.kind === "name")
  );
}

function resolveCall(call: CallExpr, module: Module, reporter: Reporter): Callee | undefined {
  const { callee, axes, args } = call;
  const name = callee.text;
  const fail = (span: Span, message: Message) => {
    reporter.report({ source: module.source, span }, message);
    return undefined;
  };
  const twice = axes?.find((axis, i) => axes.findIndex((other) => other.text === axis.text) < i);
  if (twice !== undefined) return fail(twice.span, catalogue.axisListedTwice(twice.text));

  const fn = module.fns.get(name);
  if (fn !== undefined) {
    const { params, axes: wanted, damaged } = fn.item;
    if (damaged) return undefined;
    if ((axes?.length ?? 0) !== wanted.length) {
      return fail(
        callee.span,
        catalogue.wrongAxisCount(
          name,
          wanted.map((axis) => axis.text),
          axes?.length ?? 0,
        ),
      );
    }
    if (args.length !== params.length) {
      const call = `${name}${wanted.length > 0 ? `[${wanted.map((axis) => axis.text).join(", ")}]` : ""}`;
      const hint = `it is declared as ${call}(${params.map((param) => param.text).join(", ")})`;
      const count = counted(params.length, "argument");
      return fail(callee.span, catalogue.wrongArgumentCount(name, count, args.length, hint));
    }
    return { kind: "fn", fn };
  }
  if (module.missing.has(name)) return undefined;
  if (name === "size" || name === "index") {
    if (axes !== undefined || args.length !== 1 || args[0]!.kind !== "name")
      return fail(call.span, catalogue.axisArgument(name));
    return { kind: name };
  }
  const entry = overAxes.get(name);
  const op = callable.get(name);
  const arity = op === undefined ? undefined : operator(op).arity;
  if (op !== undefined && axes === undefined && args.length === arity) return { kind: "elementwise", name, op };
  if (entry !== undefined) {
    const [least, most] = entry.args;
    if (args.length >= least && args.length <= most) return { kind: "overAxes", name, entry };
    const over = least === most ? counted(least, "argument") : `${least} or ${most} arguments`;
    const wanted =
      arity === undefined || axes !== undefined ? over : `${over} over axes, or ${arity} element by element`;
    const tooMany = args.length > most && axes === undefined;
    const hint = tooMany ? `a list of axes stands before the arguments: ${name}[A](x)` : undefined;
    return fail(callee.span, catalogue.wrongArgumentCount(name, wanted, args.length, hint));
  }
  if (arity !== undefined) {
    if (axes !== undefined) return fail(axes[0]!.span, catalogue.elementwiseAxes(name));
    return fail(callee.span, catalogue.wrongArgumentCount(name, counted(arity, "argument"), args.length));
  }
  return module.ast.damaged ? undefined : fail(callee.span, unknown(name, module));
}

function unknown(name: string, module: Module): Message {
  if (module.ast.items.some((item) => item.kind === "loss" && item.name.text === name))
    return catalogue.lossIsNoFunction(name);
  const known = [...module.fns.keys(), ...overAxes.keys(), ...callable.keys(), "size", "index"];
  return catalogue.unknownFunction(name, suggest(name, known), "declare it with 'fn', or import it");
}
