import {
  type ArrayRef,
  bodyOf,
  type Branchless,
  type Expression,
  expressionsOf,
  type Local,
  type Loop,
  NOT_NEEDED,
  numberOf,
  partsOf,
  type Statement,
  typeOf,
} from "../../ir/loop.ts";
import type { Scalar } from "../../ir/type.ts";
import { folds } from "../../ops/folds.ts";
import { accumulatorsOf } from "../../schedule/unroll.ts";
import { camelCase } from "../../support/camel-case.ts";
import { NameScope } from "../../support/name-scope.ts";
import { unreachable } from "../../support/unreachable.ts";
import { Binding, type Dialect, printExpression, whole } from "../clike/print-expression.ts";
import { reservedWords } from "../module/names.ts";
import { runtimeParts as callParts } from "../module/runtime-text.ts";
import { runtimeParts } from "./runtime-text.ts";
import { fastSpellings, silent, spellings, tables } from "./spellings.ts";

/** What a kernel's text depends on beside its statements. */
export interface KernelStyle {
  /** Whether types are written. */
  readonly typed: boolean;
  /** The typed array of reals. */
  readonly realArray: "Float32Array" | "Float64Array";
  /** The frame's type. */
  readonly frame: string;
  /** The loss, as messages name it. */
  readonly loss: string;
  /** Whether elementary functions are the module's own fast ones, or those of Math. */
  readonly fast: boolean;
}

/** A function that runs a loop nest on a frame. */
export function printKernel(name: string, statements: readonly Statement[], style: KernelStyle): string {
  return new KernelPrinter(style).print(name, statements);
}

/** A condition on options and given inputs, read from the frame where it stands. */
export function printCondition(condition: Expression, style: KernelStyle): string {
  return new KernelPrinter(style).condition(condition);
}

/** What a kernel's own names must not hide, or bring into a module that does not need it. */
const helperNames = [
  "frame",
  ...runtimeParts.map(({ name }) => name),
  // Functions are in every module, types in those that use them.
  ...callParts.filter(({ js }) => js === "").map(({ name }) => name),
  ...[...tables.values()].map(({ name }) => name),
];

class KernelPrinter {
  readonly #style: KernelStyle;
  readonly #lines: string[] = [];
  readonly #head: string[] = [];
  readonly #top = new NameScope([...reservedWords, ...helperNames]);
  readonly #leaves = new Map<string, string>();
  readonly #locals = new Map<Local, string>();
  readonly #dialect: Dialect;

