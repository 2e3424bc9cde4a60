import { numeral, superscript } from "./numerals.ts";

/** How tightly the outermost sign of a term binds: an operand that binds more loosely stands in brackets. */
export const Binding = {
  choice: 0,
  or: 1,
  and: 2,
  relation: 4,
  sum: 5,
  big: 6,
  product: 7,
  power: 8,
  tight: 9,
} as const;

interface Common {
  /** The term on one line. */
  readonly text: string;
  readonly binding: number;
}

/** An expression as a reader of mathematics sees it. Sums and products have any number of operands. */
export type Term = Common &
  (
    | { readonly kind: "atom" }
    | { readonly kind: "sum"; readonly terms: readonly Term[]; readonly skipped: number }
    /** `± coefficient · above / below` */
    | {
        readonly kind: "product";
        readonly negative: boolean;
        readonly coefficient: number;
        readonly above: readonly Factor[];
        readonly below: readonly Factor[];
        readonly skipped: number;
      }
    /** `Σ_c body`: reaches over products, not over sums. */
    | { readonly kind: "big"; readonly sign: string; readonly body: Term }
    /** `name(args)`, `|arg|` */
    | { readonly kind: "call"; readonly open: string; readonly args: readonly Term[]; readonly close: string }
    | { readonly kind: "relation"; readonly sign: Relation; readonly args: readonly [Term, Term] }
    | { readonly kind: "logic"; readonly sign: "∧" | "∨"; readonly args: readonly Term[] }
    | { readonly kind: "not"; readonly body: Term }
    | { readonly kind: "choice"; readonly condition: Term; readonly yes: Term; readonly no: Term }
  );

export type Relation = "=" | "≠" | "<" | "≤" | ">" | "≥" | "≪" | "≪̸";

export interface Factor {
  readonly term: Term;
  readonly power: number;
}

/** Of longer sums and products, only the first operands and the last are shown. */
const MOST = 12;

const OPPOSITE: Readonly<Record<Relation, Relation>> = {
  "=": "≠",
  "≠": "=",
  "<": "≥",
  "≤": ">",
  ">": "≤",
  "≥": "<",
  "≪": "≪̸",
  "≪̸": "≪",
};

export const atom = (text: string): Term => ({ kind: "atom", text, binding: Binding.tight });

export const within = (term: Term, binding: number): string => (term.binding < binding ? `(${term.text})` : term.text);

export const call = (open: string, args: readonly Term[], close: string): Term => ({
  kind: "call",
  open,
  args,
  close,
  text: `${open}${args.map(({ text }) => text).join(", ")}${close}`,
  binding: Binding.tight,
});

export function number(value: number): Term {
  const negative = value < 0 || Object.is(value, -0);
  return negative ? negated(atom(numeral(-value))) : atom(numeral(value));
}

type Product = Term & { readonly kind: "product" };

const asProduct = (term: Term): Product =>
  term.kind === "product" ? term : product(false, 1, [{ term, power: 1 }], [], 0);

export const negated = (term: Term): Term => {
  const { negative, coefficient, above, below, skipped } = asProduct(term);
  return simplest(product(!negative, coefficient, above, below, skipped));
};

/** A number that is a coefficient when it stands in a product. */
export const coefficient = (value: number): Term =>
  Number.isFinite(value) ? product(value < 0, Math.abs(value), [], [], 0) : number(value);

export function times(x: Term, y: Term): Term {
  const [p, q] = [asProduct(x), asProduct(y)];
  if (p.coefficient === 0 || q.coefficient === 0) return coefficient(0);
  const [above, below] = reduced(merged(p.above, q.above), merged(p.below, q.below));
  const skipped = p.skipped + q.skipped + Math.max(0, above.length - MOST);
  const value = p.coefficient === 1 ? q.coefficient : tidy(p.coefficient * q.coefficient);
  return simplest(product(p.negative !== q.negative, value, above.slice(0, MOST), below, skipped));
}

export function over(x: Term, y: Term): Term {
  const q = asProduct(y);
  if (q.skipped > 0) return times(x, product(false, 1, [], [{ term: y, power: 1 }], 0));
  const [top, bottom] = q.coefficient === 1 || q.coefficient === 0 ? [1, undefined] : inverse(q.coefficient);
  const below = bottom === undefined ? q.above : [{ term: atom(numeral(bottom)), power: 1 }, ...q.above];
  return times(x, product(q.negative, top, q.below, q.coefficient === 0 ? [{ term: atom("0"), power: 1 }] : below, 0));
}

