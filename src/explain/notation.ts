import type { FoldName } from "../ir/graph.ts";
import type { OperatorName } from "../ops/index.ts";
import {
  atom,
  big,
  call,
  choice,
  coefficient,
  linear,
  logic,
  negated,
  not,
  number,
  over,
  plus,
  raise,
  relation,
  type Relation,
  type Term,
  times,
} from "./term.ts";

/** How an operator is written: from the terms of its arguments. */
export type Notation = (...args: Term[]) => Term;

const named =
  (name: string): Notation =>
  (...args) =>
    call(`${name}(`, args, ")");
const between =
  (open: string, close: string): Notation =>
  (...args) =>
    call(open, args, close);
const compare =
  (sign: Relation): Notation =>
  (x, y) =>
    relation(sign, x!, y!);
const first: Notation = (x) => x!;
const valueOf = (term: Term): number | undefined =>
  term.kind === "product" && term.above.length === 0 && term.below.length === 0
    ? (term.negative ? -1 : 1) * term.coefficient
    : undefined;
const power: Notation = (x, y) => raise(x!, y!, valueOf(y!));

const root = (x: Term): Term => (x.kind === "atom" ? atom(`√${x.text}`) : call("√(", [x], ")"));
const sigma = (x: Term): Term => call("σ(", [x], ")");
const mixOf = (x: Term, y: Term): Term =>
  plus(times(sigma(x), y), times(sigma(negated(x)), plus(number(1), negated(y))));

const erf = named("erf");
const erfc = named("erfc");
const half = (x: Term): Term => over(x, coefficient(2));
const massOf = (x: Term, y: Term): Term => half(plus(erf(y), negated(erf(x))));
/** exp(−x²) / (√π p) */
const densityOver = (x: Term, p: Term): Term => over(exp(negated(raise(x, number(2), 2))), times(atom("√π"), p));

const exp = named("exp");
const log: Notation = (x) => call("log(", [x!], ")");
/** The integral of erfc from x on. */
const ierfc = (x: Term): Term =>
  plus(over(exp(negated(raise(x, number(2), 2))), atom("√π")), negated(times(x, erfc(x))));

const hazard = (x: Term): Term => densityOver(x, half(erfc(x)));

/** The operators that have a notation of their own; every other is written `name(arguments)`. */
const NOTATION = {
  add: (x, y) => plus(x!, y!),
  sub: (x, y) => plus(x!, negated(y!)),
  mul: (x, y) => times(x!, y!),
  div: (x, y) => over(x!, y!),
  neg: (x) => negated(x!),
  pow: power,
  repeat_product: power,
  abs: between("|", "|"),
  real: first,
  checked_index: first,
  checked_order: first,
  cancels: compare("≪"),
  div_floor: (x, y) => call("⌊", [over(x!, y!)], "⌋"),
  mod_floor: named("mod"),
  floor: between("⌊", "⌋"),
  relu: (x) => call("max(", [number(0), x!], ")"),
  eq: compare("="),
  ne: compare("≠"),
  lt: compare("<"),
  le: compare("≤"),
  gt: compare(">"),
  ge: compare("≥"),
  and: (x, y) => logic("∧", x!, y!),
  or: (x, y) => logic("∨", x!, y!),
  not: (x) => not(x!),
  select: (c, x, y) => choice(c!, x!, y!),
  // The two branches of one are the same number, and often the same mathematics.
  fallback: (c, x, y) => (x!.text === y!.text ? x! : choice(c!, x!, y!)),
  sqrt: (x) => root(x!),
  sqrt1pm1: (x) => plus(root(plus(number(1), x!)), number(-1)),
  scaled_exp: (x, y) => times(x!, exp(y!)),
  logaddexp: named("logsumexp"),
  log1mexpexp: (x) => log(plus(number(1), negated(exp(negated(exp(x!)))))),
  log_softplus: (x) => call("log softplus(", [x!], ")"),
  root: (s, p) => raise(s!, over(number(1), p!)),
  portion: (x, y) => over(x!, plus(x!, y!)),
  over_root: (x, y) => over(x!, root(plus(raise(x!, number(2), 2), y!))),
  plus_root: (x, y) => plus(x!, root(plus(raise(x!, number(2), 2), y!))),
  pow1pm1: (x, y) => plus(raise(plus(number(1), x!), y!), number(-1)),
  exp_excess: (x) => plus(plus(exp(x!), number(-1)), negated(x!)),
  log1p_excess: (x) => plus(x!, negated(log(plus(number(1), x!)))),
  exp_difference: (x, y) => plus(named("exp")(x!), negated(named("exp")(y!))),
  sigmoid: (x) => sigma(x!),
  sigmoid_slope: (x) => times(sigma(x!), sigma(negated(x!))),
  sigmoid_minus: (x, y) => plus(sigma(x!), negated(y!)),
  sigmoid_difference: (x, y) => plus(sigma(x!), negated(sigma(y!))),
  sigmoid_mix: (x, y) => mixOf(x!, y!),
  log_sigmoid_mix: (x, y) => log(mixOf(x!, y!)),
  log_sigmoid: (x) => call("log σ(", [x!], ")"),
  acosh1p: (x) => call("acosh(", [plus(number(1), x!)], ")"),
  half_erfc: (x) => half(erfc(x!)),
  log_half_erfc: (x) => log(half(erfc(x!))),
  erfcx: (x) => times(exp(raise(x!, number(2), 2)), erfc(x!)),
  ierfc: (x) => ierfc(x!),
  log_erfc: (x) => call("log erfc(", [x!], ")"),
  erfc_hazard: (x) => hazard(x!),
  erfc_hazard_slope: (x) => times(hazard(x!), plus(hazard(x!), negated(times(coefficient(2), x!)))),
  log_ierfc: (x) => log(ierfc(x!)),
  erf_mass: (x, y) => massOf(x!, y!),
  log_erf_mass: (x, y) => log(massOf(x!, y!)),
  truncated_density: (z, x, y) => densityOver(z!, massOf(x!, y!)),
  lgamma: between("log |Γ(", ")|"),
  digamma: named("ψ"),
  trigamma: named("ψ′"),
  log1mexp: (x) => log(plus(number(1), negated(exp(negated(x!))))),
  log_expm1: (x) => log(plus(exp(x!), number(-1))),
  log_cosh: (x) => call("log cosh(", [x!], ")"),
  absorbing_mul: (x, y) => times(x!, y!),
  xlog1py: (x, y) => call("xlogy(", [x!, plus(number(1), y!)], ")"),
} as const satisfies Partial<Record<OperatorName, Notation>>;

const notations: Readonly<Record<string, Notation>> = NOTATION;

/** How the operator `op` is written. */
export const notation = (op: string): Notation => (Object.hasOwn(notations, op) ? notations[op]! : named(op));

/** How a fold is written, over the axes `under`. */
export const foldNotation = {
  sum: (under, x) => linear(`Σ_${under}`, x),
  prod: (under, x) => big(`Π_${under}`, x),
  max: (under, x) => big(`max_${under}`, x),
  min: (under, x) => big(`min_${under}`, x),
  any: (under, x) => call(`∃_${under}(`, [x], ")"),
  all: (under, x) => call(`∀_${under}(`, [x], ")"),
  logsumexp: (under, x) => call(`logsumexp_${under}(`, [x], ")"),
  norm: (under, x) => call("‖", [x], `‖_${under}`),
} as const satisfies Record<FoldName, (under: string, x: Term) => Term>;
