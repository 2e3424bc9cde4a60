import type { Node } from "../ir/graph.ts";
import type { Build } from "./build.ts";
import type { Interval } from "./interval.ts";
import { hull, UNIT } from "./interval.ts";
import type { Operator } from "./operator.ts";

const comparison = (doc: string, signature: "compare" | "equal", meaning: (x: number, y: number) => boolean) =>
  ({ doc, arity: 2, signature, meaning: (x: number, y: number) => Number(meaning(x, y)), range: () => UNIT }) as const;

/** The part of float64 numbers below which their difference has too few digits for a float64 result. */
const FEW_DIGITS = 2 ** -7;

/** `cancels` for a target with other digits to spare. */
export const cancelsBelow = (b: Build, part: number, x: Node, y: Node): Node =>
  b.lt(b.abs(x), b.mul(b.real(part), b.abs(y)));

export const comparisons = {
  eq: comparison("x == y", "equal", (x, y) => x === y),
  ne: comparison("x != y", "equal", (x, y) => x !== y),
  lt: comparison("x < y", "compare", (x, y) => x < y),
  le: comparison("x <= y", "compare", (x, y) => x <= y),
  gt: comparison("x > y", "compare", (x, y) => x > y),
  ge: comparison("x >= y", "compare", (x, y) => x >= y),
  cancels: {
    doc: "Whether x, a difference of numbers as large as y, is so small beside them that it has too few digits left.",
    arity: 2,
    signature: "compare",
    meaning: (x, y) => Number(Math.abs(x) < FEW_DIGITS * Math.abs(y)),
    decompose: (b, x, y) => cancelsBelow(b, FEW_DIGITS, x, y),
    range: () => UNIT,
  },
  and: { doc: "x and y", arity: 2, signature: "logic", meaning: (x, y) => x && y, range: () => UNIT },
  or: { doc: "x or y", arity: 2, signature: "logic", meaning: (x, y) => x || y, range: () => UNIT },
  not: { doc: "not x", arity: 1, signature: "logic", meaning: (x) => 1 - x, range: () => UNIT },
  select: {
    doc: "if c then x else y. The gradient goes to the branch that was taken.",
    arity: 3,
    signature: "select",
    meaning: (c, x, y) => (c ? x : y),
    partials: (b, [c]) => [null, { when: c!, factor: b.real(1) }, { when: b.not(c!), factor: b.real(1) }],
    convention: "if: the gradient of the branch that is taken; the other contributes nothing, even if it is infinite",
    range: (_: Interval, x: Interval, y: Interval) => hull(x.lo, x.hi, y.lo, y.hi),
  },
  fallback: {
    doc: "x where c holds, else y: a choice whose y is rarely needed and dear, so that its loops are run only where it is.",
    arity: 3,
    signature: "select",
    meaning: (c, x, y) => (c ? x : y),
    partials: (b, [c]) => [null, { when: c!, factor: b.real(1) }, { when: b.not(c!), factor: b.real(1) }],
    range: (_: Interval, x: Interval, y: Interval) => hull(x.lo, x.hi, y.lo, y.hi),
  },
} as const satisfies Record<string, Operator>;
