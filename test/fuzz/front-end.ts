import { checkProgram } from "../../src/check/check.ts";
import { interpret } from "../../src/interpret/interpret.ts";
import type { Node } from "../../src/ir/graph.ts";
import type { LossProgram } from "../../src/ir/program.ts";
import { verifyGraph } from "../../src/ir/verify-graph.ts";
import { operators } from "../../src/ops/index.ts";
import { closeTo } from "../support/close-to.ts";
import type { Loss } from "../support/loss.ts";
import { lossCall } from "../support/loss-call.ts";
import { lossGraph } from "../support/loss-graph.ts";
import { printLoss } from "../support/print-loss.ts";

/** What the front end makes of one file. */
export function checkText(text: string) {
  return checkProgram(new Map([["fuzz.loss", text]]), { std: new Map(), simplify: (node) => node });
}

/** The one loss of a generated source, which must have no errors. */
export function checkedLoss(loss: Loss): LossProgram {
  const { files, diagnostics } = checkText(printLoss(loss));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    throw new Error(errors.map(({ line, column, message }) => `${line}:${column}: ${message}`).join("\n"));
  }
  return files[0]!.losses[0]!;
}

/** Throws where a generated source means something else than the graph that it was printed from. */
export function frontEndAgrees(loss: Loss): void {
  const program = checkedLoss(loss);
  const direct = lossGraph(loss);
  const { environment } = lossCall(loss);
  const pairs: [name: string, checked: Node, expected: Node][] = program.metrics.map(({ name, value }) => [
    name,
    value,
    direct.scalars.get(name)!,
  ]);
  if (program.result.kind === "return") pairs.push(["value", program.result.value, direct.point]);
  if (program.result.kind === "reduce") {
    pairs.push(["point", program.result.point, direct.point]);
    for (const { name, value } of program.result.reductions) pairs.push([name, value, direct.scalars.get(name)!]);
  }
  verifyGraph(
    pairs.map(([, checked]) => checked),
    operators,
  );
  const checked = interpret(
    pairs.map(([, node]) => node),
    environment,
  );
  const expected = interpret(
    pairs.map(([, , node]) => node),
    environment,
  );
  if (checked.indexErrors.length > 0 !== expected.indexErrors.length > 0)
    throw new Error("an index is out of range in one of them only");
  if (expected.indexErrors.length > 0) return;
  for (const [name, node, other] of pairs) {
    const [left, right] = [checked.values(node), expected.values(other)];
    if (String(node.axes.map((axis) => axis.name)) !== String(other.axes.map((axis) => axis.name))) {
      throw new Error(
        `${name} has the axes ${node.axes.map((axis) => axis.name)}, not ${other.axes.map((axis) => axis.name)}`,
      );
    }
    if (!left.every((value, at) => closeTo(value, right[at]!, 1e-12)))
      throw new Error(`${name} is ${left}, not ${right}`);
  }
}
