import type { Span } from "../diagnostics/diagnostic.ts";
import { postfix } from "../syntax/ast.ts";
import { expressions } from "./calls.ts";
import type { Module } from "./module.ts";

/** What to say of an axis that is not there yet, but is made by an `as` further down in the same loss or function. */
export function madeLater(module: Module, name: string, used: Span): string | undefined {
  const item = module.ast.items.find(({ span }) => span.start <= used.start && used.start < span.end);
  if (item === undefined || item.kind === "import") return undefined;
  const places = (item.kind === "fn" ? [item.body] : expressions(item))
    .flatMap((expr) => postfix(expr))
    .flatMap((expr) => (expr.kind === "rename" && expr.to.text === name ? [expr.to.span.start] : []));
  if (places.length === 0) return undefined;
  const { line } = module.source.position(Math.min(...places));
  return `'as' makes '${name}' only later, in line ${line}: an axis is known from there on`;
}
