import { type Node, operands, type Reduction } from "../ir/graph.ts";
import { type KernelGraph, mapOutputs, rootsOf } from "../ir/kernel.ts";
import type { Axis } from "../ir/type.ts";
import { conjuncts, postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { rebuild } from "../ops/rebuild.ts";
import type { Buckets } from "./bucket.ts";

/** A sum whose terms each land at computed positions along some axes, and nowhere else. */
export interface Scatter {
  readonly places: ReadonlyMap<Axis, Node>;
  readonly value: Node;
}

/**
 * Recognises `sum[N](if position[N] == index(V) then value[N] else 0)`, the adjoint of a selection: it needs no loop
 * over V, only additions at computed places.
 */
export function scatterOf(fold: Reduction, buckets: Buckets = new Map()): Scatter | undefined {
  if (fold.kind !== "fold" || fold.fold !== "sum") return undefined;
  const places = new Map<Axis, Node>();
  let value = fold.body;
  for (;;) {
    const landing = landingOf(value);
    if (
      landing === undefined ||
      isBucketed(landing, buckets) ||
      !fold.axes.includes(landing.axis) ||
      places.has(landing.axis)
    )
      break;
    places.set(landing.axis, landing.position);
    value = landing.value;
  }
  const isComputed = [...places.values()].some((position) => position.axes.some((axis) => fold.bound.includes(axis)));
  const isApart = [...places.values(), value].every((node) => !node.axes.some((axis) => places.has(axis)));
  return isComputed && isApart ? { places, value } : undefined;
}

interface Landing {
  readonly axis: Axis;
  readonly position: Node;
  readonly value: Node;
  readonly condition: Node;
}

/** `if position == index(V) then value else 0` */
function landingOf(node: Node): Landing | undefined {
  const choice = choiceOf(node);
  const landing = choice && landsAt(choice.condition);
  return landing && { ...landing, value: choice.value, condition: choice.condition };
}

/** Whether only what lands is walked anyway. */
const isBucketed = ({ condition }: Landing, buckets: Buckets): boolean =>
  [...buckets.values()].some(({ lands }) => lands === condition);

function choiceOf(node: Node): { readonly condition: Node; readonly value: Node; readonly zero: Node } | undefined {
  if (node.kind !== "map" || node.op !== "select") return undefined;
  const [condition, value, zero] = node.args as [Node, Node, Node];
  return zero.kind === "constant" && zero.value === 0 ? { condition, value, zero } : undefined;
}

function landsAt(condition: Node): { readonly axis: Axis; readonly position: Node } | undefined {
  if (condition.kind !== "map" || condition.op !== "eq") return undefined;
  for (const [place, position] of [condition.args, condition.args.toReversed()] as [Node, Node][]) {
    if (place.kind === "index" && position.kind === "map" && position.op === "checked_index")
      return { axis: place.axis, position };
  }
  return undefined;
}

/** Puts the conditions of sums that say where a term lands apart from others, and in front of them. */
export function separateLandings(kernel: KernelGraph): KernelGraph {
  const nodes = postorder([...rootsOf(kernel), ...kernel.names.keys()]);
  if (!nodes.some(landsAt)) return kernel;
  const b = new Build(kernel.graph);
  const done = new Map<Node, Node>();
  const at = (node: Node) => done.get(node)!;
  for (const node of nodes) {
    const choice = node.kind === "fold" && node.fold === "sum" ? choiceOf(node.body) : undefined;
    const conditions = choice ? conjuncts(choice.condition) : [];
    const [landings, others] = [conditions.filter(landsAt), conditions.filter((part) => !landsAt(part))];
    if (!choice || node.kind !== "fold" || landings.length === 0)
      done.set(node, rebuild(b, node, operands(node).map(at)));
    else {
      const body = [...landings, ...others].reduceRight(
        (value, condition) => b.select(at(condition), value, choice.zero),
        at(choice.value),
      );
      done.set(node, b.fold("sum", node.bound, body));
    }
  }
  return mapOutputs(kernel, at);
}
