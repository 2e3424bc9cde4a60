import type { Project, StatementStructures, StructureKind, VariableDeclarationKind } from "ts-morph";
import type { LossProgram } from "../../ir/program.ts";
import { invariant } from "../../support/invariant.ts";
import type { Dtype } from "./arrays.ts";
import { declareFrame } from "./declare-frame.ts";
import { commentText, docStructure } from "./docs.ts";
import { embedRuntime, namesOf, type Runtime } from "./embed.ts";
import { BROKEN, printLiteral } from "./literal.ts";
import { lossMeta } from "./meta.ts";
import { declaredNames, frameType, type LossNames, nameLosses } from "./names.ts";
import { lossSpec } from "./spec.ts";
import type { LossUnit } from "./unit.ts";
import { wrapSignatures } from "./wrap-signatures.ts";

/** A module to print: the losses of one `.loss` file, compiled. */
export interface ModuleInput {
  /** The `.loss` file's name, for the header. */
  readonly source: string;
  /** The version of losscc. */
  readonly version: string;
  /** A doc comment for the module as a whole. */
  readonly doc?: string;
  readonly units: readonly LossUnit[];
  readonly dtype: Dtype;
  readonly shell: Shell;
  /** Declarations that the kernels share (tables, special functions), in the language asked for. */
  readonly helpers?: string;
}

/** What modules of a target have around their kernels. */
export interface Shell {
  readonly runtime: Runtime;
  /** The exported types of a loss, in the order of a module, and their names. */
  readonly declareTypes: (unit: LossUnit, dtype: Dtype, stem: string, kinds: Kinds) => readonly StatementStructures[];
  readonly typeNames: (unit: LossUnit, stem: string) => readonly string[];
  readonly example: Example;
}

/** What a package's README says of its modules. */
export interface Example {
  /** Where they run, behind "for". */
  readonly runsIn: string;
  /** The lines before a call of a loss, if it needs any, and what its method is called on. */
  readonly before: (loss: string) => readonly string[];
  readonly callee: (loss: string) => string;
}

export interface ModuleText {
  readonly extension: ".ts" | ".js" | ".d.ts";
  readonly text: string;
}

/** What a module exports. */
export interface ModuleExports {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

type Language = "ts" | "js" | "d.ts";

/** Enums of ts-morph, which is imported only where text is printed. */
type Kinds = typeof StructureKind;
type ConstKeyword = VariableDeclarationKind;

interface NamedUnit {
  readonly unit: LossUnit;
  readonly names: LossNames;
}

/** The text of a generated module: one `.ts`, or a `.js` with its `.d.ts`. */
export async function printModule(module: ModuleInput, emit: "ts" | "js"): Promise<readonly ModuleText[]> {
  const morph = await import("ts-morph");
  const project = new morph.Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: { indentationText: morph.IndentationText.TwoSpaces, newLineKind: morph.NewLineKind.LineFeed },
  });
  const units = nameUnits(module);
  const print = (language: Language): ModuleText => ({
    extension: `.${language}`,
    text: printText(module, units, language, project, morph.StructureKind, morph.VariableDeclarationKind.Const),
  });
  return emit === "ts" ? [print("ts")] : [print("js"), print("d.ts")];
}

/** The names that a module exports, for an index of several modules. */
export function moduleExports(module: ModuleInput): ModuleExports {
  const { shell } = module;
  const units = nameUnits(module);
  return {
    values: units.flatMap(({ names }) => [names.exported, names.metaExported]),
    types: units.flatMap(({ unit, names }) => shell.typeNames(unit, names.stem)),
  };
}

/** What the losses of a module are called, in order. */
export function lossNames(module: ModuleInput): readonly LossNames[] {
  return nameUnits(module).map(({ names }) => names);
}

/** Chooses the names of the losses, beside those of kernels, helpers and runtime. */
function nameUnits({ units, shell, helpers = "" }: ModuleInput): readonly NamedUnit[] {
  const runtimeNames = namesOf(shell.runtime);
  const functions = [...units.map((unit) => unit.code), helpers].flatMap(declaredNames);
  for (const [at, name] of functions.entries()) {
    invariant(functions.indexOf(name) === at, `two kernel functions are called ${name}`);
    invariant(!runtimeNames.includes(name), `a kernel function has the runtime's name ${name}`);
  }
  const losses = units.map((unit) => unit.program.name);
  const names = nameLosses(losses, [...functions, ...runtimeNames]);
  return units.map((unit, at) => ({ unit, names: names[at]! }));
}

