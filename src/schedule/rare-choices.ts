import type { Node } from "../ir/graph.ts";
import { operands } from "../ir/graph.ts";
import { type KernelGraph, mapOutputs, rootsOf } from "../ir/kernel.ts";
import { postorder } from "../ir/walk.ts";
import type { Build } from "../ops/build.ts";
import { rebuild } from "../ops/rebuild.ts";

/** Choices by the condition of a fallback become fallbacks: in the gradient of one, each side is there under its condition. */
export function rareChoices(b: Build, kernel: KernelGraph): KernelGraph {
  const nodes = postorder([...rootsOf(kernel), ...kernel.names.keys()]);
  const usual = new Set(
    nodes.flatMap((node) => (node.kind === "map" && node.op === "fallback" ? [node.args[0]!] : [])),
  );
  if (usual.size === 0) return kernel;
  const done = new Map<Node, Node>();
  const made = (node: Node) => done.get(node)!;
  for (const node of nodes)
    done.set(node, rareChoice(b, node, usual, made) ?? rebuild(b, node, operands(node).map(made)));
  return mapOutputs(kernel, made);
}

function rareChoice(b: Build, node: Node, usual: ReadonlySet<Node>, made: (node: Node) => Node): Node | undefined {
  if (node.kind !== "map" || node.op !== "select") return undefined;
  const [condition, yes, no] = node.args as [Node, Node, Node];
  if (usual.has(condition)) return b.map("fallback", made(condition), made(yes), made(no));
  const opposite = condition.kind === "map" && condition.op === "not" ? condition.args[0]! : undefined;
  return opposite && usual.has(opposite) ? b.map("fallback", made(opposite), made(no), made(yes)) : undefined;
}
