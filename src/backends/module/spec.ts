import type { Domain, InputDeclaration, LossProgram, OptionDeclaration } from "../../ir/program.ts";
import { camelCase } from "../../support/camel-case.ts";
import { printBound, rangeEnds } from "./bound.ts";
import { Code, type Literal, type LiteralObject, printLiteral, printString } from "./literal.ts";
import { arrayOf, axisText, realArray } from "./arrays.ts";
import type { LossUnit } from "./unit.ts";

/** How a spec is written: the type that gives the options of bounds in TypeScript, none in JavaScript. */
interface Spelling {
  readonly dtype: "f32" | "f64";
  readonly frame: string | undefined;
}

/** The description of a loss that generated code hands to the runtime's `createLoss`. */
export function lossSpec(unit: LossUnit, spelling: Spelling): LiteralObject {
  const { program } = unit;
  return {
    name: camelCase(program.name),
    real: realArray(spelling.dtype),
    inputs: program.inputs.map((input) => inputSpec(unit, input, spelling)),
    options: program.options.map((option) => optionSpec(option, spelling)),
    ...resultSpec(program),
    equal: unlessEmpty(program.equalSizes.map(({ from, to }) => [camelCase(from), camelCase(to)])),
    metrics: unlessEmpty(program.metrics.map((metric) => camelCase(metric.name))),
    scratch: unlessEmpty(
      unit.scratch.map(({ name, array, extents }) => ({ name, array, axes: extents.map(camelCase) })),
    ),
    forward: new Code(unit.forward),
    backward: new Code(unit.backward),
    checkIndices: unit.checkIndices === undefined ? undefined : new Code(unit.checkIndices),
    ...unit.more,
  };
}

/** The choices of the option `reduction`, in the order of a frame's `reduction`. Empty: the value is a number. */
export function reductionsOf({ result }: LossProgram): readonly string[] {
  switch (result.kind) {
    case "return":
      return [];
    case "point":
      return ["none"];
    case "reduce":
      return [...result.reductions.map((reduction) => reduction.name), "none"];
  }
}

function resultSpec(program: LossProgram): LiteralObject {
  if (program.result.kind === "return") return {};
  return {
    reductions: reductionsOf(program),
    point: program.result.axes.map((axis) => camelCase(axis.extent)),
  };
}

function inputSpec(unit: LossUnit, input: InputDeclaration, spelling: Spelling): LiteralObject {
  return {
    name: camelCase(input.name),
    array: arrayOf(input, spelling.dtype),
    axes: input.axes.map(axisText),
    optional: input.default === undefined ? undefined : true,
    gradient: unit.wrt.includes(input.name) ? true : undefined,
    inPlace: unit.inPlace.includes(input.name) ? true : undefined,
    checks: unlessEmpty(inputChecks(input, spelling)),
  };
}

function inputChecks(input: InputDeclaration, spelling: Spelling): readonly Literal[] {
  const { element, domain } = input;
  const checks: Literal[] = [];
  if (element.kind === "bool") checks.push(new Code("isBool()"));
  if (element.kind === "index") {
    const args: Literal[] = [camelCase(element.axis)];
    if (element.sentinel !== undefined) args.push(printBound(element.sentinel, spelling.frame));
    if (element.sentinel?.kind === "option") args.push(camelCase(element.sentinel.name));
    checks.push(callCode("isIndex", args));
  }
  if (domain !== undefined) checks.push(domainCheck(domain, spelling));
  return checks;
}

function optionSpec(option: OptionDeclaration, spelling: Spelling): LiteralObject {
  return {
    name: camelCase(option.name),
    type: option.type,
    default: option.default,
    check: option.domain === undefined ? undefined : domainCheck(option.domain, spelling),
  };
}

function domainCheck(domain: Domain, { frame }: Spelling): Code {
  if (domain.kind === "set")
    return callCode(
      "isOneOf",
      domain.values.map((value) => printBound(value, frame)),
    );
  const ends = new Code(printString(rangeEnds(domain)));
  return callCode("isWithin", [printBound(domain.lo, frame), printBound(domain.hi, frame), ends]);
}

function callCode(name: string, args: readonly Literal[]): Code {
  return new Code(`${name}(${args.map((arg) => printLiteral(arg, "value")).join(", ")})`);
}

function unlessEmpty(items: readonly Literal[]): readonly Literal[] | undefined {
  return items.length === 0 ? undefined : items;
}