function printText(
  module: ModuleInput,
  units: readonly NamedUnit[],
  language: Language,
  project: Project,
  kinds: Kinds,
  keyword: ConstKeyword,
): string {
  const chunks = units.flatMap(({ unit, names }) => {
    const types = language === "js" ? [] : module.shell.declareTypes(unit, module.dtype, names.stem, kinds);
    const frame = language === "ts" ? [declareFrame(unit, module.dtype, names.stem, kinds)] : [];
    const constants = declareConstants(names, unit.program, module.shell.runtime.create, language, kinds, keyword);
    const statements = [...types, ...constants, ...exportAliases(names, kinds), ...frame];
    const shell = fillIn(printStatements(project, statements), literals(module, { unit, names }, language));
    return language === "d.ts" ? [shell] : [shell, kernelCode(unit, names)];
  });
  if (language !== "d.ts" && module.helpers !== undefined) chunks.push(module.helpers.trim());
  const body = chunks.join("\n\n");
  const runtime = embedRuntime(module.shell.runtime, body, language);
  if (runtime !== "") chunks.push(runtimeTitle(module, language), runtime);
  if (language === "d.ts") chunks.push("export {};");
  return `${header(module)}\n${chunks.join("\n\n")}\n`;
}

function runtimeTitle(module: ModuleInput, language: Language): string {
  return language === "d.ts"
    ? "// Shared types."
    : `// The runtime of losscc ${module.version}: what all losses share.`;
}

function header({ source, version, doc = "" }: ModuleInput): string {
  const file = commentText(source.replace(/\s/g, " "));
  const about = commentText(doc);
  const lines = [
    `Generated from ${file} by losscc ${version}. Do not edit.`,
    ...(about === "" ? [] : ["", ...about.split("\n")]),
  ];
  return `/*\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}

/** The code of a unit, with the frame type under the name that it has got. */
function kernelCode(unit: LossUnit, names: LossNames): string {
  const expected = frameType(unit.program.name);
  const code = unit.code.trim();
  if (expected === `${names.stem}Frame`) return code;
  return code.replace(new RegExp(`\\b${expected}\\b`, "g"), `${names.stem}Frame`);
}

function printStatements(project: Project, statements: readonly StatementStructures[]): string {
  const file = project.createSourceFile("shell.ts", { statements: [...statements] }, { overwrite: true });
  const text = file
    .getStatements()
    .map((statement) => statement.getText(true))
    .join("\n\n");
  return wrapSignatures(text.replaceAll("{\n}", "{}"));
}

/** Stand for the long literals in what ts-morph prints, since it would indent them again. */
const SPEC = "$spec$";
const META = "$meta$";

function fillIn(shell: string, { spec, meta }: { readonly spec: string; readonly meta: string }): string {
  return shell.replace(SPEC, () => spec).replace(META, () => meta);
}

/** The loss's description for the runtime, and for programs. */
function literals(
  { dtype }: ModuleInput,
  { unit, names }: NamedUnit,
  language: Language,
): { spec: string; meta: string } {
  if (language === "d.ts") return { spec: "", meta: printLiteral(lossMeta(unit, dtype), "type", BROKEN) };
  const frame = language === "ts" ? `${names.stem}Frame` : undefined;
  return {
    spec: printLiteral(lossSpec(unit, { dtype, frame }), "value", BROKEN),
    meta: printLiteral(lossMeta(unit, dtype), "value", BROKEN),
  };
}

/** The loss object and its description, which stand for the literals still. */
function declareConstants(
  names: LossNames,
  program: LossProgram,
  creator: string,
  language: Language,
  kinds: Kinds,
  declarationKind: ConstKeyword,
): readonly StatementStructures[] {
  const constant = (
    name: string,
    exported: string,
    docs: string[],
    type: string,
    initializer: string,
  ): StatementStructures => ({
    kind: kinds.VariableStatement,
    declarationKind,
    isExported: name === exported,
    hasDeclareKeyword: language === "d.ts",
    docs,
    declarations: [language === "d.ts" ? { name, type } : { name, initializer }],
  });
  const docs = docStructure(program.doc === "" ? `The loss \`${program.name}\`.` : program.doc);
  const create = `/* @__PURE__ */ ${creator}${language === "ts" ? `<${names.stem}Loss>` : ""}(() => (${SPEC}))`;
  const metaDocs = docStructure(`What there is to know of \`${names.exported}\`: enough to build a form.`);
  return [
    constant(names.local, names.exported, docs, `${names.stem}Loss`, create),
    constant(names.metaLocal, names.metaExported, metaDocs, META, `${META}${language === "ts" ? " as const" : ""}`),
  ];
}

/** Exports under names that no constant can have. */
function exportAliases(names: LossNames, kinds: Kinds): readonly StatementStructures[] {
  const pairs = [
    [names.local, names.exported],
    [names.metaLocal, names.metaExported],
  ] as const;
  const namedExports = pairs
    .filter(([local, exported]) => local !== exported)
    .map(([name, alias]) => ({ name, alias }));
  return namedExports.length === 0 ? [] : [{ kind: kinds.ExportDeclaration, namedExports }];
}
