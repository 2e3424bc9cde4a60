import { invariant } from "../support/invariant.ts";
import { unreachable } from "../support/unreachable.ts";
import type { BinaryExpr, CallExpr, Expr, IfExpr, RenameExpr, SelectExpr } from "./ast.ts";
import { concat, type Doc, group, hang, indent, LINE, SOFT_LINE } from "./document.ts";
import { rowOf } from "./operators.ts";
import { wantsParens } from "./parentheses.ts";
import type { PrintCursor } from "./print-cursor.ts";
import { printList } from "./print-list.ts";

/** What the layout of an expression depends on. */
interface Place {
  /** The expression that it is a part of; absent if it is the whole. */
  readonly parent?: Expr;
  /** Whether it begins where its continued lines may begin, too. */
  readonly aligned?: boolean;
}

/** A value behind a keyword or `=`, on the next line if it fits only there. */
export function printValue(cursor: PrintCursor, expr: Expr): Doc {
  const before = concat([...cursor.trail(), indent(cursor.flush())]);
  const hugs = opensBracket(cursor, expr);
  return concat([before, hang(printExpr(cursor, expr, { aligned: !hugs }), hugs)]);
}

/** Prints the expression at the cursor. Recursion is as deep as brackets, prefixes, `^` and `if` nest. */
export function printExpr(cursor: PrintCursor, expr: Expr, place: Place = {}): Doc {
  const before = cursor.flush();
  const printed = inParens(cursor, parensAround(cursor, expr, place.parent), (aligned) =>
    printBare(cursor, expr, aligned || place.aligned === true),
  );
  return before.length === 0 ? printed : concat([...before, printed]);
}

/** Of each pair of parentheses around the expression at the cursor, from the outermost, whether it stays. */
function parensAround(cursor: PrintCursor, expr: Expr, parent: Expr | undefined): readonly boolean[] {
  const count = cursor.parensBefore(startOf(expr));
  const kept = Array.from({ length: count }, (_, i) => cursor.hasCommentsIn(cursor.at + i));
  if (count > 0 && !kept.includes(true)) kept[count - 1] = wantsParens(expr, parent);
  return kept;
}

/** Where an expression begins that may begin with the parentheses of its first part; any other has none inside. */
function startOf(expr: Expr): number {
  switch (expr.kind) {
    case "binary":
      return expr.left.span.start;
    case "select":
    case "rename":
      return expr.operand.span.start;
    default:
      return Infinity;
  }
}

function inParens(cursor: PrintCursor, [kept, ...others]: readonly boolean[], print: (aligned: boolean) => Doc): Doc {
  if (kept === undefined) return print(false);
  if (!kept) {
    cursor.skip();
    const inside = inParens(cursor, others, print);
    cursor.skip();
    return inside;
  }
  const open = cursor.take();
  const start = cursor.breakAt(SOFT_LINE);
  const inside = inParens(cursor, others, () => print(true));
  return group([open, indent([start, inside, ...cursor.trail(), ...cursor.flush()]), SOFT_LINE, cursor.take()]);
}

function printBare(cursor: PrintCursor, expr: Expr, aligned: boolean): Doc {
  switch (expr.kind) {
    case "literal":
    case "name":
      return cursor.take();
    case "unary": {
      const operator = cursor.take();
      const operand = printExpr(cursor, expr.operand, { parent: expr });
      return concat(expr.op === "not" ? [operator, " ", operand] : [operator, operand]);
    }
    case "binary":
      return expr.op === "pow" ? printPower(cursor, expr) : printChain(cursor, expr, aligned);
    case "if":
      return printIf(cursor, expr);
    case "call":
      return printCall(cursor, expr);
    case "select":
    case "rename":
      return printSelections(cursor, expr);
    case "invalid":
      invariant(false, "only files without syntax errors are printed");
      break;
    default:
      return unreachable(expr);
  }
}

function printPower(cursor: PrintCursor, expr: BinaryExpr): Doc {
  const base = printExpr(cursor, expr.left, { parent: expr });
  return concat([base, cursor.take(), printExpr(cursor, expr.right, { parent: expr })]);
}