  constructor(style: KernelStyle) {
    this.#style = style;
    this.#dialect = {
      spellings: style.fast ? fastSpellings : spellings,
      assertion: style.typed ? "!" : "",
      silent,
      number: (value, type) => {
        if (type === "bool") return whole(value !== 0 ? "true" : "false");
        const text = Object.is(value, -0) ? "-0" : String(value);
        return { text, binding: text.startsWith("-") ? Binding.prefix : Binding.whole };
      },
      leaf: (expression, print) => this.#leaf(expression, print),
    };
  }

  print(name: string, statements: readonly Statement[]): string {
    this.#declareLeaves(statements);
    this.#block(statements, this.#top.inner(), "  ");
    const frame = this.#style.typed ? `frame: ${this.#style.frame}` : "frame";
    const result = this.#style.typed ? ": void" : "";
    return [`function ${name}(${frame})${result} {`, ...this.#head, ...this.#lines, "}"].join("\n");
  }

  condition(condition: Expression): string {
    const stack: Expression[] = [condition];
    while (stack.length > 0) {
      const part = stack.pop()!;
      if (part.kind === "option")
        this.#leaves.set(`option ${part.name}`, optionPath(part.name) + (part.type === "bool" ? " !== 0" : ""));
      if (part.kind === "present")
        this.#leaves.set(`present ${part.input}`, `frame.${inputPath(part.input)} !== undefined`);
      stack.push(...partsOf(part));
    }
    return this.#text(condition);
  }

  /** Reads everything that the kernel uses from the frame, once, at its start. */
  #declareLeaves(statements: readonly Statement[]): void {
    const uses = leavesOf(statements);
    const sizes = [...new Set(uses.extents.flatMap((extent) => extent.split("*")))].sort();
    if (sizes.length > 0) {
      const fields = sizes.map((size) => {
        const property = camelCase(size);
        const name = this.#claim(`size ${size}`, property);
        return name === property ? name : `${property}: ${name}`;
      });
      this.#head.push(`  const { ${fields.join(", ")} } = frame.sizes;`);
    }
    for (const extent of uses.extents.filter((text) => text.includes("*"))) {
      const factors = extent.split("*");
      const name = this.#claim(`size ${extent}`, camelCase(factors.join("_by_")));
      this.#head.push(`  const ${name} = ${factors.map((factor) => this.#leaves.get(`size ${factor}`)).join(" * ")};`);
    }
    const { typed, realArray, fast } = this.#style;
    const looked = new Set([...tables].flatMap(([op, table]) => (fast && uses.ops.has(op) ? table : [])));
    for (const { name, from } of looked) this.#head.push(`  const ${name} = ${from}();`);
    const as = (type: string) => (typed ? ` as ${type}` : "");
    for (const [option, type] of uses.options) {
      const name = this.#claim(`option ${option}`, camelCase(option));
      this.#head.push(
        `  const ${name} = ${optionPath(option)}${type === "bool" ? " !== 0" : option === "grad_output" ? as("number") : ""};`,
      );
    }
    for (const input of uses.present) {
      const name = this.#claim(`present ${input}`, camelCase(`has_${input}`));
      this.#head.push(`  const ${name} = frame.${inputPath(input)} !== undefined;`);
    }
    for (const [key, array] of uses.arrays) {
      const { wish, from, type } = arrayParts(array, realArray);
      this.#head.push(
        `  const ${this.#claim(key, wish)} = frame.${from}${type ? as(type) : typed && array.kind === "input" ? "!" : ""};`,
      );
    }
  }

  #claim(key: string, wish: string): string {
    const name = this.#top.claim(wish);
    this.#leaves.set(key, name);
    return name;
  }

  #leaf(expression: Exclude<Expression, { kind: "number" | "apply" }>, print: (inner: Expression) => string) {
    switch (expression.kind) {
      case "local":
        return this.#localText(this.#locals.get(expression.local)!);
      case "option":
        return whole(this.#leaves.get(`option ${expression.name}`)!);
      case "present":
        return whole(this.#leaves.get(`present ${expression.input}`)!);
      case "size":
        return whole(this.#leaves.get(`size ${expression.extent}`)!);
      case "load": {
        const element = `${this.#leaves.get(keyOf(expression.array))}[${print(expression.at)}]`;
        if (expression.type === "bool") return { text: `${element} !== 0`, binding: Binding.equality };
        return whole(this.#style.typed ? `${element}!` : element);
      }
      default:
        return unreachable(expression);
    }
  }

  /** The index of an unrolled iteration is a sum. */
  #localText(text: string) {
    return text.includes(" ") ? { text, binding: Binding.sum } : whole(text);
  }

  #text(expression: Expression): string {
    return printExpression(this.#dialect, expression).text;
  }

  #declare(local: Local, scope: NameScope): string {
    const name = scope.claim(localName(local));
    this.#locals.set(local, name);
    return name;
  }

  #block(statements: readonly Statement[], scope: NameScope, indent: string): void {
    for (const statement of statements) this.#statement(statement, scope, indent);
  }

  #statement(statement: Statement, scope: NameScope, indent: string): void {
    const write = (line: string) => this.#lines.push(indent + line);
    switch (statement.kind) {
      case "let": {
        const value = this.#text(statement.value);
        write(`const ${this.#declare(statement.local, scope)} = ${value};`);
        break;
      }
      case "var":
        this.#var(statement.local, statement.initial, scope, write);
        break;
      case "accumulate":
        write(this.#step(this.#locals.get(statement.local)!, statement.step, this.#text(statement.value)));
        break;
      case "fill": {
        const name = this.#leaves.get(keyOf(statement.array))!;
        write(`${name}.fill(${this.#text(numberOf(statement.value))});`);
        break;
      }
      case "store":
        write(`${this.#element(statement)} = ${this.#stored(statement.value)};`);
        break;
      case "accumulateAt":
        this.#accumulateAt(statement, scope, write);
        break;
      case "result":
        write(
          `frame.${statement.result.kind === "value" ? "value" : `metrics.${camelCase(statement.result.name)}`} = ${this.#text(statement.value)};`,
        );
        break;
      case "require":
        this.#require(statement, scope, write);
        break;
      case "if":
        write(`if (${this.#text(statement.condition)}) {`);
        this.#block(statement.body, scope.inner(), `${indent}  `);
        write("}");
        break;
      case "loop":
        this.#loop(statement.loop, scope, indent);
        break;
      default:
        unreachable(statement);
    }
  }

  #require(
    { value, requirement, position }: Statement & { kind: "require" },
    scope: NameScope,
    write: (line: string) => void,
  ): void {
    const name = scope.claim(requirement.kind);
    const loss = JSON.stringify(this.#style.loss);
    const of = JSON.stringify(requirement.of);
    write(`const ${name} = ${this.#text(value)};`);
    switch (requirement.kind) {
      case "index": {
        const size = this.#leaves.get(`size ${requirement.extent}`)!;
        const place = position.map((local) => this.#locals.get(local)).join(", ");
        const axis = JSON.stringify(camelCase(requirement.extent));
        write(`if (${name} !== ${NOT_NEEDED} && !(${name} >= 0 && ${name} < ${size}))`);
        write(`  badIndex(${loss}, ${of}, [${place}], ${name}, ${axis}, ${size});`);
        break;
      }
      case "order":
        write(`if (!(${name} >= 1)) badOrder(${loss}, ${of}, ${name});`);
        break;
      default:
        unreachable(requirement);
    }
  }

  #var(local: Local, initial: Expression, scope: NameScope, write: (line: string) => void): void {
    const type = this.#style.typed && local.type === "bool" ? ": boolean" : "";
    write(`let ${this.#declare(local, scope)}${type} = ${this.#text(initial)};`);
  }

  #step(name: string, step: string, value: string): string {
    if (step === "add" || step === "mul") return `${name} ${step === "add" ? "+" : "*"}= ${value};`;
    if (step === "or") return `if (${value}) ${name} = true;`;
    if (step === "and") return `if (!(${value})) ${name} = false;`;
    return `${name} = Math.${step}(${name}, ${value});`;
  }

  /** Brings accumulators together in the first of them. */
  #joined(first: string, step: string, others: readonly string[]): string {
    if (step === "max" || step === "min") return `${first} = Math.${step}(${[first, ...others].join(", ")});`;
    const symbol = { add: "+", mul: "*", or: "||", and: "&&" }[step]!;
    return `${first} = ${[first, ...others].join(` ${symbol} `)};`;
  }

  #element({ array, at }: { array: ArrayRef; at: Expression }): string {
    return `${this.#leaves.get(keyOf(array))}[${this.#text(at)}]`;
  }

  #stored(value: Expression): string {
    return typeOf(value) === "bool" ? `${printExpression(this.#dialect, value).text} ? 1 : 0` : this.#text(value);
  }

  #accumulateAt(
    statement: Statement & { kind: "accumulateAt" },
    scope: NameScope,
    write: (line: string) => void,
  ): void {
    const bang = this.#style.typed ? "!" : "";
    let place = this.#text(statement.at);
    if (statement.at.kind !== "local") {
      const name = scope.claim("place");
      write(`const ${name} = ${place};`);
      place = name;
    }
    const element = `${this.#leaves.get(keyOf(statement.array))}[${place}]`;
    const value = this.#text(statement.value);
    switch (statement.step) {
      case "add":
      case "mul":
        write(`${element} = ${element}${bang} ${statement.step === "add" ? "+" : "*"} (${value});`);
        break;
      case "or":
        write(`if (${value}) ${element} = 1;`);
        break;
      case "and":
        write(`if (!(${value})) ${element} = 0;`);
        break;
      default:
        write(`${element} = Math.${statement.step}(${element}${bang}, ${value});`);
    }
  }

  #loop(loop: Loop, scope: NameScope, indent: string): void {
    const size = this.#leaves.get(`size ${loop.axis.extent}`)!;
    if (loop.unroll === 1) {
      const inner = scope.inner();
      const index = this.#declare(loop.index, inner);
      const range = loop.list
        ? `let ${index} = ${this.#text(loop.list.first)}; ${index} >= 0; ${index} = ${this.#leaves.get(keyOf(loop.list.next))}[${index}]${this.#style.typed ? "!" : ""}`
        : loop.reversed
          ? `let ${index} = ${size} - 1; ${index} >= 0; ${index}--`
          : `let ${index} = 0; ${index} < ${size}; ${index}++`;
      this.#lines.push(`${indent}for (${range}) {`);
      this.#block(loop.body, inner, `${indent}  `);
      this.#lines.push(`${indent}}`);
      return;
    }
    this.#unrolled(loop, size, scope, indent);
  }

  /** Several iterations a turn, each with accumulators of its own, and a second loop for what is left. */
  #unrolled(loop: Loop, size: string, scope: NameScope, indent: string): void {
    const write = (line: string) => this.#lines.push(indent + line);
    const lanes = Array.from({ length: loop.unroll - 1 }, (_, i) => i + 1);
    const accumulators = accumulatorsOf(loop);
    const names = accumulators.map(({ local, step }) => {
      const first = this.#locals.get(local)!;
      const others = lanes.map(() => scope.claim(first));
      const identity = this.#text(numberOf(identityOf(step), local.type));
      const type = this.#style.typed && local.type === "bool" ? ": boolean" : "";
      write(`let ${others.map((other) => `${other}${type} = ${identity}`).join(", ")};`);
      return [first, ...others];
    });
    const index = this.#declare(loop.index, scope);
    write(`let ${index} = 0;`);
    write(`for (; ${index} + ${loop.unroll - 1} < ${size}; ${index} += ${loop.unroll}) {`);
    const inner = scope.inner();
    const inLane = (lane: number, print: () => void) => {
      this.#locals.set(loop.index, lane === 0 ? index : `${index} + ${lane}`);
      accumulators.forEach(({ local }, i) => this.#locals.set(local, names[i]![lane]!));
      print();
    };
    const { body, branchless } = loop;
    if (branchless === undefined)
      for (const lane of [0, ...lanes]) inLane(lane, () => this.#block(body, inner, `${indent}  `));
    else this.#branchless(branchless, [0, ...lanes], inLane, inner, `${indent}  `);
    write("}");
    this.#locals.set(loop.index, index);
    accumulators.forEach(({ local, step }, i) => {
      const [first, ...others] = names[i]!;
      this.#locals.set(local, first!);
      write(this.#joined(first!, step, others));
    });
    write(`for (; ${index} < ${size}; ${index}++) {`);
    this.#block(body, scope.inner(), `${indent}  `);
    write("}");
  }

  /** All values first; what they change comes after the jump out of the loop. */
  #branchless(
    { values, choices, effects }: Branchless,
    lanes: readonly number[],
    inLane: (lane: number, print: () => void) => void,
    scope: NameScope,
    indent: string,
  ): void {
    const sums: string[] = [];
    const later: string[] = [];
    for (const lane of lanes) {
      inLane(lane, () => {
        this.#block(values, scope, indent);
        const texts = choices.map((choice) => this.#text(choice));
        sums.push(texts.length > 1 ? `(${texts.join(" + ")})` : texts[0]!);
        const start = this.#lines.length;
        this.#block(effects, scope, indent);
        later.push(...this.#lines.splice(start));
      });
    }
    this.#lines.push(`${indent}// What is not finite is left to the loop below.`);
    this.#lines.push(`${indent}if ((${sums.join(" + ")}) * 0 !== 0) break;`, ...later);
  }
}

/** Where the frame has an option, or what is passed like one. */
function optionPath(option: string): string {
  if (option === "reduction") return "frame.reduction";
  return option === "grad_output" ? "frame.gradOutput" : `frame.options.${camelCase(option)}`;
}

/** Where the frame has an input, or the incoming gradient of a point. */
function inputPath(input: string): string {
  return input === "grad_output" ? "gradOutput" : `inputs.${camelCase(input)}`;
}

const identityOf = (step: string): number => Object.values(folds).find((fold) => fold.step === step)!.identity;

function localName({ name }: Local): string {
  if (name.includes("*")) return "i";
  const plain = camelCase(name.replace(/'/g, "_"));
  return /^[A-Z]+\d*$/.test(plain) ? plain.toLowerCase() : plain;
}

function keyOf(array: ArrayRef): string {
  return array.kind === "point" ? "point" : `${array.kind} ${array.name}`;
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
        ...(array.name === "grad_output" && { type: realArray }),
      };
    case "gradient":
      return { wish: camelCase(`grad_${array.name}`), from: `grads.${camelCase(array.name)}`, type: realArray };
    case "scratch":
      return { wish: camelCase(`${array.label}_kept`), from: `scratch.${camelCase(array.name)}` };
  }
}

interface Leaves {
  readonly extents: readonly string[];
  readonly options: ReadonlyMap<string, Scalar>;
  readonly present: ReadonlySet<string>;
  readonly arrays: ReadonlyMap<string, ArrayRef>;
  readonly ops: ReadonlySet<string>;
}

function leavesOf(statements: readonly Statement[]): Leaves {
  const extents = new Set<string>();
  const options = new Map<string, Scalar>();
  const present = new Set<string>();
  const arrays = new Map<string, ArrayRef>();
  const ops = new Set<string>();
  const visit = (list: readonly Statement[]): void => {
    for (const statement of list) {
      if ("array" in statement) arrays.set(keyOf(statement.array), statement.array);
      if (statement.kind === "require" && statement.requirement.kind === "index")
        extents.add(statement.requirement.extent);
      if (statement.kind === "loop") extents.add(statement.loop.axis.extent);
      if (statement.kind === "loop" && statement.loop.list)
        arrays.set(keyOf(statement.loop.list.next), statement.loop.list.next);
      visit(bodyOf(statement));
      const stack: Expression[] = [...expressionsOf(statement)];
      while (stack.length > 0) {
        const expression = stack.pop()!;
        if (expression.kind === "size") extents.add(expression.extent);
        else if (expression.kind === "option") options.set(expression.name, expression.type);
        else if (expression.kind === "present") present.add(expression.input);
        else if (expression.kind === "apply") ops.add(expression.op);
        else if (expression.kind === "load") arrays.set(keyOf(expression.array), expression.array);
        stack.push(...partsOf(expression));
      }
    }
  };
  visit(statements);
  return { extents: [...extents].sort(), options, present, arrays, ops };
}
