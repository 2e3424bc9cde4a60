import type { Node, OpName } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { isOfData } from "./facts.ts";

/** A graph with holes. A hole that stands twice must match the same node. */
export type Pattern =
  | { readonly kind: "hole"; readonly name: string; readonly accepts?: (node: Node) => boolean }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "apply"; readonly op: OpName; readonly args: readonly Pattern[] };

export type Bindings = ReadonlyMap<string, Node>;
export type PatternLike = Pattern | number;

const COMMUTATIVE: ReadonlySet<OpName> = new Set(["add", "mul", "min", "max", "eq", "ne", "and", "or"]);

export const hole = (name: string): Pattern => ({ kind: "hole", name });
/** A hole that matches constants only. */
export const constantHole = (name: string): Pattern => ({
  kind: "hole",
  name,
  accepts: (node) => node.kind === "constant",
});
/** A hole that matches anything but constants. */
export const variableHole = (name: string): Pattern => ({
  kind: "hole",
  name,
  accepts: (node) => node.kind !== "constant",
});
/** A hole that matches what arithmetic and choices make of the data, but no constant. */
export const dataHole = (name: string): Pattern => ({
  kind: "hole",
  name,
  accepts: (node) => node.kind !== "constant" && isOfData(node),
});
/** A hole that matches ints and bools only, which are never NaN. */
export const discreteHole = (name: string): Pattern => ({
  kind: "hole",
  name,
  accepts: (node) => node.type !== "real",
});

export function apply(op: OpName, ...args: PatternLike[]): Pattern & { readonly kind: "apply" } {
  return { kind: "apply", op, args: args.map(toPattern) };
}

export function toPattern(like: PatternLike): Pattern {
  return typeof like === "number" ? { kind: "number", value: like } : like;
}

/** Whether `pattern` could match `node`, as far as can be seen without filling its holes. */
export function fits(pattern: Pattern, node: Node): boolean {
  switch (pattern.kind) {
    case "hole":
      return pattern.accepts?.(node) !== false;
    case "number":
      return node.kind === "constant" && node.type !== "bool" && node.value === pattern.value;
    case "apply": {
      if (node.kind !== "map" || node.op !== pattern.op) return false;
      const { args } = node;
      if (pattern.args.every((part, i) => fits(part, args[i]!))) return true;
      return COMMUTATIVE.has(pattern.op) && pattern.args.every((part, i) => fits(part, args[args.length - 1 - i]!));
    }
  }
}

/** What the holes of `pattern` stand for in `node`, or undefined where it does not match. */
export function match(pattern: Pattern, node: Node, bound: Bindings = new Map()): Bindings | undefined {
  switch (pattern.kind) {
    case "hole": {
      const earlier = bound.get(pattern.name);
      if (earlier !== undefined) return earlier === node ? bound : undefined;
      if (pattern.accepts?.(node) === false) return undefined;
      return new Map(bound).set(pattern.name, node);
    }
    case "number":
      return node.kind === "constant" && node.type !== "bool" && node.value === pattern.value ? bound : undefined;
    case "apply":
      if (node.kind !== "map" || node.op !== pattern.op) return undefined;
      return (
        matchAll(pattern.args, node.args, bound) ??
        (COMMUTATIVE.has(pattern.op) ? matchAll(pattern.args, [...node.args].reverse(), bound) : undefined)
      );
  }
}

function matchAll(patterns: readonly Pattern[], nodes: readonly Node[], bound: Bindings): Bindings | undefined {
  let bindings: Bindings | undefined = bound;
  for (let i = 0; i < patterns.length && bindings !== undefined; i++)
    bindings = match(patterns[i]!, nodes[i]!, bindings);
  return bindings;
}

/** `pattern` as a graph, with its holes filled. */
export function instantiate(b: Build, pattern: Pattern, bindings: Bindings): Node {
  switch (pattern.kind) {
    case "hole":
      return bindings.get(pattern.name)!;
    case "number":
      return Number.isInteger(pattern.value) ? b.int(pattern.value) : b.real(pattern.value);
    case "apply":
      return b.map(pattern.op, ...pattern.args.map((arg) => instantiate(b, arg, bindings)));
  }
}
