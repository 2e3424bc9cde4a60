import type {
  InterfaceDeclarationStructure,
  MethodSignatureStructure,
  OptionalKind,
  PropertySignatureStructure,
  StatementStructures,
  StructureKind,
} from "ts-morph";
import type { InputDeclaration, LossProgram } from "../../ir/program.ts";
import { camelCase } from "../../support/camel-case.ts";
import { arrayOf, type Dtype, realArray, takesBareArray } from "./arrays.ts";
import { describeInput, describeOption, docStructure } from "./docs.ts";
import { printPropertyName, printString } from "./literal.ts";
import { reductionsOf } from "./spec.ts";
import type { LossUnit } from "./unit.ts";
import { typeLiteral } from "./wrap-signatures.ts";

type Property = OptionalKind<PropertySignatureStructure>;

/** `StructureKind` of ts-morph, which is imported only where text is printed. */
type Kinds = typeof StructureKind;

/** How the calls of a target differ. */
export interface Calls {
  /** The type of what a call gives. */
  readonly result: (type: string) => string;
  /** What a workspace keeps. */
  readonly kept: "arrays" | "buffers";
  /** The type of what it keeps for an array. */
  readonly keeps: (array: string) => string;
}

/** What the declarations of a loss are made of. */
export interface Subject {
  readonly calls: Calls;
  readonly unit: LossUnit;
  readonly program: LossProgram;
  readonly dtype: Dtype;
  /** What the names of the types begin with. */
  readonly stem: string;
  readonly real: string;
  readonly reductions: readonly string[];
  /** The camelCase names of the inputs that have a default. */
  readonly optional: readonly string[];
  /** Type parameters and arguments for the reduction, empty where there is nothing to choose. */
  readonly declare: string;
  readonly use: string;
  readonly value: string;
}

/** The types that the calls of a loss take and give, and those that are the target's own. */
export function declareInterfaces(
  subject: Subject,
  kinds: Kinds,
  own: readonly OptionalKind<InterfaceDeclarationStructure>[],
): readonly StatementStructures[] {
  const { stem } = subject;
  const kind = kinds.Interface;
  const interfaces: OptionalKind<InterfaceDeclarationStructure>[] = [
    inputsInterface(subject),
    optionsInterface(subject),
    gradsInterface(subject),
    metricsInterface(subject),
    sizesInterface(subject),
    workspaceInterface(subject),
    ...own,
  ];
  const statements: StatementStructures[] = interfaces.map((declared) => ({ kind, isExported: true, ...declared }));
  if (subject.declare !== "") {
    statements.unshift({
      kind: kinds.TypeAlias,
      isExported: true,
      name: `${stem}Reduction`,
      type: subject.reductions.map(printString).join(" | "),
    });
  }
  return statements;
}

/** The names of the types of a loss that every target has. */
export function typeNames(unit: LossUnit, stem: string): readonly string[] {
  const names = ["Inputs", "Options", "Grads", "Metrics", "Sizes", "Workspace", "Loss"];
  return (reductionsOf(unit.program).length > 1 ? ["Reduction", ...names] : names).map((name) => stem + name);
}

export function createSubject(unit: LossUnit, dtype: Dtype, stem: string, calls: Calls): Subject {
  const { program } = unit;
  const reductions = reductionsOf(program);
  const real = realArray(dtype);
  const generic = reductions.length > 1;
  return {
    calls,
    unit,
    program,
    dtype,
    stem,
    real,
    reductions,
    optional: program.inputs.filter((input) => input.default !== undefined).map((input) => camelCase(input.name)),
    declare: generic ? `<const R extends ${stem}Reduction | undefined = ${printString(reductions[0]!)}>` : "",
    use: generic ? "<R>" : "",
    value: generic ? `ValueOf<R, ${real}>` : reductions.length === 1 ? real : "number",
  };
}

export function property(name: string, type: string, isOptional: boolean, docs: string[] = []): Property {
  return {
    name: printPropertyName(name),
    type: isOptional ? `${type} | undefined` : type,
    hasQuestionToken: isOptional,
    isReadonly: true,
    docs,
  };
}

