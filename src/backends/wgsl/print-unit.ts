import type { LoopNest } from "../../ir/loop.ts";
import type { LossProgram } from "../../ir/program.ts";
import type { Scalar } from "../../ir/type.ts";
import type { CompiledLoss, Nests } from "../../schedule/compiled-loss.ts";
import { camelCase } from "../../support/camel-case.ts";
import { printBound } from "../module/bound.ts";
import { Code, type Literal, type LiteralObject } from "../module/literal.ts";
import { frameType } from "../module/names.ts";
import { printChoice } from "../javascript/print-choice.ts";
import type { IndexChecks } from "../javascript/print-index-checks.ts";
import type { KernelStyle } from "../javascript/kernel-style.ts";
import type { LossUnit } from "../module/unit.ts";
import { elementary, helpersFor } from "./elementary.ts";
import { Limits, printCheck } from "./print-checks.ts";
import { printProgram } from "./print-program.ts";
import { keyOf, type Parameter, type Program } from "./program.ts";

/** The shaders of a compiled loss as text, with what the module's shell must know of them. `host` checks indices. */
export function printGpuUnit(
  program: LossProgram,
  wrt: readonly string[],
  compiled: CompiledLoss,
  host: IndexChecks | undefined,
  typed: boolean,
): LossUnit {
  const stem = camelCase(program.name);
  const frame = frameType(program.name);
  const style: KernelStyle = { typed, realArray: "Float32Array", fast: false, frame, loss: stem };
  const programs = new Programs(program, stem);
  const limits = new Limits();
  const signature = (lines: readonly string[], result: string) => {
    const parameter = lines.some((line) => line.includes("frame.")) ? (typed ? `frame: ${frame}` : "frame") : "";
    return typed ? `(${parameter}): ${result}` : `(${parameter})`;
  };

  const chooser = (name: string, nests: Nests, what: string): string => {
    const lines = printChoice(nests, (nest) => `return ${programs.placeOfNest(nest, what)};`, style);
    return [`function ${name}${signature(lines, "number")} {`, ...lines, "}"].join("\n");
  };
  const forward = chooser(`${stem}Forward`, compiled.forward, "the value");
  const backward = chooser(`${stem}Backward`, compiled.backward, "the value and the gradients");
  const status = [
    ...program.inputs.flatMap((input) => {
      const check = printCheck(input, limits);
      if (check === undefined) return [];
      const line = `programs.push(${programs.place(check, `the check of ${camelCase(input.name)}`)});`;
      const given = `frame.inputs.${camelCase(input.name)} !== undefined`;
      return input.default === undefined ? [`  ${line}`] : [`  if (${given}) {`, `    ${line}`, "  }"];
    }),
    ...(compiled.checks === undefined
      ? []
      : printChoice(
          compiled.checks,
          (nest) => `programs.push(${programs.placeOfNest(nest, "the checks of indices")});`,
          style,
        )),
  ];
  const list = typed ? "const programs: number[] = [];" : "const programs = [];";
  const statusFunction = [`function ${stem}Status${signature(status, "readonly number[]")} {`, `  ${list}`, ...status];
  const functions = [forward, backward];
  if (status.length > 0) functions.push([...statusFunction, "  return programs;", "}"].join("\n"));
  return {
    program,
    wrt,
    inPlace: wrt,
    scratch: host?.scratch ?? [],
    code: [...functions, ...(host === undefined ? [] : [host.code]), ...programs.texts].join("\n\n"),
    forward: `${stem}Forward`,
    backward: `${stem}Backward`,
    ...(host && { checkIndices: host.checkIndices }),
    more: {
      programs: programs.literals,
      helpers: new Code("shaderHelpers"),
      status: status.length > 0 ? new Code(`${stem}Status`) : undefined,
      limits:
        limits.nodes.length === 0 ? undefined : limits.nodes.map((node) => printBound(node, typed ? frame : undefined)),
    },
  };
}

