import { catalogue } from "../diagnostics/catalogue.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Place, Source } from "../diagnostics/source.ts";
import { suggest } from "../support/suggest.ts";
import type { LossItem } from "../syntax/ast.ts";
import type { Body } from "./body.ts";

export type BindingKind = "input" | "option" | "let" | "metric" | "unknown";

/** A name of a loss. */
export interface Binding {
  readonly kind: BindingKind;
  readonly place: Place;
}

/** The parameters, lets and metrics of a loss, which of them are bound yet, and which were used. */
export class LossNames {
  readonly bindings = new Map<string, Binding>();
  readonly bound = new Set<string>();
  readonly used = new Set<string>();
  readonly #source: Source;
  readonly #damaged: boolean;
  readonly #axes: ReadonlySet<string>;

  constructor(loss: LossItem, source: Source) {
    this.#source = source;
    this.#damaged = loss.damaged;
    const axes = loss.params.flatMap(({ type }) =>
      type.kind === "tensor" ? type.axes.map((axis) => axis.name.text) : [],
    );
    this.#axes = new Set(axes);
    const add = (name: LossItem["name"], kind: BindingKind) => {
      if (!this.bindings.has(name.text)) this.bindings.set(name.text, { kind, place: { source, span: name.span } });
    };
    for (const { name, type } of loss.params) {
      add(name, type.kind === "tensor" ? "input" : type.kind === "option" ? "option" : "unknown");
      this.bound.add(name.text);
    }
    for (const { name, kind } of loss.statements) add(name, kind);
  }

  /** Checks that every name in an expression of the loss's body is bound there. */
  check(body: Body, reporter: Reporter): void {
    for (const { expr } of body.tape) {
      if (expr.kind !== "name") continue;
      const { name } = expr;
      const binding = this.bindings.get(name);
      const at = { source: this.#source, span: expr.span };
      this.used.add(name);
      if (binding === undefined) {
        const hint = this.#axes.has(name) ? `'${name}' is an axis: write size(${name}) or index(${name})` : undefined;
        const near = hint === undefined ? suggest(name, this.bound) : undefined;
        if (!this.#damaged) reporter.report(at, catalogue.unknownValue(name, near, hint));
      } else if (binding.kind === "metric") {
        reporter.report(at, catalogue.metricInExpression(name), [{ at: binding.place, message: "the metric" }]);
      } else if (!this.bound.has(name)) {
        reporter.report(at, catalogue.usedBeforeBound(name), [{ at: binding.place, message: "bound here" }]);
      }
    }
  }
}
