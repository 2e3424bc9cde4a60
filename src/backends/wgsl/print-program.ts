import type { LoopNest } from "../../ir/loop.ts";
import { camelCase } from "../../support/camel-case.ts";
import { DispatchPrinter } from "./print-dispatch.ts";
import { ExpressionPrinter } from "./print-expressions.ts";
import { resultName, StatementPrinter } from "./print-statements.ts";
import { MOST_BINDINGS, type Program } from "./program.ts";
import { type ArrayTypes, type Packing, ShaderBuilder } from "./shader-builder.ts";
import { replaceableAtOnce } from "./replaces.ts";
import { splitNest, type SplitNest } from "./split-nest.ts";
import { arraysIn, gradientsIn, inputsIn } from "./walk.ts";

/** A loop nest of grids as a shader. */
export function printProgram(nest: LoopNest, types: ArrayTypes): Program {
  const tries: readonly Packing[] = [
    { outputs: false, inputs: false },
    { outputs: true, inputs: false },
    { outputs: true, inputs: true },
  ];
  for (const packing of tries) {
    const program = printPacked(nest, types, packing);
    if (program.dispatches.every(({ bindings }) => bindings.length <= MOST_BINDINGS)) return program;
  }
  throw new Error("losscc bug: a dispatch binds more than inputs, outputs and scratch");
}

function printPacked(nest: LoopNest, types: ArrayTypes, packing: Packing): Program {
  const split = splitNest(nest.statements);
  const { dispatches, finish } = split;
  const shader = new ShaderBuilder(types, packing);
  // All arrays have their names before any variable gets one.
  for (const array of arraysIn(nest.statements)) shader.bind(array);
  const results = finish.statements.flatMap((one) => (one.kind === "result" ? resultName(one) : []));
  const expressions = new ExpressionPrinter(shader, nest);
  const totals = new Set(split.totals.map(({ local }) => local));
  const inputs = new Set(inputsIn(nest.statements));
  // What is packed with others is copied in any case.
  const atOnce = packing.outputs ? new Set<string>() : replaceableAtOnce(split);
  const replaces = [...new Set(gradientsIn(nest.statements))].filter((name) => inputs.has(name) && atOnce.has(name));
  const statements = new StatementPrinter(shader, expressions, results, totals, replaces);
  const printer = new DispatchPrinter(shader, expressions, statements, split, results.length);
  const isEarly = finishesEarly(split);
  const printed = dispatches.map((dispatch, place) =>
    printer.dispatch(dispatch, place, isEarly && place === dispatches.length - 1),
  );
  if (!isEarly && finish.statements.length > 0) printed.push(printer.finish());
  const entries = printed.map(({ text }) => text);
  return {
    shader: [shader.header(printer.variables), ...entries].join("\n\n"),
    parameters: shader.parameters,
    bindings: shader.bindings,
    vectors: nest.scratch.map(({ extents }) => extents.flatMap((extent) => extent.split("*"))),
    totals: split.totals.length,
    dispatches: printed.map(({ plan }) => plan),
    results,
    replaces: replaces.map(camelCase),
  };
}

/** Whether all that is left to do at the end is known before the last dispatch, which then does it. */
function finishesEarly({ dispatches, finish }: SplitNest): boolean {
  const last = dispatches.at(-1);
  return last !== undefined && finish.before.totals.every((total) => !last.totals.includes(total));
}
