import type { ArrayRef, Expression, Local } from "../ir/loop.ts";
import type { Names } from "./names.ts";
import { notation } from "./notation.ts";
import { plainTerm } from "./plain-term.ts";
import { atom, call, coefficient, LEFT_OUT, type Term } from "./term.ts";
import { element } from "./view.ts";

/** Longer values are called by their name. */
const LONGEST = 60;
/** Longer terms are not written out. */
const MOST = 200;
/** What is deeper inside is not written out. */
const DEEPEST = 40;

/** What the variables of a loop nest are called, and the expressions of it as terms. */
export class LoopTerms {
  readonly #names: Names;
  readonly #known = new Map<Local, Term>();
  readonly #counts = new Map<string, number>();

  readonly #vectors = new Map<string, Local>();

  constructor(names: Names) {
    this.#names = names;
  }

  nameOf(local: Local): string {
    const known = this.#known.get(local);
    if (known !== undefined) return known.text;
    const count = (this.#counts.get(local.name) ?? 0) + 1;
    this.#counts.set(local.name, count);
    const name = count === 1 ? local.name : `${local.name}${count}`;
    this.#known.set(local, atom(name));
    return name;
  }

  arrayName(array: ArrayRef): string {
    switch (array.kind) {
      case "point":
        return "value";
      case "gradient":
        return `∂L/∂${array.name}`;
      case "scratch": {
        const local = this.#vectors.get(array.name) ?? { name: array.label, type: "real" };
        this.#vectors.set(array.name, local);
        return this.nameOf(local);
      }
      case "input":
        return array.name;
    }
  }

  /** Gives a local a meaning: a short one is written in its place. */
  bind(local: Local, value: Term): void {
    if (value.text.length <= LONGEST) this.#known.set(local, value);
    else this.nameOf(local);
  }

  text(expression: Expression): string {
    const text = this.#names.condition(this.term(expression).text);
    return text.length > MOST ? LEFT_OUT : text;
  }

  term(expression: Expression, depth = 0): Term {
    if (depth > DEEPEST) return atom(LEFT_OUT);
    switch (expression.kind) {
      case "number":
        return expression.type === "bool" ? atom(String(expression.value !== 0)) : coefficient(expression.value);
      case "local":
        this.nameOf(expression.local);
        return this.#known.get(expression.local)!;
      case "option":
        return atom(expression.name);
      case "present":
        return call("given(", [atom(expression.input)], ")");
      case "size":
        return atom(this.#names.size(expression.extent));
      case "load":
        return expression.element === undefined
          ? element(this.arrayName(expression.array), [atom("·")])
          : plainTerm(expression.element, this.#names);
      case "apply": {
        const args = expression.args.map((arg) => this.term(arg, depth + 1));
        if (isShift(expression.op, args)) return args[1]!;
        const made = notation(expression.op)(...args);
        return made.text.length > 400 ? atom(LEFT_OUT) : made;
      }
    }
  }
}

/** `if |x| < ∞ then x else 0`: x itself wherever a reader looks. */
const isShift = (op: string, [condition, x, y]: readonly Term[]): boolean =>
  op === "select" && condition!.text === `|${x!.text}| < ∞` && y!.text === "0";
