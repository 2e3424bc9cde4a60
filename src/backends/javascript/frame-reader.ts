import { ASKS_METRICS, INCOMING_GRADIENT } from "../../ir/kernel.ts";
import { type ArrayRef, type Expression, partsOf, type Statement } from "../../ir/loop.ts";
import type { Scalar } from "../../ir/type.ts";
import { camelCase } from "../../support/camel-case.ts";
import { NameScope } from "../../support/name-scope.ts";
import { reservedWords } from "../module/names.ts";
import { runtimeParts as callParts } from "../module/runtime-text.ts";
import type { KernelStyle } from "./kernel-style.ts";
import { keyOf, usesOf } from "./kernel-uses.ts";
import { runtimeParts } from "./runtime-text.ts";
import { tables } from "./spellings.ts";

/** What a kernel's own names must not hide, or bring into a module that does not need it. */
const helperNames = [
  "frame",
  ...runtimeParts.map(({ name }) => name),
  // Functions are in every module, types in those that use them.
  ...callParts.filter(({ js }) => js === "").map(({ name }) => name),
  ...[...tables.values()].map(({ name }) => name),
];

/** Reads what a kernel uses from its frame, and knows what it is called. */
export class FrameReader {
  readonly #style: KernelStyle;
  readonly #top = new NameScope([...reservedWords, ...helperNames]);
  readonly #names = new Map<string, string>();
  readonly #lines: string[] = [];

  constructor(style: KernelStyle) {
    this.#style = style;
  }

  /** The statements at the start of the kernel. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** A scope for the kernel's own variables. */
  scope(): NameScope {
    return this.#top.inner();
  }

  size(extent: string): string {
    return this.#names.get(`size ${extent}`)!;
  }

  option(name: string): string {
    return this.#names.get(`option ${name}`)!;
  }

  present(input: string): string {
    return this.#names.get(`present ${input}`)!;
  }

  array(array: ArrayRef): string {
    return this.#names.get(keyOf(array))!;
  }

  /** Reads nothing ahead: what a condition uses is read from the frame where it stands. */
  readInPlace(condition: Expression): void {
    const stack: Expression[] = [condition];
    while (stack.length > 0) {
      const part = stack.pop()!;
      if (part.kind === "option") this.#names.set(`option ${part.name}`, optionText(part.name, part.type));
      if (part.kind === "present")
        this.#names.set(`present ${part.input}`, `frame.${inputPath(part.input)} !== undefined`);
      stack.push(...partsOf(part));
    }
  }

  /** Reads everything that a kernel uses, once, at its start. */
  read(statements: readonly Statement[]): void {
    const uses = usesOf(statements);
    const sizes = [...new Set(uses.extents.flatMap((extent) => extent.split("*")))].sort();
    if (sizes.length > 0) {
      const fields = sizes.map((size) => {
        const property = camelCase(size);
        const name = this.#claim(`size ${size}`, property);
        return name === property ? name : `${property}: ${name}`;
      });
      this.#lines.push(`  const { ${fields.join(", ")} } = frame.sizes;`);
    }
    for (const extent of uses.extents.filter((text) => text.includes("*"))) {
      const factors = extent.split("*");
      const name = this.#claim(`size ${extent}`, camelCase(factors.join("_by_")));
      this.#lines.push(`  const ${name} = ${factors.map((factor) => this.#names.get(`size ${factor}`)).join(" * ")};`);
    }
    const { typed, realArray, fast } = this.#style;
    const looked = new Set([...tables].flatMap(([op, table]) => (fast && uses.ops.has(op) ? table : [])));
    for (const { name, from } of looked) this.#lines.push(`  const ${name} = ${from}();`);
    const as = (type: string) => (typed ? ` as ${type}` : "");
    for (const [option, type] of uses.options) {
      const name = this.#claim(`option ${option}`, camelCase(option));
      this.#lines.push(
        `  const ${name} = ${optionText(option, type)}${option === INCOMING_GRADIENT ? as("number") : ""};`,
      );
    }
    for (const input of uses.present) {
      const name = this.#claim(`present ${input}`, camelCase(`has_${input}`));
      this.#lines.push(`  const ${name} = frame.${inputPath(input)} !== undefined;`);
    }
    for (const [key, array] of uses.arrays) {
      const { wish, from, type } = arrayParts(array, realArray);
      this.#lines.push(
        `  const ${this.#claim(key, wish)} = frame.${from}${type ? as(type) : typed && array.kind === "input" ? "!" : ""};`,
      );
    }
  }

  #claim(key: string, wish: string): string {
    const name = this.#top.claim(wish);
    this.#names.set(key, name);
    return name;
  }
}

/** What the frame has for an option, or for what is passed like one. */
function optionText(option: string, type: Scalar): string {
  if (option === "reduction") return "frame.reduction";
  if (option === INCOMING_GRADIENT) return "frame.gradOutput";
  if (option === ASKS_METRICS) return "frame.asksMetrics";
  return `frame.options.${camelCase(option)}${type === "bool" ? " !== 0" : ""}`;
}

/** Where the frame has an input, or the incoming gradient of a point. */
function inputPath(input: string): string {
  return input === INCOMING_GRADIENT ? "gradOutput" : `inputs.${camelCase(input)}`;
}

/** The variable, the place in the frame and, where the frame is not exact, the type of an array. */
function arrayParts(array: ArrayRef, realArray: string): { wish: string; from: string; type?: string } {
  switch (array.kind) {
    case "point":
      return { wish: "value", from: "value", type: realArray };
    case "input":
      return {
        wish: camelCase(array.name),
        from: inputPath(array.name),
        ...(array.name === INCOMING_GRADIENT && { type: realArray }),
      };
    case "gradient":
      return { wish: camelCase(`grad_${array.name}`), from: `grads.${camelCase(array.name)}`, type: realArray };
    case "scratch":
      return { wish: camelCase(`${array.label}_kept`), from: `scratch.${camelCase(array.name)}` };
  }
}
