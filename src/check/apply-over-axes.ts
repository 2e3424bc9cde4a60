import { catalogue } from "../diagnostics/catalogue.ts";
import { type Node, operands } from "../ir/graph.ts";
import { type Axis, unionAxes, withoutAxes } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import type { AxisFunction } from "../ops/axis-functions.ts";
import { operator } from "../ops/index.ts";
import type { CallExpr } from "../syntax/ast.ts";
import { axisOf, singleAxis } from "./apply-axes.ts";
import { argument, needBool, needNumber } from "./apply-operator.ts";
import { constantOf } from "./constant.ts";
import { type Frame, report, shown, spelled, typeOf, withOrigins } from "./frame.ts";
import type { Typed, Value } from "./value.ts";

/** Applies a function over axes: those of its list, or all that its operands have. */
export function applyOverAxes(
  frame: Frame,
  call: CallExpr,
  name: string,
  entry: AxisFunction,
  args: readonly Typed[],
): Value {
  const { b } = frame.context;
  const operands = name === "dot" ? args : args.slice(0, 1);
  const typed = operands.filter((operand, i) => operandFits(frame, call, name, entry, operand, i));
  const order = args.length > operands.length ? normOrder(frame, call, args[1]!) : undefined;
  const all = unionAxes(...operands.map((operand) => operand.axes));
  const axes =
    call.axes === undefined ? implied(frame, call, name, entry, all) : listed(frame, call, name, entry, operands);
  if (typed.length < operands.length || order === null || axes === null) return null;

  const nodes = [...operands.map((operand) => operand.node), ...(order === undefined ? [] : [order])];
  // Over no axes there is nothing to combine, and a norm is the absolute value whatever its order.
  const node =
    name === "norm" && axes.length === 0 ? b.map("abs", real(frame, nodes[0]!)) : entry.build(b, axes, nodes);
  // What an argmax of nothing selects.
  if (name.startsWith("arg"))
    b.graph.spell(b.map("checked_index", b.int(0), b.graph.size(axes[0]!.extent)), spelled(frame, call));
  return { node, axes: entry.keepsAxis === true ? all : withoutAxes(all, axes) };
}

function real(frame: Frame, node: Node): Node {
  return node.type === "int" ? frame.context.b.toReal(node) : node;
}

function operandFits(
  frame: Frame,
  call: CallExpr,
  name: string,
  entry: AxisFunction,
  operand: Typed,
  i: number,
): boolean {
  const what = argument(name, i, entry.args[0]);
  if (entry.operand === "numberOrBool") return true;
  return (entry.operand === "bool" ? needBool : needNumber)(frame, what, call.args[i]!, operand);
}

/** The axes of a call without a list: all of its operands'. */
function implied(
  frame: Frame,
  call: CallExpr,
  name: string,
  entry: AxisFunction,
  all: readonly Axis[],
): readonly Axis[] | null {
  if (entry.oneAxis !== true) return all;
  if (all.length !== 1)
    return report(frame, call.callee.span, catalogue.oneAxis(name, shown(frame, all), withOrigins(frame, all)));
  const at = { text: frame.axes.nameOf(all[0]!), span: call.callee.span };
  return singleAxis(frame, `'${name}'`, at, all[0]!) ? all : null;
}

function listed(
  frame: Frame,
  call: CallExpr,
  name: string,
  entry: AxisFunction,
  operands: readonly Typed[],
): readonly Axis[] | null {
  const names = call.axes ?? [];
  if (entry.oneAxis === true && names.length !== 1) {
    return report(frame, names[1]!.span, catalogue.oneAxisListed(name, names.length));
  }
  const axes: Axis[] = [];
  for (const axisName of names) {
    const axis = axisOf(frame, axisName, call.args[0]!, operands);
    if (axis === null || (entry.oneAxis === true && !singleAxis(frame, `'${name}'`, axisName, axis))) continue;
    // Two names of a function's axes can be one axis at a call.
    if (!axes.includes(axis)) axes.push(axis);
  }
  return axes.length === names.length ? axes : null;
}

/** The p of `norm(x, p)`: a scalar, at least 1, without gradient. */
function normOrder(frame: Frame, call: CallExpr, order: Typed): Node | null {
  const { b } = frame.context;
  const expr = call.args[1]!;
  if (!needNumber(frame, "the order of a norm", expr, order)) return null;
  if (order.axes.length > 0) return report(frame, expr.span, catalogue.normOrderAxes(typeOf(frame, order)));
  const value = constantOf(order.node);
  if (value !== undefined && !(value >= 1)) return report(frame, expr.span, catalogue.normOrder(String(value)));
  const learned = learnedInput(frame, order.node);
  if (learned !== undefined) return report(frame, expr.span, catalogue.normOrderLearned(learned));
  const checked = b.map("checked_order", order.node);
  if (checked.kind === "constant") return checked;
  b.graph.spell(checked, spelled(frame, call));
  return isMadeOfOptions(order.node) ? checked : b.map("stop_gradient", checked);
}

const isMadeOfOptions = (order: Node): boolean => !postorder([order]).some((node) => node.kind === "input");

/** The input whose gradient would have a part through `root`. */
function learnedInput(frame: Frame, root: Node): string | undefined {
  const seen = new Set<Node>();
  const stack = [root];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (seen.has(node) || node.type !== "real") continue;
    seen.add(node);
    if (node.kind === "input" && frame.context.differentiated.has(node.input)) return node.input;
    if (node.kind !== "map" || operator(node.op).partials !== undefined) stack.push(...operands(node));
  }
  return undefined;
}
