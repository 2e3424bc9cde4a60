import { catalogue } from "../diagnostics/catalogue.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Source } from "../diagnostics/source.ts";
import { type LossItem, postfix } from "../syntax/ast.ts";
import { calledNames, expressions } from "./calls.ts";
import type { LossNames } from "./check-names.ts";
import type { Module } from "./module.ts";

/** Warns of parameters and lets that nothing uses. A name that begins with `_` says that this is meant. */
export function reportUnused(loss: LossItem, names: LossNames, source: Source, reporter: Reporter): void {
  const unused = (name: string) => !names.used.has(name) && !name.startsWith("_");
  const sizes = axesInUse(loss);
  for (const { name, type } of loss.params) {
    const what = type.kind === "option" ? "option" : "input";
    const givesSize = type.kind === "tensor" && type.axes.some((axis) => sizes.has(axis.name.text));
    if (unused(name.text) && !givesSize)
      reporter.report({ source, span: name.span }, catalogue.unusedParameter(what, name.text));
  }
  for (const { name, kind } of loss.statements) {
    if (kind === "let" && unused(name.text))
      reporter.report({ source, span: name.span }, catalogue.unusedLet(name.text));
  }
}

/** The axes of which one input alone has the size, and that are in use elsewhere: by an index, or by name in an expression. */
function axesInUse(loss: LossItem): ReadonlySet<string> {
  const tensors = loss.params.flatMap(({ type }) => (type.kind === "tensor" ? [type] : []));
  const declared = tensors.flatMap(({ axes }) => axes.map(({ name }) => name.text));
  const shared = new Set(declared.filter((axis, at) => declared.indexOf(axis) < at));
  const indexed = tensors.flatMap(({ element }) => (element.kind === "index" ? [element.axis.text] : []));
  const named = expressions(loss)
    .flatMap(postfix)
    .flatMap((expr) => (expr.kind === "name" ? [expr.name] : []));
  return new Set([...indexed, ...named].filter((axis) => !shared.has(axis)));
}

/** Warns of parameters of a file's functions that their bodies do not use. */
export function reportUnusedInFns({ own, source }: Module, reporter: Reporter): void {
  for (const { item, body } of own.values()) {
    const used = new Set(body.tape.flatMap(({ expr }) => (expr.kind === "name" ? [expr.name] : [])));
    for (const { text, span } of item.params) {
      if (!used.has(text) && !text.startsWith("_"))
        reporter.report({ source, span }, catalogue.unusedInFn(text, item.name.text));
    }
  }
}

/** Warns of imported functions that the file never calls. */
export function reportUnusedImports(module: Module, reporter: Reporter): void {
  const called = calledNames(module.ast);
  for (const { name } of module.imported) {
    const at = { source: module.source, span: name.span };
    if (!called.has(name.text)) reporter.report(at, catalogue.unusedImport(name.text));
  }
}