function inputsInterface({ program, dtype, stem }: Subject): OptionalKind<InterfaceDeclarationStructure> {
  return {
    name: `${stem}Inputs`,
    properties: program.inputs.map((input) => {
      const array = arrayOf(input, dtype);
      const forms = [`Tensor<${array}>`];
      if (takesBareArray(program, input)) forms.unshift(array);
      if (input.axes.length === 0) forms.unshift("number");
      const docs = docStructure(input.doc, describeInput(input));
      return property(camelCase(input.name), forms.join(" | "), input.default !== undefined, docs);
    }),
  };
}

function optionsInterface(subject: Subject): OptionalKind<InterfaceDeclarationStructure> {
  const { program, stem, reductions, value } = subject;
  const properties = program.options.map((option) => {
    const docs = docStructure(option.doc, describeOption(option));
    const type = option.type === "bool" ? "boolean" : "number";
    return property(camelCase(option.name), type, option.default !== undefined, docs);
  });
  const generic = reductions.length > 1;
  if (generic) {
    const docs = docStructure(...describeReductions(subject));
    // An undefined that is written is what R is then: with `R | undefined` it could be any.
    properties.push({ ...property("reduction", "R", false, docs), hasQuestionToken: true });
  }
  const incoming = `The incoming gradient: ${describeGradOutput(reductions)} Default: 1.`;
  properties.push(property("gradOutput", value, true, docStructure(incoming)));
  const check = "False skips the checks of data, never those of names, shapes and aliasing. Default: true.";
  properties.push(property("check", "boolean", true, docStructure(check)));
  const typeParameters = generic ? [`R extends ${stem}Reduction | undefined = ${stem}Reduction | undefined`] : [];
  return { name: `${stem}Options`, typeParameters, properties };
}

function describeReductions({ program, reductions }: Subject): readonly string[] {
  const { result } = program;
  const documented = result.kind === "reduce" ? result.reductions.filter((reduction) => reduction.doc !== "") : [];
  const list = documented.map(({ name, doc }) => `- ${printString(name)}: ${doc.replaceAll("\n", "\n  ")}`);
  return [`How the elements become the value. Default: ${printString(reductions[0]!)}.`, list.join("\n")];
}

function describeGradOutput(reductions: readonly string[]): string {
  if (reductions.length > 1) return 'a number, or an array of the value\'s length for "none".';
  return reductions.length === 1 ? "an array of the value's length." : "a number.";
}

function gradsInterface({ unit, program, stem, real }: Subject): OptionalKind<InterfaceDeclarationStructure> {
  return {
    name: `${stem}Grads`,
    properties: unit.wrt.map((name) => {
      const isOptional = program.inputs.find((input) => input.name === name)?.default !== undefined;
      return { name: printPropertyName(camelCase(name)), type: real, hasQuestionToken: isOptional, isReadonly: true };
    }),
  };
}

function metricsInterface({ program, stem }: Subject): OptionalKind<InterfaceDeclarationStructure> {
  return {
    name: `${stem}Metrics`,
    properties: program.metrics.map(({ name, doc }) => property(camelCase(name), "number", false, docStructure(doc))),
  };
}

function sizesInterface({ program, stem }: Subject): OptionalKind<InterfaceDeclarationStructure> {
  return {
    name: `${stem}Sizes`,
    properties: program.axes.map((axis) =>
      property(camelCase(axis.name), axis.starred ? "number | readonly number[]" : "number", axis.starred),
    ),
  };
}

