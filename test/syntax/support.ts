import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { Reporter } from "../../src/diagnostics/reporter.ts";
import { Source } from "../../src/diagnostics/source.ts";
import type { Expr, FileNode, LossItem } from "../../src/syntax/ast.ts";
import { parse } from "../../src/syntax/parse.ts";

export function parseText(text: string): { file: FileNode; diagnostics: readonly Diagnostic[] } {
  const reporter = new Reporter();
  const file = parse(new Source("test.loss", text), reporter);
  return { file, diagnostics: reporter.sorted(["test.loss"]) };
}

/** `code line:column` of every syntax error. */
export function errorsOf(text: string): string[] {
  return parseText(text).diagnostics.map(({ code, line, column }) => `${code} ${line}:${column}`);
}

export function lossIn(text: string): LossItem {
  const { file, diagnostics } = parseText(text);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return file.items.find((item) => item.kind === "loss")!;
}

/** An expression as a tree of parentheses. */
export function shape(text: string): string {
  const { result } = lossIn(`loss t(x: [N]) { return ${text} }`);
  return result?.kind === "return" ? write(result.value) : "";
}

function write(expr: Expr): string {
  switch (expr.kind) {
    case "literal":
      return expr.type === "bool" ? String(expr.value === 1) : String(expr.value);
    case "name":
      return expr.name;
    case "unary":
      return `(${expr.op} ${write(expr.operand)})`;
    case "binary":
      return `(${expr.op} ${write(expr.left)} ${write(expr.right)})`;
    case "if":
      return `(if ${write(expr.condition)} ${write(expr.then)} ${write(expr.else)})`;
    case "call":
      return `${expr.callee.text}${expr.axes === undefined ? "" : `[${expr.axes.map(({ text }) => text).join(" ")}]`}(${expr.args.map(write).join(" ")})`;
    case "select":
      return `${write(expr.operand)}[${expr.axis.text} = ${write(expr.index)}]`;
    case "rename":
      return `${write(expr.operand)}[${expr.from.text} as ${expr.to.text}]`;
    case "invalid":
      return "invalid";
  }
}
