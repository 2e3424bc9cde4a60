import { listed } from "../diagnostics/message.ts";
import { catalogue } from "../diagnostics/catalogue.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Source } from "../diagnostics/source.ts";
import type { AxisDeclaration } from "../ir/program.ts";
import { suggest } from "../support/suggest.ts";
import type { AxisRef, LossItem, Param } from "../syntax/ast.ts";
import type { LossAxes } from "./axis-scope.ts";

/** Declares the axes of a loss's inputs, in the order in which the parameters first name them, and checks them. */
export function declareAxes(loss: LossItem, source: Source, axes: LossAxes, reporter: Reporter): AxisDeclaration[] {
  const declared = new Map<string, AxisRef>();
  for (const { type } of loss.params) {
    if (type.kind !== "tensor") continue;
    for (const ref of type.axes) {
      const first = declared.get(ref.name.text);
      if (first === undefined) declared.set(ref.name.text, ref);
      else if (first.starred !== ref.starred) {
        const label = {
          at: { source, span: first.name.span },
          message: first.starred ? "starred here" : "not starred here",
        };
        reporter.report({ source, span: ref.name.span }, catalogue.starredAndNot(ref.name.text), [label]);
      }
    }
    checkTensor(type.axes, source, reporter);
  }
  for (const [name, { starred }] of declared) axes.declare(name, starred, inputsWith(loss, name));
  if (!loss.damaged) checkSizesKnown(loss.params, declared, source, reporter);
  checkIndexAxes(loss, declared, source, reporter);
  return [...declared.values()].map(({ name, starred }) => ({ name: name.text, starred }));
}

function inputsWith(loss: LossItem, axis: string): string[] {
  const having = loss.params.filter(
    ({ type }) => type.kind === "tensor" && type.axes.some((ref) => ref.name.text === axis),
  );
  return having.map((param) => param.name.text);
}

function checkTensor(refs: readonly AxisRef[], source: Source, reporter: Reporter): void {
  const seen = new Set<string>();
  let star: AxisRef | undefined;
  for (const ref of refs) {
    const at = { source, span: ref.name.span };
    if (seen.has(ref.name.text)) reporter.report(at, catalogue.axisTwice(ref.name.text));
    else if (ref.starred && star !== undefined) reporter.report(at, catalogue.twoStars(star.name.text, ref.name.text));
    seen.add(ref.name.text);
    if (ref.starred) star = ref;
  }
}

function checkSizesKnown(
  params: readonly Param[],
  declared: ReadonlyMap<string, AxisRef>,
  source: Source,
  reporter: Reporter,
): void {
  const required = params.filter((param) => param.default === undefined).map((param) => param.type);
  const sized = new Set(
    required.flatMap((type) => (type.kind === "tensor" ? type.axes.map((axis) => axis.name.text) : [])),
  );
  for (const [name, ref] of declared) {
    if (!sized.has(name)) reporter.report({ source, span: ref.name.span }, catalogue.axisOnlyWithDefault(name));
  }
}

function checkIndexAxes(
  loss: LossItem,
  declared: ReadonlyMap<string, AxisRef>,
  source: Source,
  reporter: Reporter,
): void {
  for (const { type } of loss.params) {
    if (type.kind !== "tensor" || type.element.kind !== "index") continue;
    const { text, span } = type.element.axis;
    const ref = declared.get(text);
    if (ref?.starred === true) {
      reporter.report({ source, span }, catalogue.indexOfStarred(text));
    } else if (ref === undefined && !loss.damaged) {
      const near = suggest(text, declared.keys());
      const hint =
        near === undefined
          ? `an index goes into an axis of an input, ${listed(
              [...declared.keys()].map((axis) => `'${axis}'`),
              "or",
            )}`
          : `did you mean '${near}'?`;
      reporter.report({ source, span }, catalogue.indexOfUnknownAxis(text, hint));
    }
  }
}
