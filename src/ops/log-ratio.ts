import type { FoldNode, MapNode, Node } from "../ir/graph.ts";

/** `x - logsumexp(y)`, whose exponential is a share of a total. */
export type LogRatio = MapNode & { readonly args: readonly [Node, FoldNode] };

export const isLogsumexp = (node: Node | undefined): node is FoldNode =>
  node?.kind === "fold" && node.fold === "logsumexp";

export function isLogRatio(node: Node): node is LogRatio {
  return node.kind === "map" && node.op === "sub" && isLogsumexp(node.args[1]);
}

/** `x - logsumexp(x)`, the logarithm of a softmax. */
export const isLogSoftmax = (node: Node): node is LogRatio => isLogRatio(node) && node.args[1].body === node.args[0];
