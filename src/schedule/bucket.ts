import type { Graph, Node } from "../ir/graph.ts";
import { combinedAxes, isReduction, operands } from "../ir/graph.ts";
import { type KernelGraph, mapOutputs, rootsOf } from "../ir/kernel.ts";
import type { Axis } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { rebuild } from "../ops/rebuild.ts";
import { substitute } from "../ops/substitute.ts";
import { type Scatter, scatterOf } from "./scatter.ts";
import { nearestFolds } from "./task.ts";

/** The positions along an axis that land at one position of another. */
export interface Bucket {
  readonly at: Axis;
  readonly along: Axis;
  /** Where each position along `along` lands. */
  readonly position: Node;
  /** That a position of the bucket's own axis lands where the loop around it is: so all do that it walks. */
  readonly lands: Node;
}

/** Axes that walk a bucket in a loop over the axis where its positions land, by the axis. */
export type Buckets = ReadonlyMap<Axis, Bucket>;

/**
 * The gradient of a table, `sum[N](if token[N] == index(V) then x[N, D] else 0)`, as a loop over V that walks, of N, what
 * lands there: with D inside N, additions at computed places would need a matrix between the loops, and this needs the
 * first of each bucket and the next of each of its members.
 */
export function bucketScatters(
  kernel: KernelGraph,
  order: readonly Axis[],
): { readonly kernel: KernelGraph; readonly buckets: Buckets } {
  const b = new Build(kernel.graph);
  const nodes = postorder([...rootsOf(kernel), ...kernel.names.keys()]);
  const buckets = new Map<Axis, Bucket>();
  if (!nodes.some((node) => isReduction(node) && scatterOf(node))) return { kernel, buckets };
  const used = [
    ...new Set(nodes.flatMap((node) => (isReduction(node) ? [...node.axes, ...combinedAxes(node)] : node.axes))),
  ];
  const done = new Map<Node, Node>();
  for (const node of nodes) {
    const scatter = isReduction(node) ? scatterOf(node) : undefined;
    const place = scatter && node.kind === "fold" ? bucketPlace(scatter, node.bound, node.axes, order) : undefined;
    const made = rebuild(
      b,
      node,
      operands(node).map((operand) => done.get(operand)!),
    );
    if (!place || made.kind !== "fold") done.set(node, made);
    else {
      const [axis, bucket] = bucketOf(b.graph, place.at, place.position, used, buckets);
      buckets.set(axis, bucket);
      done.set(node, inBuckets(b, scatterOf(made)!, made.bound, axis, bucket));
    }
  }
  return { kernel: mapOutputs(kernel, (node) => done.get(node)!), buckets };
}

/** The place that buckets are made of, if a scatter would need more than a vector. */
function bucketPlace(
  { places }: Scatter,
  bound: readonly Axis[],
  free: readonly Axis[],
  order: readonly Axis[],
): { readonly at: Axis; readonly position: Node } | undefined {
  for (const [at, position] of places) {
    const [along, ...others] = position.axes;
    if (along === undefined || others.length > 0 || !bound.includes(along)) continue;
    if (nearestFolds(position).some((fold) => fold.axes.length > 1)) continue;
    const isInside = (axis: Axis) => axis !== at && (places.has(axis) || order.indexOf(axis) > order.indexOf(along));
    if (free.some(isInside)) return { at, position };
  }
  return undefined;
}

function bucketOf(
  graph: Graph,
  at: Axis,
  position: Node,
  used: Axis[],
  buckets: Buckets,
): readonly [axis: Axis, bucket: Bucket] {
  const known = [...buckets].find(([, bucket]) => bucket.at === at && bucket.position === position);
  if (known !== undefined) return known;
  const along = position.axes[0]!;
  const axis = graph.otherAxis(along, used);
  used.push(axis);
  const b = new Build(graph);
  const moved = substitute(b, position, new Map([[along, graph.index(axis)]]));
  return [axis, { at, along, position, lands: b.eq(graph.index(at), moved) }];
}

/** A scatter as a sum over the members of buckets; other places stay in front, where `scatterOf` finds them. */
function inBuckets(b: Build, { places, value }: Scatter, bound: readonly Axis[], axis: Axis, bucket: Bucket): Node {
  const zero = b.constantLike(0, value);
  const moves = new Map([[bucket.along, b.graph.index(axis)]]);
  const landed = b.select(bucket.lands, substitute(b, value, moves), zero);
  const body = [...places].reduce(
    (inner, [place, position]) =>
      place === bucket.at ? inner : b.select(b.eq(b.graph.index(place), substitute(b, position, moves)), inner, zero),
    landed,
  );
  const over = bound.map((other) => (other === bucket.along ? axis : other));
  return b.sum(over, body);
}