function workspaceInterface(subject: Subject): OptionalKind<InterfaceDeclarationStructure> {
  const { program, unit, dtype, stem, optional, real, calls } = subject;
  const kept = (inputs: readonly InputDeclaration[], type: (input: InputDeclaration) => string): string => {
    const field = (input: InputDeclaration): string =>
      `readonly ${printPropertyName(camelCase(input.name))}: ${type(input)}`;
    const always = inputs.filter((input) => input.default === undefined).map(field);
    const chosen = inputs.filter((input) => input.default !== undefined);
    if (chosen.length === 0) return typeLiteral(always, 10);
    const before = [...always, ...chosen.map(field)].join("; ").length;
    const keys =
      chosen.length === optional.length
        ? "W"
        : `Extract<W, ${withUnion(chosen.map((input) => camelCase(input.name)))}>`;
    const pick = `Pick<${typeLiteral(chosen.map(field), before)}, ${keys}>`;
    return always.length === 0 ? pick : `${typeLiteral(always, before)} & ${pick}`;
  };
  const differentiated = program.inputs.filter((input) => unit.wrt.includes(input.name));
  return {
    name: `${stem}Workspace`,
    typeParameters: optional.length === 0 ? [] : [`W extends ${withUnion(optional)} = never`],
    docs: docStructure(
      `${calls.kept === "arrays" ? "Arrays" : "Buffers"} of fixed size, kept from call to call: the next call overwrites what one has returned.`,
    ),
    properties: [
      property(
        "inputs",
        kept(program.inputs, (input) => calls.keeps(arrayOf(input, dtype))),
        false,
        docStructure("To be filled before a call."),
      ),
      property(
        "grads",
        kept(differentiated, () => calls.keeps(real)),
        false,
        docStructure("Filled by `valueAndGrad`."),
      ),
    ],
    methods: callMethods(subject, [], 'this["grads"]', []),
  };
}

/** The calls of a loss, and what makes a workspace. */
export function lossMethods(subject: Subject): OptionalKind<MethodSignatureStructure>[] {
  const { stem, optional, real, reductions, use } = subject;
  const inputs = [{ name: "inputs", type: `${stem}Inputs` }];
  const arrays = reductions.length === 0 ? '"mean"' : use === "" ? '"none"' : "R";
  const out = [{ name: "out", hasQuestionToken: true, type: `Outputs<${arrays}, ${real}, ${stem}Grads>` }];
  return [...callMethods(subject, inputs, `${stem}Grads`, out), workspaceMethod(stem, subject, optional)];
}

type Parameters = NonNullable<MethodSignatureStructure["parameters"]>;

/** `value`, `evaluate` and `valueAndGrad`, of a loss or of its workspace. */
function callMethods(
  subject: Subject,
  inputs: Parameters,
  grads: string,
  out: Parameters,
): OptionalKind<MethodSignatureStructure>[] {
  const { program, stem, value, use, declare, calls } = subject;
  const required = program.options.some((option) => option.default === undefined);
  const options = { name: "options", hasQuestionToken: !required, type: `${stem}Options${use}` };
  const typeParameters = declare === "" ? [] : [declare.slice(1, -1)];
  const common = { typeParameters, parameters: [...inputs, options] };
  return [
    { ...common, name: "value", returnType: calls.result(value), docs: ["The value alone."] },
    {
      ...common,
      name: "evaluate",
      returnType: calls.result(`Evaluation<${value}, ${stem}Metrics>`),
      docs: ["The value and the metrics, without gradients."],
    },
    {
      ...common,
      name: "valueAndGrad",
      parameters: [...inputs, options, ...out],
      returnType: calls.result(`Step<${value}, ${grads}, ${stem}Metrics>`),
      docs: ["The value, the metrics and the gradients."],
    },
  ];
}

function workspaceMethod(
  stem: string,
  { program, calls }: Subject,
  optional: readonly string[],
): OptionalKind<MethodSignatureStructure> {
  const docs = [`Makes ${calls.kept} for axes of these sizes: the fastest way to call the loss again and again.`];
  const sizes = `${stem}Sizes`;
  if (optional.length === 0) {
    return { name: "workspace", parameters: [{ name: "sizes", type: sizes }], returnType: `${stem}Workspace`, docs };
  }
  const inSizes = !program.axes.some((axis) => camelCase(axis.name) === "with");
  return {
    name: "workspace",
    typeParameters: [`const W extends ${withUnion(optional)} = never`],
    parameters: [
      { name: "sizes", type: inSizes ? `${sizes} & With<W>` : sizes },
      { name: "choice", hasQuestionToken: true, type: "With<W>" },
    ],
    returnType: `${stem}Workspace<W>`,
    docs,
  };
}

function withUnion(optional: readonly string[]): string {
  return optional.map(printString).join(" | ");
}