/** The different programs of a loss. */
class Programs {
  readonly literals: LiteralObject[] = [];
  readonly texts: string[] = [];
  readonly #places = new Map<string, number>();
  readonly #shaders = new Map<string, string>();
  readonly #program: LossProgram;
  readonly #stem: string;

  constructor(program: LossProgram, stem: string) {
    this.#program = program;
    this.#stem = stem;
  }

  placeOfNest(nest: LoopNest, what: string): number {
    const types = new Map(this.#program.inputs.map(({ name, element }) => [name, elementType(element.kind)]));
    return this.place(printProgram(nest, { ofInput: (name) => types.get(name) ?? "real" }), what);
  }

  place(program: Program, what: string): number {
    const key = JSON.stringify(program);
    let place = this.#places.get(key);
    if (place === undefined) {
      this.#places.set(key, (place = this.literals.length));
      this.literals.push(literalOf(program, this.#shaderName(program.shader, what)));
    }
    return place;
  }

  #shaderName(shader: string, what: string): string {
    let name = this.#shaders.get(shader);
    if (name === undefined) {
      name = `${this.#stem}Shader${this.#shaders.size + 1}`;
      this.#shaders.set(shader, name);
      const head = [`// ${this.#stem}: ${what}.`, ...summary(this.#program.doc).map((line) => `// ${line}`)].join("\n");
      this.texts.push(`const ${name} = /* wgsl */ \`${escaped(`${head}\n\n${shader}`)}\`;`);
    }
    return name;
  }
}

/** The first paragraph of a doc comment, as lines that WGSL takes for such. */
function summary(doc: string): readonly string[] {
  const lines = doc.replaceAll("\0", "").split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/);
  const end = lines.findIndex((line) => line.trim() === "");
  return doc.trim() === "" ? [] : lines.slice(0, end < 0 ? lines.length : end).map((line) => line.trimEnd());
}

/** The functions that the shaders of some losses call, as a constant of their module. */
export function printHelpers(units: readonly LossUnit[]): string {
  const names = helpersFor(units.map(({ code }) => code).join("\n"));
  const entries = names.map((name) => `  ${name}: /* wgsl */ \`${escaped(elementary[name]!)}\`,\n`);
  return `const shaderHelpers = {\n${entries.join("")}};`;
}

/** A text inside a template literal. */
const escaped = (text: string): string => text.replace(/[\\`]|\$\{/g, "\\$&");

const elementType = (kind: "real" | "bool" | "index"): Scalar => (kind === "index" ? "int" : kind);

function literalOf(program: Program, shader: string): LiteralObject {
  const { bindings, vectors, totals, dispatches, results, replaces } = program;
  return {
    shader: new Code(shader),
    parameters: program.parameters.map(parameterLiteral),
    bindings: bindings.map((arrays) => arrays.map(keyOf)),
    vectors: vectors.length === 0 ? undefined : vectors.map((axes) => axes.map(camelCase)),
    totals: totals === 0 ? undefined : totals,
    dispatches: dispatches.map(({ entry, grid, shared, totals: leaves, bindings: used }) => ({
      entry,
      grid: grid.map(camelCase),
      shared: shared.length === 0 ? undefined : shared.map((axes) => axes.map(camelCase)),
      totals: leaves ? true : undefined,
      bindings: used,
    })),
    results: results.length === 0 ? undefined : results,
    replaces: replaces.length === 0 ? undefined : replaces,
  };
}

function parameterLiteral(parameter: Parameter): Literal {
  switch (parameter.kind) {
    case "infinity":
    case "nan":
      return [parameter.kind];
    case "size":
      return ["size", ...parameter.axes];
    case "option":
      return [parameter.isReal ? "real" : "int", parameter.name];
    case "limit":
      return ["limit", parameter.place, parameter.isReal ? "real" : "int"];
    case "start":
      return ["start", parameter.array];
    case "place":
      return ["place", parameter.vector];
    case "lanes":
    case "groups":
      return [parameter.kind, parameter.dispatch];
  }
}
