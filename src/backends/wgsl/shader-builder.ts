import type { Local } from "../../ir/loop.ts";
import type { Scalar } from "../../ir/type.ts";
import { camelCase } from "../../support/camel-case.ts";
import { NameScope } from "../../support/name-scope.ts";
import { elementary } from "./elementary.ts";
import { reservedWords } from "./names.ts";
import { type Bindable, keyOf, type Parameter } from "./program.ts";

/** What a program's arrays hold. */
export interface ArrayTypes {
  readonly ofInput: (name: string) => Scalar;
}

/** Which arrays share a binding, where there are more than a device can bind. */
export type Packing = { readonly outputs: boolean; readonly inputs: boolean };

export interface BoundArray {
  readonly array: Bindable;
  /** The variable that it is in. */
  readonly variable: string;
  /** What its own parameters and functions are called after. */
  readonly name: string;
  readonly binding: number;
}

/** A shader while it is printed: its names, its parameters, what it binds, and the lines of the entry point at hand. */
export class ShaderBuilder {
  readonly packing: Packing;
  readonly #types: ArrayTypes;
  readonly #top = new NameScope([...reservedWords, ...Object.keys(elementary)]);
  readonly #fields = new NameScope(reservedWords);
  readonly #parameters = new Map<string, { readonly name: string; readonly parameter: Parameter }>();
  /** By key, in the order of first use. */
  readonly #arrays = new Map<string, BoundArray>();
  readonly #bindings: { readonly name: string; readonly arrays: Bindable[] }[] = [];
  readonly #locals = new Map<Local, string>();
  #used = new Set<number>();
  #lines: string[] = [];

  constructor(types: ArrayTypes, packing: Packing) {
    this.#types = types;
    this.packing = packing;
    this.parameter("infinity", { kind: "infinity" });
    this.parameter("nan", { kind: "nan" });
  }

  get parameters(): readonly Parameter[] {
    return [...this.#parameters.values()].map(({ parameter }) => parameter);
  }

  get bindings(): readonly (readonly Bindable[])[] {
    return this.#bindings.map(({ arrays }) => arrays);
  }

  /** The positions of the bindings that the entry point at hand uses. */
  get used(): readonly number[] {
    return [...this.#used].sort((x, y) => x - y);
  }

  /** The lines of the entry point at hand. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Starts another entry point. */
  begin(): void {
    this.#used = new Set();
    this.#lines = [];
  }

  write(...lines: readonly string[]): void {
    this.#lines.push(...lines);
  }

  /** A name at the top level of the shader. */
  claim(wish: string): string {
    return this.#top.claim(wish);
  }

  scope(): NameScope {
    return this.#top.inner();
  }

  /** Gives a local a name in a scope. */
  declare(local: Local, scope: NameScope): string {
    const name = scope.claim(camelCase(local.name.replace(/\*/g, "_by_")).replace(/'.*/, ""));
    this.#locals.set(local, name);
    return name;
  }

  isDeclared(local: Local): boolean {
    return this.#locals.has(local);
  }

  nameOf(local: Local): string {
    return this.#locals.get(local)!;
  }

  /** Lets another variable stand for a local from now on. */
  rename(local: Local, name: string): void {
    this.#locals.set(local, name);
  }

  isBool(array: Bindable): boolean {
    return array.kind === "input" && this.#types.ofInput(array.name) === "bool";
  }

  /** An array, which the entry point at hand uses. */
  bind(array: Bindable): BoundArray {
    const key = keyOf(array);
    let found = this.#arrays.get(key);
    if (found === undefined) {
      const isOwn = array.kind === "scratch" || array.kind === "status";
      const name = isOwn ? array.kind : this.#top.claim(arrayName(array));
      const pack = array.kind === "input" ? this.packing.inputs : this.packing.outputs && !isOwn;
      const variable = pack ? (array.kind === "input" ? "inputs_" : "outputs_") : name;
      let binding = this.#bindings.findIndex((one) => one.name === variable);
      if (binding < 0) binding = this.#bindings.push({ name: variable, arrays: [] }) - 1;
      this.#bindings[binding]!.arrays.push(array);
      found = { array, variable, name, binding: binding + 1 };
      this.#arrays.set(key, found);
    }
    this.#used.add(found.binding);
    return found;
  }

  /** The scratch buffer, which the entry point at hand uses. */
  bindScratch(): void {
    this.bind({ kind: "scratch", name: "", label: "" });
  }

  size(extent: string): string {
    const axes = extent.split("*");
    return this.parameter(camelCase(axes.join("_by_")), { kind: "size", axes: axes.map(camelCase) });
  }

  /** Where the data of an array begins in what it is bound with. */
  start({ array, name }: BoundArray): string {
    return this.parameter(`${name}Start`, { kind: "start", array: keyOf(array) });
  }

  /** A field of the parameters, as an expression. */
  parameter(wish: string, parameter: Parameter): string {
    const key = JSON.stringify(parameter);
    let found = this.#parameters.get(key);
    if (found === undefined) {
      this.#parameters.set(key, (found = { name: this.#fields.claim(wish), parameter }));
    }
    return `params.${found.name}`;
  }

  /** The parameters and the variables of the module, and functions that read bools: bytes, four in a word. */
  header(variables: readonly string[]): string {
    const loaders = [...this.#arrays.values()].filter(({ array }) => this.isBool(array));
    const functions = loaders.map((array) => this.#boolLoader(array));
    const fields = [...this.#parameters.values()].map(
      ({ name, parameter }) => `  ${name}: ${isReal(parameter) ? "f32" : "i32"},`,
    );
    const bindings = this.#bindings.map(({ name, arrays }, place) => {
      const [array] = arrays as [Bindable];
      const access = array.kind === "input" ? "read" : "read_write";
      return `@group(0) @binding(${place + 1}) var<storage, ${access}> ${name}: ${this.#typeOf(array)};`;
    });
    const all = ["@group(0) @binding(0) var<uniform> params: Params;", ...bindings, ...variables];
    return [`struct Params {\n${fields.join("\n")}\n}`, all.join("\n"), ...functions].join("\n\n");
  }

  #typeOf(array: Bindable): string {
    switch (array.kind) {
      case "status":
        return "atomic<u32>";
      case "scratch":
        return "array<u32>";
      case "input": {
        const type = { real: "f32", int: "i32", bool: "u32" }[this.#types.ofInput(array.name)];
        return `array<${this.packing.inputs ? "u32" : type}>`;
      }
      default:
        return "array<f32>";
    }
  }

  #boolLoader(bound: BoundArray): string {
    return [
      `fn ${bound.name}_at(element_place: i32) -> bool {`,
      `  let byte_place = u32(${this.start(bound)} + element_place);`,
      `  return ((${bound.variable}[byte_place >> 2u] >> (8u * (byte_place & 3u))) & 255u) != 0u;`,
      "}",
    ].join("\n");
  }
}

const isReal = (parameter: Parameter): boolean =>
  parameter.kind === "infinity" || parameter.kind === "nan" || (parameter.kind === "option" && parameter.isReal);

function arrayName(array: Exclude<Bindable, { kind: "scratch" | "status" }>): string {
  if (array.kind === "point") return "value";
  const name = camelCase(array.name);
  return array.kind === "input" ? name : `d${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
