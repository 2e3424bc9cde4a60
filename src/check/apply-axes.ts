import { catalogue } from "../diagnostics/catalogue.ts";
import type { Span } from "../diagnostics/diagnostic.ts";
import { listed, type Message } from "../diagnostics/message.ts";
import type { Node } from "../ir/graph.ts";
import { type Axis, sortAxes, unionAxes, withoutAxes } from "../ir/type.ts";
import { axisPosition, plainPosition } from "../ops/position.ts";
import { substitute } from "../ops/substitute.ts";
import { suggest } from "../support/suggest.ts";
import type { CallExpr, Expr, Name, RenameExpr, SelectExpr } from "../syntax/ast.ts";
import { needInt } from "./apply-operator.ts";
import { madeLater } from "./later-axis.ts";
import type { AxisCell } from "./axis-scope.ts";
import { axisArgument } from "./check-fn.ts";
import { type Frame, operandName, origin, report, shown, spelled, withOrigin, withOrigins } from "./frame.ts";
import type { Typed, Value } from "./value.ts";

/** The axis called `name`, which `operands` must have; null after an error. */
export function axisOf(frame: Frame, name: Name, expr: Expr, operands: readonly Typed[]): Axis | null {
  const axes = unionAxes(...operands.map((operand) => operand.axes));
  const axis = frame.axes.axis(name.text);
  if (axis !== undefined && axes.includes(axis)) return axis;
  const names = shown(frame, axes);
  if (axis === undefined) {
    return report(frame, name.span, unknownAxis(frame, name, names, listOfAxes(withOrigins(frame, axes))));
  }
  const labels = operands.length === 1 ? [origin(frame, expr, operands[0]!)] : [];
  const what = operands.length === 1 ? operandName(expr) : undefined;
  const wanted = withOrigin(frame, axis, name.text);
  const message = catalogue.noSuchAxis(what, wanted, withOrigins(frame, axes), suggest(name.text, names));
  return report(frame, name.span, message, labels);
}

function unknownAxis(frame: Frame, name: Name, known: readonly string[], hint?: string): Message {
  const later = madeLater(frame.module, name.text, name.span);
  return catalogue.unknownAxis(name.text, later === undefined ? suggest(name.text, known) : undefined, later ?? hint);
}

function listOfAxes(names: readonly string[]): string {
  return names.length === 0 ? "the operand has no axes" : `the operand has ${listed(names)}`;
}

/** `operand[axis = index]` */
export function applySelect(frame: Frame, expr: SelectExpr, operand: Typed, index: Typed): Value {
  const { b, axes } = frame.context;
  const axis = axisOf(frame, expr.axis, expr.operand, [operand]);
  const isQuotient = expr.index.kind === "binary" && expr.index.op === "div";
  const hint = isQuotient
    ? "'/' gives a real, and div(a, b) of two ints an int"
    : `an input of indices is declared 'of ${expr.axis.text}'`;
  const fits = needInt(frame, "what selects along an axis", expr.index, index, hint);
  if (axis === null || !singleAxis(frame, "a selection", expr.axis, axis) || !fits) return null;
  const inside = axisPosition(index.node)?.axis.extent === axis.extent && !axes.isStarred(axis);
  const position = inside
    ? plainPosition(b, index.node)
    : b.map("checked_index", index.node, b.graph.size(axis.extent));
  if (!inside) b.graph.spell(position, spelled(frame, expr));
  return {
    node: substitute(b, operand.node, new Map([[axis, position]])),
    axes: unionAxes(withoutAxes(operand.axes, [axis]), index.axes),
  };
}

/** `operand[from as to]` */
export function applyRename(frame: Frame, expr: RenameExpr, operand: Typed): Value {
  const from = axisOf(frame, expr.from, expr.operand, [operand]);
  if (from === null || !singleAxis(frame, "a renaming", expr.from, from)) return null;
  const cell = frame.axes.cell(expr.to.text);
  if (cell.axis !== undefined && !singleAxis(frame, "a renaming", expr.to, cell.axis)) return null;
  return rename(frame, expr.to.span, operand, from, cell);
}

/** `operand` with its axis `from` as the axis of `cell`, which is made if it is not there yet. */
export function rename(frame: Frame, span: Span, operand: Typed, from: Axis, cell: AxisCell): Value {
  const { b, axes } = frame.context;
  const to = cell.axis ?? axes.make(cell, from, [...visibleAxes(frame), ...operand.axes]);
  if (operand.axes.includes(to))
    return report(frame, span, catalogue.axisTaken(cell.name, withOrigins(frame, operand.axes)));
  axes.requireEqualSizes(from, to);
  return {
    node: substitute(b, operand.node, new Map<Axis, Node>([[from, b.graph.index(to)]])),
    axes: sortAxes([...withoutAxes(operand.axes, [from]), to]),
  };
}

/** Every axis that a value in this body can have. */
function visibleAxes(frame: Frame): readonly Axis[] {
  const named = [...frame.axes.cells.values()].map((cell) => cell.axis).filter((axis) => axis !== undefined);
  return [...named, ...[...frame.env.values()].flatMap((value) => value?.axes ?? [])];
}

/** `size(A)` and `index(A)` */
export function applyAxisName(frame: Frame, expr: CallExpr, kind: "size" | "index"): Value {
  const { graph } = frame.context.b;
  const name = axisArgument(expr);
  if (name === undefined) return null;
  const axis = frame.axes.axis(name.text);
  if (axis === undefined) {
    const hint = frame.env.has(name.text)
      ? `'${name.text}' is a value, and '${kind}' takes the name of an axis`
      : undefined;
    return report(frame, name.span, unknownAxis(frame, name, frame.axes.known(), hint));
  }
  if (kind === "size") return { node: graph.size(axis.extent), axes: [] };
  return singleAxis(frame, "'index'", name, axis) ? { node: graph.index(axis), axes: [axis] } : null;
}

export function singleAxis(frame: Frame, what: string, name: Name, axis: Axis): boolean {
  if (!frame.context.axes.isStarred(axis)) return true;
  report(frame, name.span, catalogue.starredAxis(what, name.text));
  return false;
}
