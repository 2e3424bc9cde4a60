import { Binding, call, infix, prefix, type Spelling, whole } from "../clike/print-expression.ts";

/** An operator that is one function for ints and another for reals. */
const byType =
  (ofInts: string, ofReals: string, arity: number): Spelling =>
  (arg, type, assertion) =>
    call(type === "int" ? ofInts : ofReals, arity)(arg, type, assertion);

/** `x && y`: what stands in it needs parentheses, but for comparisons. */
const logic =
  (symbol: string, binding: Binding): Spelling =>
  (arg) => ({ text: `${arg(0, Binding.comparison)} ${symbol} ${arg(1, Binding.comparison)}`, binding });

/** `x < y`, which holds sums only. */
const comparison =
  (symbol: string): Spelling =>
  (arg) => ({ text: `${arg(0, Binding.sum)} ${symbol} ${arg(1, Binding.sum)}`, binding: Binding.comparison });

/** NaN is unlike itself, but WGSL may assume that there is none: so its bits are asked. */
const equality =
  (symbol: string, ofItself: string): Spelling =>
  (arg, type, assertion) => {
    const [x, y] = [arg(0, Binding.sum), arg(1, Binding.sum)];
    return x === y
      ? { text: `${ofItself}is_nan(${x})`, binding: Binding.prefix }
      : comparison(symbol)(arg, type, assertion);
  };

/** How WGSL writes operators; the functions are those of `elementary.ts`. All others are decomposed into these. */
export const spellings: ReadonlyMap<string, Spelling> = new Map<string, Spelling>([
  ["add", infix("+", Binding.sum, "ints")],
  ["sub", infix("-", Binding.sum)],
  ["mul", infix("*", Binding.product, "ints")],
  ["div", infix("/", Binding.product)],
  ["neg", prefix("-")],
  ["eq", equality("==", "!")],
  ["ne", equality("!=", "")],
  ["lt", comparison("<")],
  ["le", comparison("<=")],
  ["gt", comparison(">")],
  ["ge", comparison(">=")],
  ["and", logic("&&", Binding.and)],
  ["or", logic("||", Binding.or)],
  ["not", prefix("!")],
  ...(["select", "fallback"] as const).map((name): [string, Spelling] => [
    name,
    (arg) => whole(`select(${arg(2, Binding.choice)}, ${arg(1, Binding.choice)}, ${arg(0, Binding.choice)})`),
  ]),
  ["real", call("f32")],
  ["repeat_product", byType("repeat_product_i32", "repeat_product_f32", 2)],
  ["div_floor", call("div_floor", 2)],
  ["checked_index", (arg) => whole(`clamp(${arg(0, Binding.choice)}, 0, max(${arg(1, Binding.sum)} - 1, 0))`)],
  ["min", byType("min", "min_f32", 2)],
  ["max", byType("max", "max_f32", 2)],
  ["abs", call("abs")],
  ["sign", byType("sign", "sign_f32", 1)],
  ["pow", call("pow_f32", 2)],
  ...["sqrt", "floor", "round"].map((name) => [name, call(name)] as const),
  ...[
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
    "atan",
    "erf",
    "half_erfc",
    "erfcx",
    "erfc_hazard_slope",
    "lgamma",
    "digamma",
    "trigamma",
  ].map((name) => [name, call(`${name}_f32`)] as const),
]);
