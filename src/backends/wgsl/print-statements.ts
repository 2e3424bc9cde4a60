import { type Local, NOT_NEEDED, type Statement } from "../../ir/loop.ts";
import { camelCase } from "../../support/camel-case.ts";
import type { NameScope } from "../../support/name-scope.ts";
import { unreachable } from "../../support/unreachable.ts";
import { Binding } from "../clike/print-expression.ts";
import { printNumber } from "./literal.ts";
import type { ExpressionPrinter } from "./print-expressions.ts";
import type { Place } from "./place.ts";
import { LoopPrinter } from "./print-loops.ts";
import { STATUS } from "./program.ts";
import type { ShaderBuilder } from "./shader-builder.ts";
import { gradientsIn, inputsIn } from "./walk.ts";

/** Prints the statements of a shader. */
export class StatementPrinter {
  readonly #shader: ShaderBuilder;
  readonly #expressions: ExpressionPrinter;
  readonly #loops: LoopPrinter;
  readonly #results: readonly string[];
  readonly #replaced: readonly string[];
  /** The replaced inputs that threads of the item at hand may still be reading. */
  readonly #read = new Set<string>();

  /**
   * The `results` stand at the start of the scratch buffer; the `totals` are folded when all items have run; gradients
   * may be written over the inputs that are `replaced`.
   */
  constructor(
    shader: ShaderBuilder,
    expressions: ExpressionPrinter,
    results: readonly string[],
    totals: ReadonlySet<Local>,
    replaced: readonly string[],
  ) {
    this.#shader = shader;
    this.#expressions = expressions;
    this.#results = results;
    this.#replaced = replaced;
    this.#loops = new LoopPrinter(shader, (statements, place) => this.block(statements, place), totals);
  }

  /** What is done in each item of a grid. */
  items(body: readonly Statement[], place: Place): void {
    this.#read.clear();
    this.block(body, place);
  }

  block(statements: readonly Statement[], place: Place): void {
    for (const statement of statements) {
      if (place.item?.shared === true && statement.kind !== "if") this.#await(statement, place.indent);
      this.#statement(statement, place);
    }
  }

  /** Before an input is overwritten that other threads of the item read, all have read it. */
  #await(statement: Statement, indent: string): void {
    if (gradientsIn([statement]).some((input) => this.#read.has(input))) {
      this.#shader.write(`${indent}storageBarrier(); // Only where a gradient replaces its input.`);
      this.#read.clear();
    }
    for (const input of inputsIn([statement])) if (this.#replaced.includes(input)) this.#read.add(input);
  }

  #statement(statement: Statement, place: Place): void {
    const { scope, indent, item } = place;
    const write = (line: string) => this.#shader.write(indent + line);
    const once = (text: string) => {
      const mask =
        item?.shared !== true ? (item?.mask ?? "") : item.mask === "valid" ? "leads" : `leads && ${item.mask}`;
      write(mask === "" ? text : `if (${mask}) { ${text} }`);
    };
    switch (statement.kind) {
      case "let": {
        const value = this.#expressions.text(statement.value);
        write(`let ${this.#shader.declare(statement.local, scope)} = ${value};`);
        break;
      }
      case "var": {
        const value = this.#expressions.text(statement.initial);
        write(`var ${this.#shader.declare(statement.local, scope)} = ${value};`);
        break;
      }
      case "accumulate":
        once(this.#step(this.#shader.nameOf(statement.local), statement));
        break;
      case "accumulateScaled":
        this.#accumulateScaled(statement, scope, write);
        break;
      case "store": {
        const value = this.#expressions.stored(statement.array, statement.value);
        once(`${this.#expressions.element(statement.array, statement.at)} = ${value};`);
        break;
      }
      case "result": {
        this.#shader.bindScratch();
        const value = this.#expressions.real(statement.value);
        write(`scratch[${this.#results.indexOf(resultName(statement))}] = bitcast<u32>(${value});`);
        break;
      }
      case "if":
        this.#if(statement, place);
        break;
      case "loop":
        this.#loops.print(statement.loop, place);
        break;
      case "require":
        this.#require(statement, scope, write, once);
        break;
      case "fill":
      case "accumulateAt":
        throw new Error(`losscc bug: a grid has a statement ${statement.kind}`);
      default:
        unreachable(statement);
    }
  }

  #accumulateScaled(
    { local, largest, value, exponent }: Statement & { readonly kind: "accumulateScaled" },
    scope: NameScope,
    write: (line: string) => void,
  ): void {
    const [sum, most] = [this.#shader.nameOf(local), this.#shader.nameOf(largest)];
    const scaled = scope.claim("scaled");
    const term = [exponent, value].map((part) => this.#expressions.text(part)).join(", ");
    write(`let ${scaled} = add_scaled(vec2f(${most}, ${sum}), vec2f(${term}));`);
    write(`${most} = ${scaled}.x;`);
    write(`${sum} = ${scaled}.y;`);
  }

  /** Sets a bit of the status where a number is not as required. */
  #require(
    { value, requirement }: Statement & { readonly kind: "require" },
    scope: NameScope,
    write: (line: string) => void,
    once: (text: string) => void,
  ): void {
    const name = scope.claim(requirement.kind);
    write(`let ${name} = ${this.#expressions.text(value)};`);
    const set = (bit: number) => `atomicOr(&${this.#shader.bind({ kind: "status" }).variable}, ${bit}u);`;
    switch (requirement.kind) {
      case "index": {
        const size = this.#shader.size(requirement.extent);
        const notNeeded = printNumber(NOT_NEEDED, "int").text;
        once(`if (${name} != ${notNeeded} && (${name} < 0 || ${name} >= ${size})) { ${set(STATUS.index)} }`);
        break;
      }
      case "order":
        once(`if (!(${name} >= 1.0f)) { ${set(STATUS.domain)} }`);
        break;
      default:
        unreachable(requirement);
    }
  }

  #if(statement: Statement & { readonly kind: "if" }, place: Place): void {
    const { scope, indent, item } = place;
    if (item === undefined) {
      this.#shader.write(`${indent}if (${this.#expressions.text(statement.condition)}) {`);
      this.block(statement.body, { scope: scope.inner(), indent: `${indent}  ` });
      this.#shader.write(`${indent}}`);
      return;
    }
    const mask = scope.claim("needed");
    const around = item.mask === "" ? "" : `${item.mask} && `;
    const condition = this.#expressions.argument(statement.condition, Binding.comparison);
    this.#shader.write(`${indent}let ${mask} = ${around}${condition};`);
    this.block(statement.body, { ...place, item: { ...item, mask } });
  }

  #step(name: string, { step, value, local }: Statement & { readonly kind: "accumulate" }): string {
    const print = this.#expressions;
    switch (step) {
      case "add":
      case "mul":
        return `${name} ${step === "add" ? "+" : "*"}= ${print.text(value)};`;
      case "or":
      case "and":
        return `${name} = ${name} ${step === "or" ? "||" : "&&"} ${print.argument(value, Binding.comparison)};`;
      default:
        return `${name} = ${local.type === "int" ? step : `${step}_f32`}(${name}, ${print.text(value)});`;
    }
  }
}

/** The name of a scalar that a program leaves. */
export const resultName = ({ result }: Statement & { readonly kind: "result" }): string =>
  result.kind === "value" ? "value" : `metric ${camelCase(result.name)}`;