/** Operators that bind alike and to the left, in one run: `a + b - c`. */
function printChain(cursor: PrintCursor, expr: BinaryExpr, aligned: boolean): Doc {
  const links = [expr];
  const closes = [0];
  for (let { left } = expr; left.kind === "binary" && levelOf(left) === levelOf(expr); { left } = left) {
    const parens = parensAround(cursor, left, links.at(-1));
    if (parens.includes(true)) break;
    for (const _ of parens) cursor.skip();
    links.push(left);
    closes.push(parens.length);
  }
  const first = printExpr(cursor, links.at(-1)!.left, { parent: links.at(-1)! });
  const others: Doc[] = [];
  for (let i = links.length - 1; i >= 0; i--) {
    const line = cursor.breakAt(LINE);
    others.push(line, cursor.take(), " ", printExpr(cursor, links[i]!.right, { parent: links[i]! }));
    for (let pair = 0; pair < closes[i]!; pair++) cursor.skip();
  }
  return group([first, aligned ? concat(others) : indent(others)]);
}

function levelOf(expr: BinaryExpr): number | undefined {
  return rowOf.get(expr.op)?.level;
}

/** On one line, or with a line for each `else`. */
function printIf(cursor: PrintCursor, expr: IfExpr): Doc {
  const parts: Doc[] = [];
  let closes = 0;
  let head = cursor.take();
  for (let branch = expr; ;) {
    const condition = printExpr(cursor, branch.condition, { parent: branch });
    const then = concat([head, " ", condition, " ", cursor.take()]);
    const start = cursor.breakAt(LINE);
    const value = printExpr(cursor, branch.then, { parent: branch, aligned: true });
    parts.push(group([then, indent([start, value])]), cursor.breakAt(LINE));
    const last = cursor.take();
    const otherwise = branch.else;
    const parens = parensAround(cursor, otherwise, branch);
    if (otherwise.kind !== "if" || parens.includes(true)) {
      const line = cursor.breakAt(LINE);
      parts.push(group([last, indent([line, printExpr(cursor, otherwise, { parent: branch, aligned: true })])]));
      break;
    }
    for (const _ of parens) cursor.skip();
    closes += parens.length;
    head = concat([last, " ", cursor.take()]);
    branch = otherwise;
  }
  for (let pair = 0; pair < closes; pair++) cursor.skip();
  return group(parts);
}

function printCall(cursor: PrintCursor, expr: CallExpr): Doc {
  const callee = cursor.take();
  const axes = expr.axes === undefined ? "" : printList(cursor, expr.axes, () => cursor.take());
  return concat([callee, axes, printList(cursor, expr.args, (arg) => printExpr(cursor, arg, { parent: expr }))]);
}

/** `x[A = i][B as C]`, however many. */
function printSelections(cursor: PrintCursor, expr: SelectExpr | RenameExpr): Doc {
  const selections = [expr];
  for (let { operand } = expr; operand.kind === "select" || operand.kind === "rename"; { operand } = operand) {
    if (parensAround(cursor, operand, expr).length > 0) break;
    selections.push(operand);
  }
  const innermost = selections.at(-1)!;
  const parts = [printExpr(cursor, innermost.operand, { parent: innermost })];
  for (const selection of selections.reverse()) {
    const open = cursor.take();
    const inside = [cursor.breakAt(SOFT_LINE), cursor.take(), " ", cursor.take(), " "];
    if (selection.kind === "rename") inside.push(cursor.take());
    else inside.push(printExpr(cursor, selection.index, { parent: selection }));
    inside.push(...cursor.trail(), ...cursor.flush());
    parts.push(group([open, indent(inside), SOFT_LINE, cursor.take()]));
  }
  return concat(parts);
}

/** Whether an expression's first line can end with an opening bracket, so that the rest needs no line of its own. */
function opensBracket(cursor: PrintCursor, expr: Expr): boolean {
  let at = expr;
  for (;;) {
    if (at.kind === "call") return true;
    if (at.kind === "select" || at.kind === "rename" || at.kind === "unary") at = at.operand;
    else if (at.kind === "binary" && at.op === "pow") at = at.left;
    else break;
  }
  return at !== expr || parensAround(cursor, expr, undefined).includes(true);
}
