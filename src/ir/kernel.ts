import type { Graph, Node } from "./graph.ts";
import type { Requirement } from "./requirement.ts";
import type { Axis } from "./type.ts";

/** The option, which no source can spell, that says whether a call asks for metrics. It chooses between kernels only. */
export const ASKS_METRICS = "__metrics__";

/** The option, or the input where the value has axes, with the incoming gradient: a name that no parameter can have. */
export const INCOMING_GRADIENT = "grad_output";

/** What a kernel must leave behind. */
export type Output =
  | { readonly kind: "value"; readonly node: Node }
  | { readonly kind: "metric"; readonly name: string; readonly node: Node }
  /** An array over `axes`, in the order of memory. */
  | { readonly kind: "point"; readonly node: Node; readonly axes: readonly Axis[] }
  | {
      readonly kind: "check";
      readonly node: Node;
      readonly requirement: Requirement;
      readonly axes: readonly Axis[];
    }
  /** An `optional` one is left out where the call does not give the input. */
  | {
      readonly kind: "gradient";
      readonly name: string;
      readonly node: Node;
      readonly axes: readonly Axis[];
      readonly optional: boolean;
    };

/** A graph on its way to a loop nest. */
export interface KernelGraph {
  readonly graph: Graph;
  readonly outputs: readonly Output[];
  /** The extents of each input's dimensions. */
  readonly shapes: ReadonlyMap<string, readonly string[]>;
  /** Axes in the order in which loops over them should nest if nothing else decides. */
  readonly axisOrder: readonly Axis[];
  /** Names of lets. */
  readonly names: ReadonlyMap<Node, string>;
}

/** The kernel with every output's node replaced, and the names moved along. */
export function mapOutputs(kernel: KernelGraph, replace: (node: Node) => Node): KernelGraph {
  const names = new Map<Node, string>();
  for (const [node, name] of kernel.names) {
    const moved = replace(node);
    if (!names.has(moved)) names.set(moved, name);
  }
  return { ...kernel, outputs: kernel.outputs.map((output) => ({ ...output, node: replace(output.node) })), names };
}

export const rootsOf = (kernel: KernelGraph): readonly Node[] => kernel.outputs.map((output) => output.node);

/** The outputs with what they are. */
export function namedOutputs(kernel: KernelGraph): readonly { readonly name: string; readonly node: Node }[] {
  return kernel.outputs.map((output) => ({
    name: "name" in output ? `${output.kind} ${output.name}` : output.kind,
    node: output.node,
  }));
}
