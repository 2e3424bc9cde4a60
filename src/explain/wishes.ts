import type { FoldNode, Node } from "../ir/graph.ts";
import { recognise } from "./recognise.ts";

const MAP_NAMES: Readonly<Record<string, string>> = {
  add: "sum",
  sub: "difference",
  mul: "product",
  div: "ratio",
  exp: "exponential",
  log: "logarithm",
  log1p: "logarithm",
  log1mexp: "logarithm",
  sqrt: "root",
  pow: "power",
  abs: "size",
  sigmoid: "s",
  clamp: "limited",
  max: "larger",
  min: "smaller",
  select: "part",
  not: "no",
  and: "both",
  or: "either",
};

const FOLD_NAMES: Readonly<Record<FoldNode["fold"], string>> = {
  sum: "sum",
  prod: "product",
  max: "largest",
  min: "smallest",
  any: "any",
  all: "all",
  logsumexp: "lse",
  norm: "norm",
};

const KNOWN_NAMES = {
  softmax: "p",
  log_softmax: "logp",
  argmax: "argmax",
  argmin: "argmin",
  norm: "norm",
  mean: "mean",
} as const;

/** What a part without a name in the source would best be called. */
export function wishFor(node: Node, named: ReadonlyMap<Node, { readonly name: string }>): string {
  const known = recognise(node);
  if (known !== undefined) return after(KNOWN_NAMES[known.name], known.of[0]!, named);
  if (node.kind === "fold") return after(FOLD_NAMES[node.fold], node.body, named);
  if (node.kind === "scan") return after("cumulative", node.body, named);
  if (node.kind !== "map") return "t";
  const [x, y] = node.args as [Node, Node];
  if (node.op === "real" || node.op === "checked_index") return wishFor(x, named);
  const average = node.op === "sub" ? recognise(y) : undefined;
  if (average?.name === "mean" && average.of[0] === x) return after("centred", x, named);
  return MAP_NAMES[node.op] ?? "t";
}

/** A name after what it is made of, where that has one. */
function after(stem: string, of: Node, named: ReadonlyMap<Node, { readonly name: string }>): string {
  const name = of.kind === "input" ? of.input : named.get(of)?.name;
  return name === undefined || /^(_|∂)/.test(name) ? stem : `${stem}_${name}`;
}
