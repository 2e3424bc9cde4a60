import { catalogue } from "../diagnostics/catalogue.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Source } from "../diagnostics/source.ts";
import { camelCase } from "../support/camel-case.ts";
import type { LossItem, Name } from "../syntax/ast.ts";
import type { Module } from "./module.ts";
import { resolveImport } from "./paths.ts";

/** A declaration in a scope, and how a message calls it. */
interface Declared {
  readonly name: Name;
  readonly what: string;
  /** The further names that it has in generated code. */
  readonly also?: readonly string[];
}

const atCall = new Set(["reduction", "gradOutput", "check"]);

export const isReserved = (name: string): boolean => name.startsWith("__") && name.endsWith("__");

/** Checks the names of a file: of its losses and functions, own and imported, and inside each function. */
export function declareFile(module: Module, reporter: Reporter): void {
  const declared: Declared[] = [];
  for (const item of module.ast.items) {
    if (item.kind === "import") {
      // Of the file itself: that is a cycle, and what is there already.
      if (resolveImport(module.path, item.path.text) === module.path) continue;
      declared.push(...item.names.map((name) => ({ name, what: "imported function" })));
    } else if (item.kind === "fn") {
      declared.push({ name: item.name, what: "function" });
      reportReserved(module.source, [...item.axes, ...item.params], reporter);
      unique(
        module.source,
        item.axes.map((name) => ({ name, what: "axis" })),
        reporter,
      );
      unique(
        module.source,
        item.params.map((name) => ({ name, what: "parameter" })),
        reporter,
      );
    } else {
      declared.push({ name: item.name, what: "loss", also: [`${camelCase(item.name.text)}Meta`] });
    }
  }
  reportReserved(
    module.source,
    declared.map(({ name }) => name),
    reporter,
  );
  unique(module.source, declared, reporter);
  distinctInJavaScript(
    module.source,
    declared.filter(({ what }) => what !== "imported function"),
    reporter,
  );
}

/** Checks the names of a loss: of its parameters, lets and metrics together, of its axes, of its reductions. */
export function declareLoss(loss: LossItem, source: Source, reporter: Reporter): void {
  const params = loss.params.map(({ name }) => ({ name, what: "parameter" }));
  for (const { name } of params) {
    if (atCall.has(camelCase(name.text)))
      reporter.report({ source, span: name.span }, catalogue.reservedParameter(name.text));
  }
  const values = [
    ...params,
    ...loss.statements.map(({ name, kind }) => ({ name, what: kind === "let" ? "value" : "metric" })),
  ];
  reportReserved(
    source,
    values.map(({ name }) => name),
    reporter,
  );
  unique(source, values, reporter);
  distinctInJavaScript(source, values, reporter);

  const axes = loss.params.flatMap(({ type }) => (type.kind === "tensor" ? type.axes.map((axis) => axis.name) : []));
  const first = new Map(axes.toReversed().map((name) => [name.text, name]));
  const ordered = axes.filter((name) => first.get(name.text) === name);
  reportReserved(source, ordered, reporter);
  distinctInJavaScript(
    source,
    ordered.map((name) => ({ name, what: "axis" })),
    reporter,
  );

  if (loss.result?.kind !== "reduce") return;
  const reductions = loss.result.reductions.map(({ name }) => name);
  reportReserved(source, reductions, reporter);
  const seen = new Set<string>();
  for (const name of reductions) {
    const at = { source, span: name.span };
    if (name.text === "none") reporter.report(at, catalogue.noneIsReserved());
    else if (seen.has(name.text)) reporter.report(at, catalogue.duplicateReduction(name.text));
    seen.add(name.text);
  }
}

export function reportReserved(source: Source, names: readonly Name[], reporter: Reporter): void {
  for (const { text, span } of names)
    if (isReserved(text)) reporter.report({ source, span }, catalogue.reservedName(text));
}

function unique(source: Source, declared: readonly Declared[], reporter: Reporter): void {
  const first = new Map<string, Name>();
  for (const { name, what } of declared) {
    const before = first.get(name.text);
    if (before === undefined) {
      first.set(name.text, name);
    } else {
      const label = { at: { source, span: before.span }, message: "first declared here" };
      reporter.report({ source, span: name.span }, catalogue.duplicate(what, name.text), [label]);
    }
  }
}

function distinctInJavaScript(source: Source, declared: readonly Declared[], reporter: Reporter): void {
  const taken = new Map<string, Name>();
  for (const { name, also = [] } of declared) {
    for (const camel of [camelCase(name.text), ...also]) {
      const before = taken.get(camel);
      if (before !== undefined && before.text !== name.text) {
        const label = { at: { source, span: before.span }, message: "the other one" };
        reporter.report({ source, span: name.span }, catalogue.sameInJavaScript(before.text, name.text, camel), [
          label,
        ]);
      } else if (before === undefined) {
        taken.set(camel, name);
      }
    }
  }
}