/** 1 / c as a coefficient where that is short, and else as a divisor. */
const inverse = (value: number): readonly [number, number | undefined] =>
  Number.isInteger(1 / value) || value === 2 || value === 4 ? [1 / value, undefined] : [1, value];

/** Without the last digits, which only rounding made. */
const tidy = (value: number): number => Number(value.toPrecision(14));

/** Left out of a term; what stands for it in two places need not be the same. */
export const LEFT_OUT = "…";

const isSame = (x: Term, y: Term): boolean => x.text === y.text && !x.text.includes(LEFT_OUT);

/** Without what stands above and below. */
function reduced(above: readonly Factor[], below: readonly Factor[]): readonly [readonly Factor[], readonly Factor[]] {
  const powerIn = (list: readonly Factor[], { term }: Factor) =>
    list.find((factor) => isSame(factor.term, term))?.power ?? 0;
  const without = (list: readonly Factor[], other: readonly Factor[]) =>
    list
      .map((factor) => ({ ...factor, power: factor.power - powerIn(other, factor) }))
      .filter(({ power }) => power > 0);
  return [without(above, below), without(below, above)];
}

function merged(x: readonly Factor[], y: readonly Factor[]): readonly Factor[] {
  const factors = [...x];
  for (const factor of y) {
    const place = factors.findIndex(({ term }) => isSame(term, factor.term));
    if (place < 0) factors.push(factor);
    else factors[place] = { term: factor.term, power: factors[place]!.power + factor.power };
  }
  return factors;
}

/** A product of one thing is that thing. */
function simplest(term: Product): Term {
  const [only] = term.above;
  const isOne = !term.negative && term.coefficient === 1 && term.skipped === 0 && term.below.length === 0;
  return isOne && term.above.length === 1 && only!.power === 1 ? only!.term : term;
}

function product(
  negative: boolean,
  value: number,
  above: readonly Factor[],
  below: readonly Factor[],
  skipped: number,
): Product {
  const ordered = [...above].sort((x, y) => Number(isBig(x)) - Number(isBig(y)));
  const top = factorTexts(value, ordered, skipped, below.length > 0);
  const bottom = factorTexts(1, below, 0, true);
  const divisor = below.length > 1 ? `(${bottom.join("·")})` : bottom[0];
  const text = `${negative ? "−" : ""}${top.join("·")}${below.length > 0 ? ` / ${divisor}` : ""}`;
  const endsBig = below.length === 0 && ordered.length > 0 && isBig(ordered.at(-1)!);
  const isNumber = above.length === 0 && below.length === 0 && !negative;
  const binding = isNumber ? Binding.tight : endsBig ? Binding.big : Binding.product;
  return { kind: "product", negative, coefficient: value, above: ordered, below, skipped, text, binding };
}

const isBig = ({ term, power }: Factor): boolean => term.kind === "big" && power === 1;

/** The factors as texts; the last may be a sum over an axis, unless a divisor follows. */
export function factorTexts(
  value: number,
  factors: readonly Factor[],
  skipped: number,
  followed: boolean,
): readonly string[] {
  const texts = factors.map((factor, i) => {
    const last = i === factors.length - 1 && skipped === 0 && !followed;
    return last && isBig(factor) ? factor.term.text : factorText(factor);
  });
  if (skipped > 0) texts.push(`…(${skipped} more factors)`);
  return value !== 1 || texts.length === 0 ? [numeral(value), ...texts] : texts;
}

export function factorText({ term, power }: Factor): string {
  return power === 1 ? within(term, Binding.product + 0.5) : raised(term, power);
}

const raised = (term: Term, power: number): string => `${within(term, Binding.tight)}${superscript(power)!}`;

export function raise(base: Term, exponent: Term, value?: number): Term {
  const small = value === undefined ? undefined : superscript(value);
  const shown = small ?? `^${within(exponent, Binding.tight)}`;
  return { kind: "atom", text: `${within(base, Binding.tight)}${shown}`, binding: Binding.power };
}

