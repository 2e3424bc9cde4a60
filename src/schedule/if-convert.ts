import {
  type Branchless,
  type Expression,
  expressionsOf,
  type Local,
  localOf,
  type Loop,
  numberOf,
  type Statement,
  typeOf,
} from "../ir/loop.ts";

import { COMPARISONS, isCheap, type Let, partsWithin, usedBy } from "./loop-body.ts";

/**
 * A loop's body in which a choice between numbers that follows the data is a sum of products with 0 or 1, so that no jump
 * is guessed wrong (if-conversion). A sum is exact where all numbers that it chooses from are finite; one that is not makes
 * its product, and so the sum of all choices, infinite or NaN.
 */
export function ifConvert({ body, index }: Loop): Branchless | undefined {
  const plain = ({ kind }: Statement) => kind === "let" || kind === "accumulate" || kind === "store";
  if (!body.every((statement) => plain(statement) && expressionsOf(statement).every(isCheap))) return undefined;
  const conversion = new Conversion(body, index);
  const effects: Statement[] = [];
  for (const statement of body) {
    if (statement.kind === "let") conversion.define(statement.local, statement.value);
    else if (statement.kind === "accumulate" || statement.kind === "store")
      effects.push({ ...statement, value: conversion.convert(statement.value) });
  }
  const { values, choices } = conversion;
  if (choices.length === 0) return undefined;
  const needed = [...effects.flatMap(expressionsOf), ...choices];
  return { values: usedBy(needed, values), conditions: [], choices, effects };
}

/** `value` where `bit` is 1, and 0 where it is 0. */
interface Term {
  readonly value: Expression;
  readonly bit: Expression;
}

class Conversion {
  readonly values: Let[] = [];
  /** The choices between what is not certainly finite. */
  readonly choices: Expression[] = [];
  readonly #own: ReadonlyMap<Local, Expression>;
  readonly #index: Local;
  readonly #renamed = new Map<Local, Expression>();
  readonly #shared = new Map<string, Local>();
  readonly #ids = new Map<Local, number>();

