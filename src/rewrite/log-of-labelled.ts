import type { MapNode, Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { isOfData } from "./facts.ts";
import { logOf } from "./log-of.ts";
import { otherThan } from "./terms.ts";

/**
 * log(t * p + (1 - t) * q) of probabilities made from exponentials: with a label t of 0 or 1, that of the one or the other, which
 * may be too small for a float.
 */
export function logOfLabelled(b: Build, e: Node): Node | undefined {
  if (!isOp(e, "add") || !e.args.every((term) => isOp(term, "mul"))) return undefined;
  const [x, y] = e.args as [MapNode, MapNode];
  for (const [first, second] of [
    [x, y],
    [y, x],
  ] as const) {
    const label = first.args.find((t) => isOfData(t) && second.args.some((rest) => isRest(b, rest, t)));
    if (label === undefined) continue;
    const rest = second.args.find((other) => isRest(b, other, label))!;
    const [p, q] = [otherThan(first, label), otherThan(second, rest)];
    const [logP, logQ] = [logOf(b, p), logOf(b, q)];
    if (logP === undefined && logQ === undefined) return undefined;
    const between = b.select(b.eq(label, b.real(0)), logQ ?? b.log(q), b.graph.map("log", "real", [e]));
    return b.select(b.eq(label, b.real(1)), logP ?? b.log(p), between);
  }
  return undefined;
}

const isOp = (node: Node, op: string): node is MapNode => node.kind === "map" && node.op === op;

/** Whether a node is 1 - t; of an int, that is converted after the difference. */
const isRest = (b: Build, node: Node, t: Node): boolean =>
  node === b.sub(b.real(1), t) || (isOp(t, "real") && node === b.toReal(b.sub(b.int(1), t.args[0]!)));
