import { type FoldNode, type Graph, isReduction, type Node, operands, type Reduction } from "../ir/graph.ts";
import { type KernelGraph, mapOutputs, rootsOf } from "../ir/kernel.ts";
import { type Axis, withoutAxes } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { rebuildAll } from "../ops/rebuild.ts";
import { substitute } from "../ops/substitute.ts";
import { type Scatter, scatterOf } from "./scatter.ts";

/** What lands at each position of an axis: lists of the positions, along other axes, that it comes from. */
export interface Bucket {
  readonly kind: "bucket";
  readonly at: Axis;
  /** The axes of the positions. */
  readonly along: readonly Axis[];
  /** The axis that walks what lands at one place, in positions along all of them. */
  readonly members: Axis;
  /** Other axes that a place depends on: each of their positions has buckets of its own. */
  readonly around: readonly Axis[];
  /** Where a position lands. */
  readonly position: Node;
  /** That a member of the bucket lands where the loop around it is: so do all that it walks. */
  readonly lands: Node;
}

/** Axes that walk a bucket in a loop over the axis where its positions land, by the axis. */
export type Buckets = ReadonlyMap<Axis, Bucket>;

export interface Bucketed {
  readonly kernel: KernelGraph;
  readonly buckets: Buckets;
  /** The order of loops, with the axes of the buckets in it. */
  readonly order: readonly Axis[];
}

/**
 * The gradient of a table, `sum[N](if token[N] == index(V) then x[N, D] else 0)`, as a loop over V that walks, of N, what
 * lands there: with D inside N, additions at computed places would need a matrix between the loops, and this needs the
 * first of each bucket and the next of each of its members.
 */
export function bucketScatters(kernel: KernelGraph, order: readonly Axis[]): Bucketed {
  const b = new Build(kernel.graph);
  let bucketed: Bucketed = { kernel, buckets: new Map(), order };
  for (;;) {
    const scatter = firstToBucket(bucketed);
    if (scatter === undefined) return bucketed;
    bucketed = withBucket(b, bucketed, scatter);
  }
}

/** Where buckets are to be made. */
type Place = Pick<Bucket, "at" | "position" | "along" | "around">;

interface ScatterToBucket {
  readonly fold: FoldNode;
  readonly scatter: Scatter;
  readonly place: Place;
}

/** The outermost sum that needs buckets: sums inside of it move with it. */
function firstToBucket({ kernel, buckets, order }: Bucketed): ScatterToBucket | undefined {
  for (const fold of postorder(allRoots(kernel, buckets)).toReversed()) {
    if (fold.kind !== "fold") continue;
    const scatter = scatterOf(fold, buckets);
    const place = scatter && placeOf(fold, scatter, order, buckets);
    if (place !== undefined) return { fold, scatter: scatter!, place };
  }
  return undefined;
}

/** The place that buckets are made of, if a scatter would need more than a vector. */
function placeOf(
  { bound, axes }: FoldNode,
  { places, value }: Scatter,
  order: readonly Axis[],
  buckets: Buckets,
): Place | undefined {
  const depth = (axis: Axis) => order.indexOf(axis);
  for (const [at, position] of places) {
    const along = order.filter((axis) => position.axes.includes(axis) && bound.includes(axis));
    const place = { at, position, along, around: withoutAxes(position.axes, along) };
    const outermost = Math.min(...[at, ...along].map(depth));
    const isInside = (axis: Axis) => axis !== at && (places.has(axis) || depth(axis) > outermost);
    const isPlain = along.length > 0 && !along.some((axis) => buckets.has(axis));
    const isNested = place.around.every((axis) => depth(axis) < depth(at));
    if (isPlain && isNested && axes.some(isInside) && !haveCommonParts([value, ...places.values()], place))
      return place;
  }
  return undefined;
}

function withBucket(
  b: Build,
  { kernel, buckets, order }: Bucketed,
  { fold, scatter, place }: ScatterToBucket,
): Bucketed {
  const { graph } = b;
  const { at, position, along } = place;
  const known = [...buckets.values()].find((bucket) => bucket.at === at && bucket.position === position);
  const members = known?.members ?? graph.otherAxis(product(graph, along), order);
  // What folds over axes that have loops around the members is renamed, to stand inside.
  const outer = [at, ...place.around].map((axis) => [axis, graph.index(axis)] as const);
  const moves = new Map([...positionsWithin(b, along, members), ...outer]);
  const lands = b.eq(graph.index(at), substitute(b, position, moves));
  const bucket: Bucket = known ?? { kind: "bucket", ...place, members, lands };
  const all = new Map(buckets).set(members, bucket);
  const sum = inBuckets(b, fold, scatter, bucket, moves);
  const moved = rebuildAll(b, allRoots(kernel, all), new Map([[fold, sum]]));
  const inner = Math.max(...[at, ...along].map((other) => order.indexOf(other)));
  const added = new Set(
    [members, ...postorder([sum]).flatMap((node) => node.axes)].filter((axis) => !order.includes(axis)),
  );
  return {
    kernel: mapOutputs(kernel, moved),
    buckets: mapBuckets(all, moved),
    order: order.toSpliced(inner + 1, 0, ...added),
  };
}

