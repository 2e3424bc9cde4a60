import type { FoldName, Node, Reduction } from "../ir/graph.ts";

/** What a value is called that has no name in the source. */
const MAP_NAMES: Readonly<Record<string, string>> = {
  abs: "size",
  exp: "power",
  log: "log",
  log1p: "log",
  sqrt: "root",
  eq: "same",
  ne: "differs",
  not: "no",
  lt: "below",
  le: "below",
  gt: "above",
  ge: "above",
  sub: "difference",
  div: "ratio",
};

const FOLD_NAMES: Partial<Record<FoldName, string>> = {
  sum: "total",
  max: "largest",
  min: "smallest",
  prod: "product",
};

/** What a fold is called: after what it combines, where that has a name in the source. */
export function foldName(fold: Reduction, names: ReadonlyMap<Node, string>): string {
  const own = names.get(fold);
  if (own !== undefined) return own;
  const body = names.get(fold.body);
  if (fold.kind === "scan") return body === undefined ? "running" : `running_${body}`;
  return body === undefined ? (FOLD_NAMES[fold.fold] ?? fold.fold) : `${fold.fold}_${body}`;
}

/** What the value of a node is called. */
export function valueName(node: Node, names: ReadonlyMap<Node, string>): string {
  const own = names.get(node);
  if (own !== undefined) return own;
  if (node.kind === "input") return `${node.input}_at`;
  if (node.type === "int") return "at";
  return node.kind === "map" ? (MAP_NAMES[node.op] ?? "t") : "t";
}
