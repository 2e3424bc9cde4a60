import { inaccurate, refusedCall, wrongGradient } from "../diagnostics/catalogue/examine.ts";
import type { Message } from "../diagnostics/message.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { LossProgram } from "../ir/program.ts";
import { type Call, shapeOf } from "./call.ts";
import type { Failure } from "./compare.ts";
import type { LossReport, Witness } from "./examine-loss.ts";
import { showCall, showNumber32 } from "./show-call.ts";

/** Reports the failures of a loss at the input that they concern, or at the loss. */
export function reportFailures(program: LossProgram, { failures }: LossReport, reporter: Reporter): void {
  for (const witness of failures) {
    const { found } = witness;
    const name =
      found.kind === "slope" ? found.name : found.kind === "accuracy" && "name" in found.part ? found.part.name : "";
    reporter.report(program.places.names.get(name) ?? program.places.loss, messageOf(program, witness));
  }
}

function messageOf(program: LossProgram, { call, found }: Witness<Failure>): Message {
  const shown = showCall(program, call);
  switch (found.kind) {
    case "refused":
      return refusedCall(found.message, shown);
    case "slope":
      return wrongGradient(
        elementName(program, call, found.name, found.element),
        showNumber32(found.got),
        showNumber32(found.expected),
        shown,
      );
    case "accuracy":
      return inaccurate(partName(program, call, found), showNumber32(found.got), String(found.expected), shown);
  }
}

function partName(program: LossProgram, call: Call, { part, element }: Failure & { kind: "accuracy" }): string {
  switch (part.kind) {
    case "value":
      return call.reduction === "none" ? `the point (element ${element})` : "the value";
    case "metric":
      return `the metric '${part.name}'`;
    case "gradient":
      return `the gradient at ${elementName(program, call, part.name, element)}`;
  }
}

/** `logits[0, 3]` */
function elementName(program: LossProgram, call: Call, name: string, element: number): string {
  const shape = shapeOf(
    call.dimensions,
    program.inputs.find((input) => input.name === name)!,
  );
  const at: number[] = [];
  let rest = element;
  for (const size of shape.toReversed()) {
    at.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return at.length === 0 ? name : `${name}[${at.join(", ")}]`;
}
