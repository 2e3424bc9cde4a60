import { Binding, call, infix, prefix, type Spelling, whole } from "../clike/print-expression.ts";

/** An int of JavaScript is a real already. */
export const silent: ReadonlySet<string> = new Set(["real"]);

/**
 * `c ? x : y`. A bool as 1 or 0 is `+c`, which is no jump. A real one goes by way of a number that no engine keeps as an int,
 * as the product of two ints jumps where it is 0, to see whether that is -0.
 */
const choice: Spelling = (arg, type) => {
  const [yes, no] = [arg(1, Binding.or), arg(2, Binding.choice)];
  if (type === "bool" || yes !== "1" || no !== "0")
    return { text: `${arg(0, Binding.or)} ? ${yes} : ${no}`, binding: Binding.choice };
  const one = `+${arg(0, Binding.whole)}`;
  return type === "int" ? { text: one, binding: Binding.prefix } : { text: `${one} - 0.5 + 0.5`, binding: Binding.sum };
};

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
  ...(["select", "fallback"] as const).map((name): [string, Spelling] => [name, choice]),
  ["pow", call("Math.pow", 2)],
  ["repeat_product", call("Math.pow", 2)],
  ["div_floor", (arg) => whole(`Math.floor(${arg(0, Binding.product)} / ${arg(1, Binding.prefix)})`)],
  [
    "checked_index",
    (arg) => ({
      text: `Math.min(Math.max(${arg(0, Binding.choice)}, 0), ${arg(1, Binding.sum)} - 1) || 0`,
      binding: Binding.or,
    }),
  ],
  ["min", call("Math.min", 2)],
  ["max", call("Math.max", 2)],
  ...[
    "abs",
    "sign",
    "sqrt",
    "exp",
    "expm1",
    "log",
    "log1p",
    "sin",
    "cos",
    "tan",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "atan",
    "floor",
  ].map((name) => [name, call(`Math.${name}`)] as const),
  ...["erf", "erfcx", "lgamma", "digamma", "trigamma"].map((name) => [name, call(name)] as const),
  ["half_erfc", call("halfErfc")],
  ["erfc_hazard_slope", call("erfcHazardSlope")],
  ["scaled_exp", call("scaledExp", 2)],
]);

/** A table of `runtime/tables.ts`: the kernel's name for it, and the function that makes it. */
export interface Table {
  readonly name: string;
  readonly from: string;
}

const powers: Table = { name: "powers", from: "powersOfTwo" };
const binades: Table = { name: "binades", from: "binadeTable" };
const logs: Table = { name: "logs", from: "logsOfOneTo" };

/** The tables that operators look up in. */
export const tables: ReadonlyMap<string, Table> = new Map([
  ["exp2_whole", powers],
  ["exp2_fraction", powers],
  ["log1p_whole", logs],
  ["log1p_slope", logs],
  ["binade_scale", binades],
  ["binade_log", binades],
  ["log_whole", binades],
  ["log_slope", binades],
]);

/** An element of a table at a place that an expression of the argument gives, written between two texts. */
const element =
  (table: Table, before: string, after: string): Spelling =>
  (arg, _, bang) =>
    whole(`${table.name}[${before}${arg(0, Binding.whole)}${after}]${bang}`);

/** The words of `--math fast`: those of JavaScript, and tables. */
export const fastSpellings: ReadonlyMap<string, Spelling> = new Map<string, Spelling>([
  ...spellings,
  ["exp2_whole", element(powers, "(", " >> 6) + 1141")],
  ["exp2_fraction", element(powers, "", " & 63")],
  ["log1p_whole", element(logs, "", " & 127")],
  ["log1p_slope", element(logs, "(", " & 127) + 128")],
  ["binade", (arg) => whole(`Math.clz32(4194304 * ${arg(0, Binding.prefix)})`)],
  ["binade_scale", element(binades, "", " & 31")],
  ["binade_log", element(binades, "(", " & 31) + 32")],
  ["log_whole", element(binades, "(", " & 255) + 64")],
  ["log_slope", element(binades, "(", " & 255) + 320")],
  ["sign_call", call("Math.sign")],
  ["log_call", call("Math.log")],
  ["log1p_call", call("Math.log1p")],
]);
