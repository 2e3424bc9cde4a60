import type { Span } from "../diagnostics/diagnostic.ts";
import type { Message } from "../diagnostics/message.ts";
import type { LabelAt, Reporter } from "../diagnostics/reporter.ts";
import type { Place } from "../diagnostics/source.ts";
import type { Axis } from "../ir/type.ts";
import type { Build } from "../ops/build.ts";
import type { CallExpr, Expr } from "../syntax/ast.ts";
import type { AxisScope, LossAxes } from "./axis-scope.ts";
import type { Body } from "./body.ts";
import type { FnDef, Module } from "./module.ts";
import { describe, type Environment, type Typed, type Value } from "./value.ts";

/** What the evaluations of one loss share. */
export interface LossContext {
  readonly b: Build;
  readonly reporter: Reporter;
  readonly axes: LossAxes;
  /** The inputs that a gradient is made for. */
  readonly differentiated: ReadonlySet<string>;
  /** The results of calls, by function, axes and arguments. */
  readonly memo: Map<string, Value>;
  /** How many calls were expanded. */
  calls: number;
}

/** One body that is being evaluated. */
export interface Frame {
  readonly context: LossContext;
  readonly module: Module;
  readonly body: Body;
  readonly env: Environment;
  readonly axes: AxisScope;
  /** Where the names of `env` are declared. */
  readonly declared: ReadonlyMap<string, Place>;
  readonly caller?: Caller;
  readonly values: Value[];
  next: number;
}

export interface Caller {
  readonly frame: Frame;
  readonly call: CallExpr;
  readonly fn: FnDef;
  readonly memoKey?: string;
}

/**
 * Reports an error in a body. Inside a function, labels lead back to the calls; an error in a library's function
 * stands at the call, for the user cannot change the library.
 */
export function report(frame: Frame, span: Span, message: Message, labels: readonly LabelAt[] = []): null {
  let at = frame;
  let place: Place = { source: frame.module.source, span };
  const trail: LabelAt[] = [...labels];
  while (at.module.library && at.caller !== undefined) {
    trail.push({ at: place, message: `in '${at.caller.fn.item.name.text}'` });
    place = { source: at.caller.frame.module.source, span: at.caller.call.span };
    at = at.caller.frame;
  }
  for (let caller = at.caller; caller !== undefined; caller = caller.frame.caller) {
    if (caller.frame !== at.caller?.frame && caller.frame.caller !== undefined) continue;
    const call = { source: caller.frame.module.source, span: caller.call.span };
    trail.push({ at: call, message: `in this call of '${caller.fn.item.name.text}'` });
  }
  frame.context.reporter.report(place, message, trail);
  return null;
}

/** The place of a stretch of a body; of a library's, the call that led there, for the user cannot change the library. */
export function placeIn(frame: Frame, span: Span): Place {
  let at = frame;
  let place: Place = { source: frame.module.source, span };
  while (at.module.library && at.caller !== undefined) {
    place = { source: at.caller.frame.module.source, span: at.caller.call.span };
    at = at.caller.frame;
  }
  return place;
}

/** Points to where an operand comes from. */
export function origin(frame: Frame, expr: Expr, value: Typed): LabelAt {
  const what = describe(value, shown(frame, value.axes));
  const declared = expr.kind === "name" ? frame.declared.get(expr.name) : undefined;
  if (expr.kind === "name" && declared !== undefined) return { at: declared, message: `'${expr.name}' is ${what}` };
  return { at: { source: frame.module.source, span: expr.span }, message: `this is ${what}` };
}

/** Axes in the order in which the loss first names them. */
function ordered(frame: Frame, axes: readonly Axis[]): Axis[] {
  const order = frame.context.axes.order();
  return [...order.filter((axis) => axes.includes(axis)), ...axes.filter((axis) => !order.includes(axis))];
}

/** The names of axes, in the order in which the loss first names them. */
export function shown(frame: Frame, axes: readonly Axis[]): string[] {
  return ordered(frame, axes).map((axis) => frame.axes.nameOf(axis));
}

/** The same, with where each axis comes from: `'N' (of 'x' and 'y')`. */
export function withOrigins(frame: Frame, axes: readonly Axis[]): string[] {
  return ordered(frame, axes).map((axis) => withOrigin(frame, axis));
}

/** An axis as a body calls it, and where it comes from. */
export function withOrigin(frame: Frame, axis: Axis, name = frame.axes.nameOf(axis)): string {
  const own = axis.name.replace(/'.*$/, "");
  return `'${name}' (${name === own ? "" : `here '${own}' `}${frame.context.axes.origin(axis)})`;
}

export function typeOf(frame: Frame, value: Typed): string {
  return describe(value, shown(frame, value.axes));
}

/** How a message calls an operand. */
export function operandName(expr: Expr): string {
  return expr.kind === "name" ? `'${expr.name}'` : "the operand";
}

/** How the user spells an expression: in a library's function, the call of it. On one line, and not too long. */
export function spelled(frame: Frame, expr: Expr): string {
  let [at, { span }] = [frame, expr];
  for (; at.module.library && at.caller !== undefined; at = at.caller.frame) span = at.caller.call.span;
  const text = at.module.source.text
    .slice(span.start, span.end)
    .replace(/\/\/.*/g, "")
    .replace(/\s+/g, " ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

const LONGEST = 60;
