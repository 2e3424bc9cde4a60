import { INCOMING_GRADIENT } from "../../ir/kernel.ts";
import { type ArrayRef, type Expression, type LoopNest, typeOf } from "../../ir/loop.ts";
import type { Scalar } from "../../ir/type.ts";
import { camelCase } from "../../support/camel-case.ts";
import { invariant } from "../../support/invariant.ts";
import { unreachable } from "../../support/unreachable.ts";
import { Binding, call, type Dialect, printExpression, type Printed, whole } from "../clike/print-expression.ts";
import { printNumber } from "./literal.ts";
import type { Parameter } from "./program.ts";
import type { ShaderBuilder } from "./shader-builder.ts";
import { spellings } from "./spellings.ts";
import { allExpressions, partsOfAll } from "./walk.ts";

/** Prints the expressions of a shader. */
export class ExpressionPrinter {
  readonly #shader: ShaderBuilder;
  readonly #vectors: LoopNest["scratch"];
  readonly #dialect: Dialect;
  /** The incoming gradient, where it is a scalar. */
  readonly #incoming: Expression | undefined;

  constructor(shader: ShaderBuilder, nest: LoopNest) {
    this.#shader = shader;
    const parts = partsOfAll(allExpressions(nest.statements));
    this.#vectors = nest.scratch;
    this.#incoming = parts.find((part) => part.kind === "option" && part.name === INCOMING_GRADIENT);
    this.#dialect = {
      spellings: parts.some(isInfiniteInt) ? new Map([...spellings, ["real", call("real_of")]]) : spellings,
      assertion: "",
      silent: new Set(),
      number: printNumber,
      leaf: (expression, print) => this.#leaf(expression, print),
    };
  }

  text(expression: Expression): string {
    return printExpression(this.#dialect, productOfReals(expression)).text;
  }

  /** An expression where at least such a binding is needed. */
  argument(expression: Expression, binding: Binding): string {
    const printed = printExpression(this.#dialect, expression);
    return printed.binding < binding ? `(${printed.text})` : printed.text;
  }

  element(array: ArrayRef, at: Expression): string {
    return this.#element(array, this.argument(at, Binding.sum));
  }

  /** A value as an array has it. If the incoming gradient is 0, so are all gradients, even of what overflows. */
  stored(array: ArrayRef, value: Expression): string {
    if (array.kind === "scratch") return toBits(this.text(value), typeOf(value));
    const text = this.real(value);
    if (array.kind !== "gradient" || value.kind === "number" || this.#incoming === undefined) return text;
    return `select(0.0f, ${text}, ${this.text(this.#incoming)} != 0.0f)`;
  }

  /** A value as a real. */
  real(value: Expression): string {
    const text = this.text(value);
    const type = typeOf(value);
    return type === "bool" ? `select(0.0f, 1.0f, ${text})` : type === "int" ? `f32(${text})` : text;
  }

  #leaf(expression: Exclude<Expression, { kind: "number" | "apply" }>, print: (inner: Expression) => string): Printed {
    switch (expression.kind) {
      case "local":
        return whole(this.#shader.nameOf(expression.local));
      case "option": {
        const option = camelCase(expression.name);
        const parameter: Parameter = { kind: "option", name: option, isReal: expression.type === "real" };
        const name = this.#shader.parameter(option, parameter);
        return expression.type === "bool" ? { text: `${name} != 0`, binding: Binding.comparison } : whole(name);
      }
      case "size":
        return whole(this.#shader.size(expression.extent));
      case "load":
        return this.#load(expression, print);
      case "present":
        throw new Error("losscc bug: whether an input is there is decided before");
      default:
        return unreachable(expression);
    }
  }

  #load({ array, type, at }: Expression & { kind: "load" }, print: (inner: Expression) => string): Printed {
    if (this.#shader.isBool(array)) return whole(`${this.#shader.bind(array).name}_at(${print(at)})`);
    const element = this.element(array, at);
    if (array.kind !== "scratch" && !(array.kind === "input" && this.#shader.packing.inputs)) return whole(element);
    if (type === "bool") return { text: `${element} != 0u`, binding: Binding.comparison };
    return whole(`bitcast<${type === "int" ? "i32" : "f32"}>(${element})`);
  }

  #element(array: ArrayRef, at: string): string {
    const bound = this.#shader.bind(array);
    if (array.kind !== "scratch") return `${bound.variable}[${this.#shader.start(bound)} + ${at}]`;
    const vector = this.#vectors.findIndex((one) => one.name === array.name);
    invariant(vector >= 0, `the vector ${array.name} is nowhere`);
    const place = this.#shader.parameter(`${camelCase(array.label)}_at`, { kind: "place", vector });
    return `${bound.variable}[${place} + ${at}]`;
  }
}

/** A value as the bits of a word. */
export function toBits(text: string, type: Scalar): string {
  return type === "bool" ? `select(0u, 1u, ${text})` : `bitcast<u32>(${text})`;
}

/** The smallest int of none is infinite. */
const isInfiniteInt = (part: Expression): boolean =>
  part.kind === "number" && part.type === "int" && Math.abs(part.value) === Infinity;

/** An int product of sizes as a product of reals, which does not overflow. */
function productOfReals(expression: Expression): Expression {
  if (expression.kind === "load") return { ...expression, at: expression.at };
  if (expression.kind !== "apply") return expression;
  const [first] = expression.args;
  if (expression.op === "real" && first?.kind === "apply" && first.op === "mul" && isOfSizes(first)) {
    const args = first.args.map((arg) => productOfReals({ ...expression, args: [arg] }));
    return { ...expression, op: "mul", args };
  }
  return { ...expression, args: expression.args.map(productOfReals) };
}

const isOfSizes = (expression: Expression): boolean =>
  expression.kind === "apply"
    ? expression.op === "mul" && expression.args.every(isOfSizes)
    : expression.kind === "size" || expression.kind === "number";
