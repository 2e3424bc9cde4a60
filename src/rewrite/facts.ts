import type { Node } from "../ir/graph.ts";
import { operands } from "../ir/graph.ts";
import { postorder } from "../ir/walk.ts";
import { LARGEST_FLOAT32 } from "../ir/target.ts";
import { folds } from "../ops/folds.ts";
import { operator } from "../ops/index.ts";
import { ANYTHING, type Interval, NON_NEGATIVE, UNIT } from "../ops/interval.ts";

/** Bounds on a node that hold unless it is NaN. */
type Range = (root: Node) => Interval;

/** Bounds by what is allowed for the inputs and options of some names. */
export function rangeWithin(allowed: ReadonlyMap<string, Interval>): Range {
  const known = new WeakMap<Node, Interval>();
  return (root) => {
    const stack = [root];
    while (stack.length > 0) {
      const node = stack.at(-1)!;
      const missing = operands(node).filter((operand) => !known.has(operand));
      if (missing.length > 0) stack.push(...missing);
      else known.set(stack.pop()!, rangeOf(node, allowed, known));
    }
    return known.get(root)!;
  };
}

/** Bounds that hold for every value of the inputs and options. */
export const range: Range = rangeWithin(new Map());

/** Whether a node is at least 0, or NaN. */
export const isNonNegative = (node: Node): boolean => range(node).lo >= 0;

function rangeOf(node: Node, allowed: ReadonlyMap<string, Interval>, known: WeakMap<Node, Interval>): Interval {
  switch (node.kind) {
    case "constant":
      return Number.isNaN(node.value) ? ANYTHING : { lo: node.value, hi: node.value };
    case "present":
      return UNIT;
    case "size":
    case "index":
      return NON_NEGATIVE;
    case "input":
      return allowed.get(node.input) ?? (node.type === "bool" ? UNIT : ANYTHING);
    case "option":
      return allowed.get(node.name) ?? (node.type === "bool" ? UNIT : ANYTHING);
    case "fold":
    case "scan":
      return folds[node.fold].range(known.get(node.body)!);
    case "read":
      return known.get(node.of)!;
    case "map": {
      const entry = operator(node.op);
      const [x, y] = node.args;
      if (node.op === "mul" && x === y && x !== undefined) return NON_NEGATIVE;
      return entry.range?.(...node.args.map((arg) => known.get(arg)!)) ?? ANYTHING;
    }
  }
}

/** Longer chains of sums and products are not looked through. */
const DEPTH = 32;

/**
 * A bound on the magnitude of a number that is made from inputs by sums and products; infinite where there is none.
 * Options count as float32 numbers.
 */
export function magnitude(node: Node, largestInput: number, depth = DEPTH): number {
  if (depth === 0) return Infinity;
  switch (node.kind) {
    case "constant":
      return Math.abs(node.value);
    case "input":
      return largestInput;
    case "option":
      return LARGEST_FLOAT32;
    case "map": {
      const [x = Infinity, y = Infinity] = node.args.map((arg) => magnitude(arg, largestInput, depth - 1));
      if (node.op === "add" || node.op === "sub") return x + y;
      if (node.op === "mul") return x * y;
      return ["neg", "abs", "relu", "stop_gradient"].includes(node.op) ? x : Infinity;
    }
    default:
      return Infinity;
  }
}

const PLAIN = new Set("add sub mul div neg select real eq ne lt le gt ge and or not stop_gradient".split(" "));

/** Larger expressions are not looked through. */
const MOST_NODES = 64;

/** Whether a node is made of inputs, options, sizes and constants by arithmetic and choices alone, and is no large expression. */
export function isOfData(root: Node): boolean {
  const nodes = new Set([root]);
  for (const node of nodes) {
    if (node.kind === "fold" || node.kind === "scan" || node.kind === "read") return false;
    if (node.kind !== "map") continue;
    if (!PLAIN.has(node.op) || nodes.size > MOST_NODES) return false;
    for (const arg of node.args) nodes.add(arg);
  }
  return true;
}

/** Whether a node is made from constants, options and sizes alone. */
export const isSetting = (node: Node): boolean =>
  node.axes.length === 0 && !postorder([node]).some((part) => part.kind === "input" || part.kind === "fold");
