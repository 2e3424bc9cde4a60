import { type KernelGraph, mapOutputs, rootsOf } from "../ir/kernel.ts";
import { type Node, operands } from "../ir/graph.ts";
import { postorder } from "../ir/walk.ts";
import { Build, type Simplify } from "../ops/build.ts";
import { expByTable, expm1ByTable, log1mByTable, log1pByTable, logByTable, signByDivision } from "../ops/by-table.ts";
import { rebuild } from "../ops/rebuild.ts";
import { range } from "../rewrite/facts.ts";

/** Elementary functions through tables and short polynomials, for a target on which calling a library takes longer. */
export function useTables(kernel: KernelGraph, simplify: Simplify): KernelGraph {
  const b = new Build(kernel.graph, simplify);
  const done = new Map<Node, Node>();
  for (const node of postorder([...rootsOf(kernel), ...kernel.names.keys()])) {
    const moved = operands(node).map((operand) => done.get(operand)!);
    done.set(node, byTable(b, node, moved) ?? rebuild(b, node, moved));
  }
  return mapOutputs(kernel, (node) => done.get(node)!);
}

function byTable(b: Build, node: Node, [x, y]: readonly Node[]): Node | undefined {
  if (node.kind !== "map" || x === undefined) return undefined;
  switch (node.op) {
    case "exp":
      return expByTable(b, x);
    case "expm1":
      return expm1ByTable(b, x);
    case "log":
      return x.kind === "input" ? logByTable(b, x) : undefined;
    case "log1p":
      if (isUnit(node.args[0]!)) return log1pByTable(b, x);
      return x.kind === "map" && x.op === "neg" && x.args[0]!.kind === "input"
        ? log1mByTable(b, x.args[0]!)
        : undefined;
    case "sign":
      return signByDivision(b, x);
    case "max":
      return y!.kind === "constant" ? b.select(b.lt(x, y!), y!, x) : undefined;
    case "min":
      return y!.kind === "constant" ? b.select(b.gt(x, y!), y!, x) : undefined;
    default:
      return undefined;
  }
}

function isUnit(node: Node): boolean {
  const { lo, hi } = range(node);
  return lo >= 0 && hi <= 1;
}
