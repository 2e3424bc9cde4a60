import type { Node } from "../ir/graph.ts";
import { operands } from "../ir/graph.ts";
import { folds } from "../ops/folds.ts";
import { operator } from "../ops/index.ts";
import { ANYTHING, type Interval, NON_NEGATIVE, UNIT } from "../ops/interval.ts";

const known = new WeakMap<Node, Interval>();

/** Bounds that hold for every value of the inputs and options, unless the node is NaN. */
export function range(root: Node): Interval {
  const stack = [root];
  while (stack.length > 0) {
    const node = stack.at(-1)!;
    const missing = operands(node).filter((operand) => !known.has(operand));
    if (missing.length > 0) stack.push(...missing);
    else known.set(stack.pop()!, rangeOf(node));
  }
  return known.get(root)!;
}

function rangeOf(node: Node): Interval {
  switch (node.kind) {
    case "constant":
      return Number.isNaN(node.value) ? ANYTHING : { lo: node.value, hi: node.value };
    case "present":
      return UNIT;
    case "size":
    case "index":
      return NON_NEGATIVE;
    case "input":
    case "option":
      return node.type === "bool" ? UNIT : ANYTHING;
    case "fold":
      return folds[node.fold].range(known.get(node.body)!);
    case "map": {
      const entry = operator(node.op);
      const [x, y] = node.args;
      if (node.op === "mul" && x === y && x !== undefined) return NON_NEGATIVE;
      return entry.range?.(...node.args.map((arg) => known.get(arg)!)) ?? ANYTHING;
    }
  }
}
