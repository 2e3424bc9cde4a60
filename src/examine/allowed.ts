import { interpret } from "../interpret/interpret.ts";
import type { Node } from "../ir/graph.ts";
import type { Domain } from "../ir/program.ts";
import { nextDown32, nextUp32 } from "./ulp.ts";

/** The values that a domain allows at a call: closed bounds, or a list. Empty where `lo > hi` or nothing is listed. */
export type Allowed =
  | { readonly kind: "range"; readonly lo: number; readonly hi: number }
  | { readonly kind: "set"; readonly values: readonly number[] };

/** How the numbers of a parameter are kept. */
export type Numbers = "float32" | "float64" | "int";

const NEXT: Readonly<Record<Numbers, { readonly up: (x: number) => number; readonly down: (x: number) => number }>> = {
  float32: { up: nextUp32, down: nextDown32 },
  float64: {
    up: (x) => x + Math.max(Math.abs(x) * 2 ** -52, 2 ** -1074),
    down: (x) => x - Math.max(Math.abs(x) * 2 ** -52, 2 ** -1074),
  },
  int: { up: (x) => x + 1, down: (x) => x - 1 },
};

const INT32 = { lo: -(2 ** 31), hi: 2 ** 31 - 1 };

/** What a domain allows, its bounds rounded to the numbers of the parameter. */
export function allowed(domain: Domain | undefined, numbers: Numbers, options: ReadonlyMap<string, number>): Allowed {
  const all = numbers === "int" ? INT32 : { lo: -Infinity, hi: Infinity };
  if (domain === undefined) return { kind: "range", ...all };
  const at = (node: Node) => round(evaluate(node, options), numbers);
  if (domain.kind === "set") return { kind: "set", values: domain.values.map(at).filter((x) => !Number.isNaN(x)) };
  const { up, down } = NEXT[numbers];
  const [lo, hi] = [at(domain.lo), at(domain.hi)];
  return {
    kind: "range",
    lo: Math.max(all.lo, domain.loOpen && lo !== -Infinity ? up(lo) : lo),
    hi: Math.min(all.hi, domain.hiOpen && hi !== Infinity ? down(hi) : hi),
  };
}

export const isAllowed = (allowed: Allowed, value: number): boolean =>
  allowed.kind === "set" ? allowed.values.includes(value) : value >= allowed.lo && value <= allowed.hi;

export const isEmpty = (allowed: Allowed): boolean =>
  allowed.kind === "set" ? allowed.values.length === 0 : !(allowed.lo <= allowed.hi);

/** The value of an expression of constants and options. */
export function evaluate(node: Node, options: ReadonlyMap<string, number>): number {
  return interpret([node], { sizes: new Map(), inputs: new Map(), options, present: new Set() }).values(node)[0]!;
}

function round(x: number, numbers: Numbers): number {
  return numbers === "float32" ? Math.fround(x) : x;
}