export function plus(x: Term, y: Term): Term {
  const [p, q] = [asSum(x), asSum(y)];
  const all = q.terms.reduce(withTerm, p.terms);
  if (all.length === 1 && p.skipped + q.skipped === 0) return all[0]!;
  const kept = all.length > MOST ? [...all.slice(0, MOST - 1), all.at(-1)!] : all;
  const skipped = p.skipped + q.skipped + all.length - kept.length;
  return sum(kept, skipped);
}

/** A sum with one more term; those that differ in their number only are one. */
function withTerm(terms: readonly Term[], term: Term): readonly Term[] {
  const own = asProduct(term);
  const signed = (part: Product) => (part.negative ? -part.coefficient : part.coefficient);
  const place = own.above.length === 0 ? -1 : terms.findIndex((other) => isSame(bare(asProduct(other)), bare(own)));
  if (place < 0) return [...terms, term];
  const total = signed(asProduct(terms[place]!)) + signed(own);
  if (total === 0) return [...terms, term];
  const both = simplest(product(total < 0, Math.abs(total), own.above, own.below, own.skipped));
  return terms.map((other, i) => (i === place ? both : other));
}

const bare = ({ above, below, skipped }: Product): Term => product(false, 1, above, below, skipped);

const asSum = (term: Term): { readonly terms: readonly Term[]; readonly skipped: number } =>
  term.kind === "sum" ? term : { terms: [term], skipped: 0 };

function sum(terms: readonly Term[], skipped: number): Term {
  const text = sumTexts(terms, skipped).join(" ");
  return { kind: "sum", terms, skipped, text, binding: Binding.sum };
}

/** The terms of a sum with their signs. */
export function sumTexts(terms: readonly Term[], skipped: number): readonly string[] {
  const texts = terms.map((term, i) => {
    const shown = within(term, Binding.sum + 0.5);
    if (i === 0) return shown;
    return shown.startsWith("−") ? `− ${shown.slice(1)}` : `+ ${shown}`;
  });
  if (skipped > 0) texts.splice(-1, 0, `+ … (${skipped} more terms)`);
  return texts;
}

export const big = (sign: string, body: Term): Term => ({
  kind: "big",
  sign,
  body,
  text: `${sign} ${within(body, Binding.big)}`,
  binding: Binding.big,
});

/** A sum over axes, with its minus sign in front. */
export const linear = (sign: string, body: Term): Term =>
  body.kind === "product" && body.negative ? negated(big(sign, negated(body))) : big(sign, body);

export const relation = (sign: Relation, x: Term, y: Term): Term => ({
  kind: "relation",
  sign,
  args: [x, y],
  text: `${within(x, Binding.sum)} ${sign} ${within(y, Binding.sum)}`,
  binding: Binding.relation,
});

export function logic(sign: "∧" | "∨", x: Term, y: Term): Term {
  const args = [x, y].flatMap((arg) => (arg.kind === "logic" && arg.sign === sign ? arg.args : [arg]));
  const binding = sign === "∧" ? Binding.and : Binding.or;
  return { kind: "logic", sign, args, text: args.map((arg) => within(arg, binding + 1)).join(` ${sign} `), binding };
}

/** The opposite of a condition, with the sign as far inside as it goes. */
export function not(term: Term): Term {
  if (term.kind === "relation") return relation(OPPOSITE[term.sign], ...term.args);
  if (term.kind === "not") return term.body;
  if (term.kind === "logic") {
    const sign = term.sign === "∧" ? "∨" : "∧";
    return term.args.map(not).reduce((x, y) => logic(sign, x, y));
  }
  return { kind: "not", body: term, text: `¬${within(term, Binding.tight)}`, binding: Binding.tight };
}

/** 1 where the condition holds, else 0. */
export const iverson = (condition: Term): Term => call("⟦", [condition], "⟧");

const isZero = (term: Term): boolean => term.text === "0";

/** `if condition then yes else no`; a product with ⟦condition⟧ where one of them is 0. */
export function choice(condition: Term, yes: Term, no: Term): Term {
  if (condition.kind === "not") return choice(condition.body, no, yes);
  if (isZero(no)) return times(iverson(condition), yes);
  if (isZero(yes)) return times(iverson(not(condition)), no);
  const text = `if ${condition.text} then ${within(yes, Binding.or)} else ${no.text}`;
  return { kind: "choice", condition, yes, no, text, binding: Binding.choice };
}
