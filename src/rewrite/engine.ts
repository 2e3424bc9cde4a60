import { type Graph, isReduction, type Node } from "../ir/graph.ts";
import { Build, type Simplify } from "../ops/build.ts";
import type { Rule } from "./rule.ts";
import { algebra } from "./rules/algebra.ts";
import { foldConstants } from "./rules/constants.ts";
import { foldRules } from "./rules/folds.ts";
import { logic } from "./rules/logic.ts";
import { stabilizeDifferences } from "./rules/stabilize-differences.ts";
import { stabilizeGaussian } from "./rules/stabilize-gaussian.ts";
import { stabilizeLogSums } from "./rules/stabilize-log-sums.ts";
import { stabilizeLogarithms } from "./rules/stabilize-logarithms.ts";
import { stabilizePowers } from "./rules/stabilize-powers.ts";
import { stabilizeSums } from "./rules/stabilize-sums.ts";

/** Told of each rule that was applied. */
export type Trace = (rule: Rule, before: Node, after: Node) => void;

/** Every rule, in the order in which they are tried. */
export const rules: readonly Rule[] = [
  ...logic,
  ...algebra,
  ...foldRules,
  ...stabilizeGaussian,
  ...stabilizeLogarithms,
  ...stabilizeSums,
  ...stabilizeDifferences,
  ...stabilizeLogSums,
  ...stabilizePowers,
];

/** Rules that do not look for other spellings, for what is stable already: another could undo that. */
export const plainRules: readonly Rule[] = rules.filter(({ warrant }) => warrant === "exact" || warrant === "real");

/** Rules that leave the numbers as they are spelled, for what must not change its meaning yet. */
export const exactRules: readonly Rule[] = rules.filter((rule) => rule.warrant === "exact");

/**
 * Applies the first rule that fits to each node as it is made. A rule makes its result through the same builder,
 * so that is simplified in turn.
 */
export function simplifier(use: readonly Rule[] = rules, trace?: Trace): Simplify {
  const byOperator = group(use);
  /** Nodes that no rule fits, whatever makes them: the kernels of a loss share most of their nodes. */
  const simple = new Set<Node>();
  return (node: Node, b: Build): Node => {
    if (simple.has(node)) return node;
    const constant = foldConstants(node, b);
    if (constant !== undefined) return constant;
    const key = node.kind === "map" ? node.op : isReduction(node) ? `${node.kind} ${node.fold}` : undefined;
    for (const rule of (key && byOperator.get(key)) || []) {
      const better = rule.apply(node, b);
      if (better !== undefined && better !== node) {
        trace?.(rule, node, better);
        return better;
      }
    }
    simple.add(node);
    return node;
  };
}

const plainBuilds = new WeakMap<Graph, Build>();

/** The builder of a graph that uses the plain rules. */
export function plainBuild(graph: Graph): Build {
  let build = plainBuilds.get(graph);
  if (build === undefined) plainBuilds.set(graph, (build = new Build(graph, simplifier(plainRules))));
  return build;
}

function group(use: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const groups = new Map<string, Rule[]>();
  for (const rule of use) {
    const group = groups.get(rule.on);
    if (group) group.push(rule);
    else groups.set(rule.on, [rule]);
  }
  return groups;
}