/** The buckets with every node replaced. */
export function mapBuckets(buckets: Buckets, replace: (node: Node) => Node): Buckets {
  return new Map(
    [...buckets].map(([axis, bucket]) => [
      axis,
      { ...bucket, position: replace(bucket.position), lands: replace(bucket.lands) },
    ]),
  );
}

/** Everything that a kernel and its buckets are made from. */
export function allRoots(kernel: KernelGraph, buckets: Buckets): readonly Node[] {
  const places = [...buckets.values()].flatMap(({ position, lands }) => [position, lands]);
  return [...rootsOf(kernel), ...kernel.names.keys(), ...places];
}

/** One axis for the positions of several. */
function product(graph: Graph, axes: readonly Axis[]): Axis {
  const joined = (part: (axis: Axis) => string) => axes.map(part).join("*");
  return graph.axis(
    joined(({ name }) => name.replace(/'.*$/, "")),
    joined(({ extent }) => extent),
  );
}

/** The positions along `axes`, in row-major order, that a position along their product stands for. */
function positionsWithin(b: Build, axes: readonly Axis[], whole: Axis): ReadonlyMap<Axis, Node> {
  const positions = new Map<Axis, Node>();
  let rest: Node = b.graph.index(whole);
  for (const axis of axes.slice(1).toReversed()) {
    const size = b.graph.size(axis.extent);
    const rows = b.map("div_floor", rest, size);
    positions.set(axis, b.sub(rest, b.mul(rows, size)));
    rest = rows;
  }
  return positions.set(axes[0]!, rest);
}

/** A scatter as a sum over the members of buckets; other places stay in front, where `scatterOf` finds them. */
function inBuckets(
  b: Build,
  { bound }: FoldNode,
  { places, value }: Scatter,
  bucket: Bucket,
  moves: ReadonlyMap<Axis, Node>,
): Node {
  const zero = b.constantLike(0, value);
  // A vector is there before: a member finds its element in it.
  const vectorAt = (node: Node, positions: ReadonlyMap<Axis, Node>): Node | undefined => {
    const [axis, ...others] = node.axes.filter(
      (other) => positions.has(other) && positions.get(other) !== b.graph.index(other),
    );
    if (axis === undefined || others.length > 0 || !isReduction(node) || !isVector(node, bucket)) return undefined;
    return b.graph.read(node, axis, positions.get(axis)!);
  };
  const moved = (node: Node) => substitute(b, node, moves, vectorAt);
  const body = [...places].reduce(
    (inner, [place, position]) =>
      place === bucket.at ? inner : b.select(b.eq(b.graph.index(place), moved(position)), inner, zero),
    b.select(bucket.lands, moved(value), zero),
  );
  return b.sum([...withoutAxes(bound, bucket.along), bucket.members], body);
}

/**
 * Whether members have parts in common that take more than a vector: the sum of a row of positions, or what comes before in
 * one. Each member would compute them again.
 */
function haveCommonParts(roots: readonly Node[], place: Place): boolean {
  const { along } = place;
  const seen = new Set<Node>();
  const stack = [...roots];
  while (stack.length > 0) {
    const node = stack.pop()!;
    if (seen.has(node) || !node.axes.some((axis) => along.includes(axis))) continue;
    seen.add(node);
    if (isReduction(node)) {
      if (isVector(node, place)) continue;
      if (!along.every((axis) => node.axes.includes(axis))) return true;
      if (node.kind === "scan" && along.includes(node.axis)) return true;
    }
    stack.push(...operands(node));
  }
  return false;
}

/** Whether a fold or scan is a vector along one of a place's axes, in the loops around. */
function isVector(node: Reduction, { along, around }: Place): boolean {
  const [axis, ...others] = withoutAxes(node.axes, around);
  return axis !== undefined && others.length === 0 && along.includes(axis);
}
