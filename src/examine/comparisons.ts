import type { ConstantNode, Node } from "../ir/graph.ts";
import { ANYTHING, hull, type Interval } from "../ops/interval.ts";

/** Stands for "above 0": no float32 number lies between. */
export const TINY = 2 ** -149;

/** The least number above another, and the largest below it. */
export const above = (x: number, { type }: Node): number =>
  type === "int" ? x + 1 : x === 0 ? TINY : x + Math.abs(x) * 2 ** -52;
export const below = (x: number, node: Node): number => -above(-x, node);

export type Relation = "<" | "<=" | ">" | ">=" | "==" | "!=";

const RELATIONS: Readonly<Record<string, Relation>> = { lt: "<", le: "<=", gt: ">", ge: ">=", eq: "==", ne: "!=" };
const OPPOSITE: Readonly<Record<Relation, Relation>> = {
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
  "==": "!=",
  "!=": "==",
};
const MIRRORED: Readonly<Record<Relation, Relation>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
};

/** How a node compares with the other side of a comparison that holds or fails. */
export function relation(op: string, holds: boolean, isLeft: boolean): Relation | undefined {
  const written = RELATIONS[op];
  if (written === undefined) return undefined;
  const sided = isLeft ? written : MIRRORED[written];
  return holds ? sided : OPPOSITE[sided];
}

/** What a comparison with a number within limits says of its other side. */
export function compared(known: Relation | undefined, { lo, hi }: Interval, side: Node): Interval {
  switch (known) {
    case "<":
      return { lo: -Infinity, hi: below(hi, side) };
    case "<=":
      return { lo: -Infinity, hi };
    case ">":
      return { lo: above(lo, side), hi: Infinity };
    case ">=":
      return { lo, hi: Infinity };
    case "==":
      return { lo, hi };
    default:
      return ANYTHING;
  }
}

/** Bounds on `node` from those on `made`, which is the node negated, scaled or moved by constants; undefined where it is not. */
export function undone(made: Node, node: Node, { lo, hi }: Interval): Interval | undefined {
  if (made === node) return { lo, hi };
  if (made.kind !== "map") return undefined;
  const [x, y] = made.args as [Node, Node | undefined];
  const back = (arg: Node, f: (bound: number) => number) => undone(arg, node, hull(f(lo), f(hi)));
  switch (made.op) {
    case "real":
      return undone(x, node, { lo, hi });
    case "neg":
      return back(x, (bound) => -bound);
    case "mul":
      if (isFactor(x)) return back(y!, (bound) => bound / x.value);
      return isFactor(y!) ? back(x, (bound) => bound / y.value) : undefined;
    case "div":
      return isFactor(y!) ? back(x, (bound) => bound * y.value) : undefined;
    case "add":
      if (x.kind === "constant") return back(y!, (bound) => bound - x.value);
      return y!.kind === "constant" ? back(x, (bound) => bound - y.value) : undefined;
    case "sub":
      if (x.kind === "constant") return back(y!, (bound) => x.value - bound);
      return y!.kind === "constant" ? back(x, (bound) => bound + y.value) : undefined;
    default:
      return undefined;
  }
}

const isFactor = (node: Node): node is ConstantNode => node.kind === "constant" && node.value !== 0;
