import { catalogue } from "../diagnostics/catalogue.ts";
import type { Place } from "../diagnostics/source.ts";
import { suggest } from "../support/suggest.ts";
import type { CallExpr, Expr } from "../syntax/ast.ts";
import { applyAxisName, applyRename, applySelect, rename } from "./apply-axes.ts";
import { applyBinary, applyElementwise, applyIf, applyLiteral, applyUnary } from "./apply-operator.ts";
import { applyOverAxes } from "./apply-over-axes.ts";
import { type AxisCell, AxisScope } from "./axis-scope.ts";
import type { Callee } from "./body.ts";
import { type Caller, type Frame, placeIn, report } from "./frame.ts";
import type { FnDef } from "./module.ts";
import type { Typed, Value } from "./value.ts";

/** A loss that expands to more calls is taken for a mistake: its graph would not fit into memory. */
const MAX_CALLS = 250_000;

/** Evaluates the body of `root`, with every function call expanded. Uses no recursion, so nothing overflows. */
export function evaluate(root: Frame): Value {
  const frames = [root];
  for (;;) {
    const frame = frames.at(-1)!;
    const next = frame.body.tape[frame.next];
    if (next === undefined) {
      const value = finish(frame, frame.values.at(-1) ?? null);
      frames.pop();
      if (frames.length === 0) return value;
      frames.at(-1)!.values.push(value);
      continue;
    }
    frame.next++;
    const operands = next.count === 0 ? [] : frame.values.splice(frame.values.length - next.count);
    const made = apply(frame, next.expr, operands);
    if (made !== null && "body" in made) frames.push(made);
    else {
      if (made !== null && isOperation(next.expr))
        frame.context.b.graph.setPlace(made.node, placeIn(frame, next.expr.span));
      frame.values.push(made);
    }
  }
}

/** Whether an expression makes something, rather than naming it. */
const isOperation = ({ kind }: Expr): boolean => kind !== "name" && kind !== "literal";

/** The value of one expression, or the frame that will make it. */
function apply(frame: Frame, expr: Expr, operands: readonly Value[]): Value | Frame {
  const [x = null, y = null, z = null] = operands;
  switch (expr.kind) {
    case "literal":
      return applyLiteral(frame, expr);
    case "name":
      return frame.env.get(expr.name) ?? null;
    case "unary":
      return x && applyUnary(frame, expr, x);
    case "binary":
      return x && y && applyBinary(frame, expr, x, y);
    case "if":
      return applyIf(frame, expr, x, y, z);
    case "select":
      return x && y && applySelect(frame, expr, x, y);
    case "rename":
      return x && applyRename(frame, expr, x);
    case "call": {
      const callee = frame.body.callees.get(expr);
      const args = operands.filter((operand) => operand !== null);
      return callee === undefined || args.length < operands.length ? null : applyCall(frame, expr, callee, args);
    }
    case "invalid":
      return null;
  }
}

function applyCall(frame: Frame, call: CallExpr, callee: Callee, args: readonly Typed[]): Value | Frame {
  switch (callee.kind) {
    case "size":
    case "index":
      return applyAxisName(frame, call, callee.kind);
    case "elementwise":
      return applyElementwise(frame, callee.name, callee.op, call.args, args);
    case "overAxes":
      return applyOverAxes(frame, call, callee.name, callee.entry, args);
    case "fn":
      return enter(frame, call, callee.fn, args);
  }
}

/** The frame of a call of a function, or its value if the same call was made before. */
function enter(frame: Frame, call: CallExpr, fn: FnDef, args: readonly Typed[]): Value | Frame {
  const { context } = frame;
  if (fn.mistyped || frame.caller?.fn.cyclic.has(call) === true) return null;
  const cells = (call.axes ?? []).map((name, i) => {
    const cell = frame.axes.cell(name.text);
    if (cell.axis !== undefined || fn.makes.has(fn.item.axes[i]!.text)) return cell;
    return report(frame, name.span, catalogue.unknownAxis(name.text, suggest(name.text, frame.axes.known())));
  });
  if (cells.includes(null)) return null;
  if (++context.calls > MAX_CALLS) return report(frame, call.span, catalogue.tooManyCalls(MAX_CALLS));

  const given = cells as readonly AxisCell[];
  const memoKey =
    given.every((cell) => cell.axis !== undefined) && fn.escapes.size === 0 ? keyOf(fn, given, args) : undefined;
  const known = memoKey === undefined ? undefined : context.memo.get(memoKey);
  if (known !== undefined) return known;

  const axes = new AxisScope(true);
  for (const [i, name] of fn.item.axes.entries()) axes.cells.set(name.text, given[i]!);
  const env = new Map<string, Value>();
  const declared = new Map<string, Place>();
  for (const [i, name] of fn.item.params.entries()) {
    env.set(name.text, args[i]!);
    declared.set(name.text, { source: frame.module.source, span: call.args[i]!.span });
  }
  const caller: Caller = { frame, call, fn, ...(memoKey !== undefined && { memoKey }) };
  return { context, module: fn.module, body: fn.body, env, axes, declared, caller, values: [], next: 0 };
}

function keyOf(fn: FnDef, cells: readonly AxisCell[], args: readonly Typed[]): string {
  const axes = cells.map((cell) => cell.axis!.name).join(",");
  const values = args.map(({ node, axes: own }) => `${node.id}:${own.map((axis) => axis.name).join(",")}`).join(" ");
  return `${fn.item.name.text} ${fn.module.path} [${axes}] ${values}`;
}

/** The value of a call at its end: axes that the function made under names of its own become the caller's. */
function finish(frame: Frame, value: Value): Value {
  const { caller } = frame;
  if (caller === undefined) return value;
  let result = value;
  for (const cell of frame.axes.cells.values()) {
    const own = cell.axis;
    if (result === null || own === undefined || !isOwn(caller, cell) || !result.axes.includes(own)) continue;
    result = rename(caller.frame, caller.call.span, result, own, caller.frame.axes.cell(cell.name));
  }
  if (caller.memoKey !== undefined && result !== null) frame.context.memo.set(caller.memoKey, result);
  return result;
}

/** Whether the function made the name of an axis itself, and was not given it. */
function isOwn(caller: Caller, cell: AxisCell): boolean {
  return cell.local && !caller.fn.item.axes.some((name) => name.text === cell.name);
}
