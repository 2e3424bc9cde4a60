import { checkProgram } from "../../src/check/check.ts";
import { type Call, pointAxes, reductionsOf, sizeOf } from "../../src/examine/call.ts";
import { environmentOf } from "../../src/examine/call.ts";
import { type Arithmetic, inherentErrors } from "../../src/examine/inherent.ts";
import { meaningOf, numbersOf, type Part, stableForm } from "../../src/examine/meaning.ts";
import type { LossProgram } from "../../src/ir/program.ts";
import { simplifier } from "../../src/rewrite/engine.ts";
import { stdlibSources } from "../../src/stdlib-sources.ts";
import { camelCase } from "../../src/support/camel-case.ts";
import type { Case } from "./vectors.ts";

/** How far an arithmetic alone moves each element of a part, named as a case names it. */
export type Inherent = (kind: Part["kind"], name?: string) => ArrayLike<number>;

/**
 * How exact any kernel can be that computes in an arithmetic, for cases of these sources: where their terms cancel, less than
 * is promised. It is found without the kernel: by the float64 meaning of the source, each operation of it rounded at random.
 */
export function conditioning(
  sources: Readonly<Record<string, string>>,
  arithmetic: Arithmetic,
  wrt: readonly string[] | undefined,
): (loss: string, test: Case) => Inherent {
  const options = { std: stdlibSources, simplify: simplifier([]) };
  const { files } = checkProgram(new Map(Object.entries(sources)), options);
  const losses = new Map(files.flatMap((file) => file.losses).map((program) => [program.name, program]));
  return (loss, test) => {
    const program = losses.get(loss)!;
    const call = callOf(program, test);
    const own = wrt ?? program.inputs.filter(({ constant, element }) => !constant && element.kind === "real");
    const names = own.map((input) => (typeof input === "string" ? input : input.name));
    const meaning = meaningOf(program, stableForm(program), names, call.reduction !== "none");
    const environment = environmentOf(program, call);
    const errors = inherentErrors(meaning, environment, numbersOf(meaning, environment), arithmetic);
    const named = (name: string) =>
      [...program.inputs, ...meaning.metrics].find((one) => camelCase(one.name) === name)!.name;
    return (kind, name) => errors(kind === "value" ? { kind } : { kind, name: named(name!) });
  };
}

/** A case as a call: with the names of the source. */
function callOf(program: LossProgram, test: Case): Call {
  const dimensions = new Map<string, readonly number[]>();
  const inputs = new Map<string, readonly number[]>();
  for (const { name, axes } of program.inputs) {
    const tensor = test.inputs[camelCase(name)];
    if (tensor === undefined) continue;
    inputs.set(name, tensor.data);
    const rest = [...tensor.shape];
    const extra = rest.length - axes.length + 1;
    for (const axis of axes) dimensions.set(axis.name, rest.splice(0, axis.starred ? extra : 1));
  }
  for (const { name } of program.axes) if (!dimensions.has(name)) dimensions.set(name, []);
  const options = program.options.flatMap(({ name }): [string, number][] => {
    const value = test.options[camelCase(name)];
    return value === undefined ? [] : [[name, Number(value)]];
  });
  const given = test.options["reduction"];
  const reduction = reductionsOf(program).length === 0 ? undefined : String(given ?? "mean");
  const length = pointAxes(program, reduction).reduce((count, axis) => count * sizeOf(dimensions, axis.name), 1);
  return {
    dimensions,
    inputs,
    options: new Map(options),
    ...(reduction !== undefined && { reduction }),
    gradOutput: test.gradOutput?.data ?? Array.from({ length }, () => 1),
  };
}