  constructor(body: readonly Statement[], index: Local) {
    this.#own = new Map(
      body.flatMap((statement) => (statement.kind === "let" ? [[statement.local, statement.value]] : [])),
    );
    this.#index = index;
  }

  define(local: Local, value: Expression): void {
    const converted = this.convert(value, local.name);
    if (converted.kind === "local") this.#renamed.set(local, converted);
    else this.values.push({ kind: "let", local, value: converted });
  }

  convert(expression: Expression, name = "chosen"): Expression {
    switch (expression.kind) {
      case "local":
        return this.#renamed.get(expression.local) ?? expression;
      case "load":
        return { ...expression, at: this.convert(expression.at) };
      case "apply":
        if (this.#choice(expression) !== undefined) return this.#sum(this.#terms(expression), name);
        return { ...expression, args: expression.args.map((arg) => this.convert(arg)) };
      default:
        return expression;
    }
  }

  #sum(terms: readonly Term[], name: string): Expression {
    if (terms.length === 0) return numberOf(0);
    const products = terms.map(({ value, bit }) => apply("mul", "real", value, bit));
    const before = this.values.length;
    const sum = this.#share(
      name,
      products.reduce((a, b) => apply("add", "real", a, b)),
    );
    if (this.values.length > before && terms.some(({ value }) => value.kind !== "number")) this.choices.push(sum);
    return sum;
  }

  /** The condition, and the numbers, of a choice that follows the data. */
  #choice(expression: Expression): readonly [Expression, Expression, Expression] | undefined {
    if (expression.kind !== "apply" || expression.type !== "real") return undefined;
    const [a, b, c] = expression.args as [Expression, Expression, Expression];
    const isLess = () => apply("lt", "bool", a, b);
    const choice: readonly [Expression, Expression, Expression] | undefined =
      expression.op === "select"
        ? [a, b, c]
        : expression.op === "min"
          ? [isLess(), a, b]
          : expression.op === "max"
            ? [isLess(), b, a]
            : undefined;
    return choice !== undefined && this.#comparesData(choice[0]) ? choice : undefined;
  }

  /** Only a comparison of reals is hard to guess: an index is seldom the one that is looked for. */
  #comparesData(condition: Expression): boolean {
    const parts = this.#definition(condition);
    const varies = (part: Expression) =>
      part.kind === "local" && (part.local === this.#index || this.#own.has(part.local));
    return parts.some(isHardToGuess) && parts.some(varies);
  }

  /** The parts of a condition, with those of the conditions that it names. */
  #definition(condition: Expression): readonly Expression[] {
    return partsWithin(condition).flatMap((part) => {
      const value = part.kind === "local" && part.local.type === "bool" ? this.#own.get(part.local) : undefined;
      return value === undefined ? [part] : [part, ...this.#definition(value)];
    });
  }

  /** What a choice adds up to where `path` is 1. */
  #terms(expression: Expression, path?: Expression): readonly Term[] {
    const choice = this.#choice(expression);
    if (choice !== undefined) {
      const [condition, yes, no] = choice;
      const bit = this.#bit(condition);
      return [...this.#terms(yes, both(path, bit)), ...this.#terms(no, both(path, opposite(bit)))];
    }
    if (expression.kind === "number" && expression.value === 0) return [];
    return [{ value: this.convert(expression), bit: path! }];
  }

  /** 1 where a condition holds, else 0. */
  #bit(condition: Expression, name = "holds"): Expression {
    if (condition.kind === "local" && this.#own.has(condition.local))
      return this.#bit(this.#own.get(condition.local)!, condition.local.name);
    if (condition.kind === "apply") {
      const [a, b] = condition.args as [Expression, Expression];
      if (condition.op === "not") return opposite(this.#bit(a));
      if (condition.op === "and") return both(this.#bit(a), this.#bit(b));
      if (condition.op === "or") return opposite(both(opposite(this.#bit(a)), opposite(this.#bit(b))));
      if (condition.op === "ne") return opposite(this.#bit({ ...condition, op: "eq" }));
    }
    return this.#share(name, apply("select", "real", this.convert(condition), numberOf(1), numberOf(0)));
  }

  /** A value that is computed once, however often it is asked for. */
  #share(name: string, value: Expression): Expression {
    const key = this.#key(value);
    let local = this.#shared.get(key);
    if (local === undefined) {
      local = { name, type: "real" };
      this.#shared.set(key, local);
      this.values.push({ kind: "let", local, value });
    }
    return localOf(local);
  }

  /** Equal for equal expressions. */
  #key(expression: Expression): string {
    return JSON.stringify(expression, (field, value: Local) => {
      if (field !== "local") return value;
      if (!this.#ids.has(value)) this.#ids.set(value, this.#ids.size);
      return this.#ids.get(value);
    });
  }
}

/** Whether data is as likely on one side as on the other: two numbers that are computed are seldom equal. */
function isHardToGuess(part: Expression): boolean {
  if (part.kind !== "apply" || !COMPARISONS.has(part.op) || part.args.some((arg) => typeOf(arg) !== "real"))
    return false;
  return (part.op !== "eq" && part.op !== "ne") || part.args.some(({ kind }) => kind === "number" || kind === "option");
}

const apply = (op: string, type: Local["type"], ...args: readonly Expression[]): Expression => ({
  kind: "apply",
  op,
  type,
  args,
});

/** Of numbers that are 0 or 1: whether both are 1. */
const both = (a: Expression | undefined, b: Expression): Expression =>
  a === undefined ? b : apply("mul", "real", a, b);

const opposite = (bit: Expression): Expression =>
  bit.kind === "apply" && bit.op === "sub" ? bit.args[1]! : apply("sub", "real", numberOf(1), bit);
