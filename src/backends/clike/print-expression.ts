import type { Expression } from "../../ir/loop.ts";
import type { Scalar } from "../../ir/type.ts";
import { invariant } from "../../support/invariant.ts";

/** How tightly an expression binds, from a choice to something that needs no parentheses ever. */
export const Binding = {
  choice: 1,
  or: 2,
  and: 3,
  equality: 4,
  comparison: 5,
  sum: 6,
  product: 7,
  prefix: 8,
  whole: 9,
} as const;
export type Binding = (typeof Binding)[keyof typeof Binding];

/** An expression as text, with how tightly it binds. */
export interface Printed {
  readonly text: string;
  readonly binding: Binding;
}

/**
 * How a dialect writes one operator. `arg(i, binding)` is an argument with parentheses where it binds less tightly;
 * `assertion` is what the dialect writes behind an element that is there for certain.
 */
export type Spelling = (arg: (place: number, binding: Binding) => string, type: Scalar, assertion: string) => Printed;

/** A language of the C family as data. */
export interface Dialect {
  readonly spellings: ReadonlyMap<string, Spelling>;
  readonly assertion: string;
  /** Operators of one argument that need no writing: the argument is written alone. */
  readonly silent: ReadonlySet<string>;
  readonly number: (value: number, type: Scalar) => Printed;
  /** Everything that is named: variables, options, sizes and array elements. */
  readonly leaf: (
    expression: Exclude<Expression, { kind: "number" | "apply" }>,
    print: (inner: Expression) => string,
  ) => Printed;
}

export const whole = (text: string): Printed => ({ text, binding: Binding.whole });

/** `f(x, y)` */
export const call =
  (name: string, arity = 1): Spelling =>
  (arg) =>
    whole(`${name}(${Array.from({ length: arity }, (_, i) => arg(i, Binding.choice)).join(", ")})`);

/** `x + y`, which groups from the left; of ints also from the right, where grouping changes nothing. */
export const infix =
  (symbol: string, binding: Binding, associative: "always" | "ints" | "never" = "never"): Spelling =>
  (arg, type) => {
    const free = associative === "always" || (associative === "ints" && type === "int");
    const right = free ? binding : ((binding + 1) as Binding);
    return { text: `${arg(0, binding)} ${symbol} ${arg(1, right)}`, binding };
  };

export const prefix =
  (symbol: string): Spelling =>
  (arg) => ({ text: `${symbol}${arg(0, Binding.prefix)}`, binding: Binding.prefix });

/** An expression in the words of a dialect. */
export function printExpression(dialect: Dialect, expression: Expression): Printed {
  switch (expression.kind) {
    case "number":
      return dialect.number(expression.value, expression.type);
    case "apply": {
      if (dialect.silent.has(expression.op)) return printExpression(dialect, expression.args[0]!);
      const spelling = dialect.spellings.get(expression.op);
      invariant(spelling !== undefined, `the target cannot spell ${expression.op}`);
      return spelling(
        (place, binding) => {
          const printed = printExpression(dialect, expression.args[place]!);
          return printed.binding < binding ? `(${printed.text})` : printed.text;
        },
        expression.type,
        dialect.assertion,
      );
    }
    default:
      return dialect.leaf(expression, (inner) => printExpression(dialect, inner).text);
  }
}
