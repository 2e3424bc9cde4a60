import {
  type Branchless,
  type Expression,
  type Local,
  type Loop,
  NOT_NEEDED,
  numberOf,
  type Statement,
  typeOf,
} from "../../ir/loop.ts";
import { accumulatorsOf } from "../../schedule/unroll.ts";
import { camelCase } from "../../support/camel-case.ts";
import type { NameScope } from "../../support/name-scope.ts";
import { unreachable } from "../../support/unreachable.ts";
import { Binding, type Dialect, printExpression, whole } from "../clike/print-expression.ts";
import { FrameReader } from "./frame-reader.ts";
import type { KernelStyle } from "./kernel-style.ts";
import { localName } from "./local-name.ts";
import { printRequirement } from "./print-requirement.ts";
import { fastSpellings, silent, spellings } from "./spellings.ts";
import { identityOf, printJoined, printScaledStep, printStep, printStepAt } from "./steps.ts";

/** A function that runs a loop nest on a frame. */
export function printKernel(name: string, statements: readonly Statement[], style: KernelStyle): string {
  return new KernelPrinter(style).print(name, statements);
}

/** A condition on options and given inputs, read from the frame where it stands. */
export function printCondition(condition: Expression, style: KernelStyle): string {
  return new KernelPrinter(style).condition(condition);
}

class KernelPrinter {
  readonly #style: KernelStyle;
  readonly #lines: string[] = [];
  readonly #frame: FrameReader;
  readonly #locals = new Map<Local, string>();
  readonly #dialect: Dialect;

  constructor(style: KernelStyle) {
    this.#style = style;
    this.#frame = new FrameReader(style);
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
    this.#frame.read(statements);
    this.#block(statements, this.#frame.scope(), "  ");
    const frame = this.#style.typed ? `frame: ${this.#style.frame}` : "frame";
    const result = this.#style.typed ? ": void" : "";
    return [`function ${name}(${frame})${result} {`, ...this.#frame.lines, ...this.#lines, "}"].join("\n");
  }

  condition(condition: Expression): string {
    this.#frame.readInPlace(condition);
    return this.#text(condition);
  }

  #leaf(expression: Exclude<Expression, { kind: "number" | "apply" }>, print: (inner: Expression) => string) {
    switch (expression.kind) {
      case "local":
        return this.#localText(this.#locals.get(expression.local)!);
      case "option":
        return whole(this.#frame.option(expression.name));
      case "present":
        return whole(this.#frame.present(expression.input));
      case "size":
        return whole(this.#frame.size(expression.extent));
      case "load": {
        const element = `${this.#frame.array(expression.array)}[${print(expression.at)}]`;
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
        write(printStep(this.#locals.get(statement.local)!, statement.step, this.#text(statement.value)));
        break;
      case "accumulateScaled":
        this.#accumulateScaled(statement, scope, write);
        break;
      case "fill": {
        const name = this.#frame.array(statement.array);
        write(`${name}.fill(${this.#text(numberOf(statement.value))});`);
        break;
      }
      case "store":
        write(`${this.#frame.array(statement.array)}[${this.#text(statement.at)}] = ${this.#stored(statement.value)};`);
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
    if (value.kind === "number" && value.value === NOT_NEEDED) return;
    const name = scope.claim(requirement.kind);
    write(`const ${name} = ${this.#text(value)};`);
    const { loss } = this.#style;
    const place = position.map((local) => this.#locals.get(local)!);
    const size = (extent: string) => this.#frame.size(extent);
    printRequirement(requirement, { name, loss, place, size, isConstant: value.kind === "number" }).forEach(write);
  }

  #var(local: Local, initial: Expression, scope: NameScope, write: (line: string) => void): void {
    const type = this.#style.typed && local.type === "bool" ? ": boolean" : "";
    write(`let ${this.#declare(local, scope)}${type} = ${this.#text(initial)};`);
  }

  #stored(value: Expression): string {
    return typeOf(value) === "bool" ? `${printExpression(this.#dialect, value).text} ? 1 : 0` : this.#text(value);
  }

  #accumulateScaled(
    { local, largest, value, exponent }: Statement & { kind: "accumulateScaled" },
    scope: NameScope,
    write: (line: string) => void,
  ): void {
    const [sum, most] = [this.#locals.get(local)!, this.#locals.get(largest)!];
    const power = this.#named("exponent", exponent, scope, write);
    const term = this.#named("term", value, scope, write);
    printScaledStep({ sum, largest: most, term, exponent: power }).forEach(write);
  }

  /** A local or a number as it is; anything else gets a name. */
  #named(wish: string, expression: Expression, scope: NameScope, write: (line: string) => void): string {
    const text = this.#text(expression);
    if (expression.kind === "local" || expression.kind === "number") return text;
    const name = scope.claim(wish);
    write(`const ${name} = ${text};`);
    return name;
  }

  #accumulateAt(
    statement: Statement & { kind: "accumulateAt" },
    scope: NameScope,
    write: (line: string) => void,
  ): void {
    const bang = this.#style.typed ? "!" : "";
    const place = this.#named("place", statement.at, scope, write);
    const element = `${this.#frame.array(statement.array)}[${place}]`;
    write(printStepAt(element, bang, statement.step, this.#text(statement.value)));
  }

  #loop(loop: Loop, scope: NameScope, indent: string): void {
    const size = this.#frame.size(loop.axis.extent);
    if (loop.unroll === 1) {
      const inner = scope.inner();
      const index = this.#declare(loop.index, inner);
      const range = loop.list
        ? `let ${index} = ${this.#text(loop.list.first)}; ${index} >= 0; ${index} = ${this.#frame.array(loop.list.next)}[${index}]${this.#style.typed ? "!" : ""}`
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
      write(printJoined(first!, step, others));
    });
    write(`for (; ${index} < ${size}; ${index}++) {`);
    this.#block(body, scope.inner(), `${indent}  `);
    write("}");
  }

  /** All values first; what they change comes after the jump out of the loop. */
  #branchless(
    { values, conditions, choices, effects }: Branchless,
    lanes: readonly number[],
    inLane: (lane: number, print: () => void) => void,
    scope: NameScope,
    indent: string,
  ): void {
    const [sums, usual]: [string[], Set<string>] = [[], new Set()];
    const locals = values.flatMap((statement) => (statement.kind === "let" ? [statement.local] : []));
    const names: string[][] = [];
    for (const lane of lanes) {
      inLane(lane, () => {
        this.#block(values, scope, indent);
        names.push(locals.map((local) => this.#locals.get(local)!));
        const texts = choices.map((choice) => this.#text(choice));
        if (texts.length > 0) sums.push(texts.length > 1 ? `(${texts.join(" + ")})` : texts[0]!);
        for (const condition of conditions) usual.add(this.#text(condition));
      });
    }
    if (sums.length > 0) {
      this.#lines.push(`${indent}// What is not finite is left to the loop below.`);
      this.#lines.push(`${indent}if ((${sums.join(" + ")}) * 0 !== 0) break;`);
    }
    if (usual.size > 0) {
      this.#lines.push(`${indent}// An exponential that overflows is left to the loop below.`);
      this.#lines.push(`${indent}if (!(${[...usual].join(" && ")})) break;`);
    }
    for (const lane of lanes) {
      locals.forEach((local, i) => this.#locals.set(local, names[lane]![i]!));
      inLane(lane, () => this.#block(effects, scope, indent));
    }
  }
}
