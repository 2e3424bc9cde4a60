import { Binding, call, infix, prefix, type Spelling, whole } from "../clike/print-expression.ts";

/** An int of JavaScript is a real already. */
export const silent: ReadonlySet<string> = new Set(["real"]);

/** How JavaScript writes the operators that it has; all others are decomposed into these. */
export const spellings: ReadonlyMap<string, Spelling> = new Map<string, Spelling>([
  ["add", infix("+", Binding.sum, "ints")],
  ["sub", infix("-", Binding.sum)],
  ["mul", infix("*", Binding.product, "ints")],
  ["div", infix("/", Binding.product)],
  ["neg", prefix("-")],
  ["eq", infix("===", Binding.equality)],
  ["ne", infix("!==", Binding.equality)],
  ["lt", infix("<", Binding.comparison)],
  ["le", infix("<=", Binding.comparison)],
  ["gt", infix(">", Binding.comparison)],
  ["ge", infix(">=", Binding.comparison)],
  ["and", infix("&&", Binding.and, "always")],
  ["or", infix("||", Binding.or, "always")],
  ["not", prefix("!")],
  ...(["select", "fallback"] as const).map((name): [string, Spelling] => [
    name,
    (arg) => ({ text: `${arg(0, Binding.or)} ? ${arg(1, Binding.or)} : ${arg(2, Binding.choice)}`, binding: Binding.choice }),
  ]),
  ["pow", call("Math.pow", 2)],
  ["repeat_product", call("Math.pow", 2)],
  ["div_floor", (arg) => whole(`Math.floor(${arg(0, Binding.product)} / ${arg(1, Binding.prefix)})`)],
  ["checked_index", (arg) => whole(`Math.min(Math.max(${arg(0, Binding.choice)}, 0), ${arg(1, Binding.sum)} - 1)`)],
  ["min", call("Math.min", 2)],
  ["max", call("Math.max", 2)],
  ...["abs", "sign", "sqrt", "exp", "expm1", "log", "log1p", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "floor"].map(
    (name) => [name, call(`Math.${name}`)] as const,
  ),
  ...["erf", "lgamma", "digamma", "trigamma"].map((name) => [name, call(name)] as const),
]);

/** A table that a function of `elementary.ts` takes as its last argument, and the function that makes it. */
export interface Table {
  readonly name: string;
  readonly from: string;
}

/** The tables, by the operator whose function takes them. */
export const tables: ReadonlyMap<string, Table> = new Map([
  ["exp", { name: "powers", from: "powersOfTwo" }],
  ["log1p_unit", { name: "logs", from: "logsOfOneTo" }],
]);

const withTable =
  (name: string, table: Table): Spelling =>
  (arg) => whole(`${name}(${arg(0, Binding.choice)}, ${table.name})`);

/** The functions of `--math fast`, in place of those of Math. */
export const fastSpellings: ReadonlyMap<string, Spelling> = new Map<string, Spelling>([
  ...spellings,
  ["exp", withTable("fastExp", tables.get("exp")!)],
  ["log1p_unit", withTable("fastLog1p", tables.get("log1p_unit")!)],
]);
