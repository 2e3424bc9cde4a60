import type { FoldNode, Node } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import { matchAt } from "./instances.ts";

/** A function over axes that the graph holds in simpler parts. */
export interface Recognised {
  readonly name: "softmax" | "log_softmax" | "argmax" | "argmin" | "norm" | "mean";
  readonly negative: boolean;
  readonly fold: FoldNode;
  /** What it is a function of; the last is the p of a norm. */
  readonly of: readonly Node[];
  /** The position that a softmax has, where that is not its own axis. */
  readonly at?: Node;
}

/** Gives back the name to what elaboration took apart. */
export function recognise(node: Node): Recognised | undefined {
  if (node.kind === "fold") return argExtreme(node);
  if (node.kind !== "map") return undefined;
  const [x, y] = node.args as [Node, Node];
  switch (node.op) {
    case "exp": {
      const log = recognise(x);
      return log?.name === "log_softmax" && !log.negative ? { ...log, name: "softmax" } : undefined;
    }
    case "sub":
      return logSoftmax(x, y, false) ?? logSoftmax(y, x, true);
    case "div": {
      const sum = x.kind === "map" && x.op === "real" ? x.args[0]! : x;
      return sum.kind === "fold" && sum.fold === "sum" && isSizeOf(y, sum)
        ? { name: "mean", negative: false, fold: sum, of: [sum.body] }
        : undefined;
    }
    case "select":
      return argExtreme(y) ?? normOf(node.args);
    default:
      return undefined;
  }
}

/** `x - logsumexp(y)`, with x one of the y. */
function logSoftmax(x: Node, fold: Node, negative: boolean): Recognised | undefined {
  if (fold.kind !== "fold" || fold.fold !== "logsumexp") return undefined;
  const whole: Recognised = { name: "log_softmax", negative, fold, of: [fold.body] };
  if (fold.body === x) return whole;
  const [axis] = fold.bound;
  const at = fold.bound.length === 1 ? matchAt(fold.body, x) : undefined;
  const own = at !== undefined && fold.axes.every((free) => isIndexOf(at.get(free)!, free));
  return own ? { ...whole, at: at.get(axis!)! } : undefined;
}

const isIndexOf = (node: Node, axis: Axis): boolean => node.kind === "index" && node.axis === axis;

/** Whether a node is the number of terms of a sum. */
function isSizeOf(node: Node, { bound }: FoldNode): boolean {
  const extents: string[] = [];
  const stack = [node];
  while (stack.length > 0) {
    const part = stack.pop()!;
    if (part.kind === "constant" && part.value === 1) continue;
    if (part.kind === "size") extents.push(part.extent);
    else if (part.kind === "map" && (part.op === "mul" || part.op === "real")) stack.push(...part.args);
    else return false;
  }
  return (
    extents.sort().join() ===
    bound
      .map((axis) => axis.extent)
      .sort()
      .join()
  );
}

/** The smallest position at which an element equals the extreme. */
function argExtreme(first: Node): Recognised | undefined {
  if (first.kind !== "fold" || first.fold !== "min" || first.body.kind !== "map" || first.body.op !== "select") return;
  const [reached, place] = first.body.args as [Node, Node];
  if (place.kind !== "index" || place.axis !== first.bound[0] || reached.kind !== "map" || reached.op !== "or") return;
  const same = reached.args[0]!;
  const fold = same.kind === "map" && same.op === "eq" ? same.args[1]! : undefined;
  if (fold?.kind !== "fold" || (fold.fold !== "max" && fold.fold !== "min")) return;
  return { name: `arg${fold.fold}`, negative: false, fold, of: [fold.body] };
}

/** The norm with a p that is known at the call. */
function normOf([condition, yes, no]: readonly Node[]): Recognised | undefined {
  if (yes?.kind !== "fold" || yes.fold !== "norm" || condition?.kind !== "map" || condition.op !== "eq")
    return undefined;
  const [p, two] = condition.args as [Node, Node];
  const isNext = no?.kind === "map" && no.op === "select" && no.args[0]!.kind === "map" && no.args[0]!.args[0] === p;
  if (!isNext || two.kind !== "constant" || two.value !== 2) return undefined;
  return { name: "norm", negative: false, fold: yes, of: [yes.body, p] };
}
