import {
  complementary,
  type FoldNode,
  type InputNode,
  type MapNode,
  type Node,
  operands,
  opposite,
  type ScanNode,
} from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import { withoutAxes } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import type { Build } from "../ops/build.ts";
import { folds } from "../ops/folds.ts";
import { isLogSoftmax, type LogRatio } from "../ops/log-ratio.ts";
import { operator } from "../ops/index.ts";
import type { Partial } from "../ops/operator.ts";
import { axisPosition, mirror } from "../ops/position.ts";
import { isRead, isScanned, scatterRead } from "../ops/scan.ts";
import { productOf, type Split, splitByShare } from "../ops/split-by-share.ts";
import { substitute } from "../ops/substitute.ts";
import { isShareOf } from "../rewrite/part-of-sum.ts";
import { invariant } from "../support/invariant.ts";
import { softmaxAdjoint } from "./softmax-adjoint.ts";

/**
 * The derivative of the output in one node: `value` where `when` holds, a hard zero elsewhere.
 * The condition is kept apart until values are added up: `if when then value * f' else 0` has no NaN from an
 * infinite f' behind a branch that was not taken, as `(if when then value else 0) * f'` would.
 */
interface Adjoint {
  readonly when: Node;
  readonly value: Node;
}

/** How gradients are made when a reader wants them, not a kernel. */
export interface Reading {
  /** Leaves out what only serves kinks and infinities, where conventions hold. */
  readonly generic: true;
  /** Told the derivative of the output in each node on the way, where it is no choice. */
  readonly onAdjoint: (node: Node, adjoint: Node) => void;
}

/**
 * Gradients of `output`, weighted with `seed`, in the elements of inputs: for each input a node over its axes.
 *
 * Reverse mode: nodes are visited from the output to the inputs, and each asks its operator for its partial
 * derivatives. A node that was broadcast sums its adjoint over the axes that it does not have.
 */
export function gradients(
  b: Build,
  output: Node,
  seed: Node,
  inputs: ReadonlyMap<string, readonly Axis[]>,
  reading?: Reading,
): Map<string, Node> {
  const generic = reading !== undefined;
  const reach = dependsOn(output, inputs);
  const adjoints = new Map<Node, Adjoint[]>();
  const add = (node: Node, adjoint: Adjoint) => {
    if (!reach.has(node)) return;
    const list = adjoints.get(node);
    if (list) list.push(adjoint);
    else adjoints.set(node, [adjoint]);
  };
  add(output, unbroadcast(b, { when: b.bool(true), value: seed }, seed.axes, output.axes, generic));

  const found = new Map<string, Node[]>([...inputs.keys()].map((name) => [name, []]));
  for (const node of postorder([output]).reverse()) {
    const list = adjoints.get(node);
    if (list === undefined) continue;
    const total = joined(b, list, generic);
    if (total.when.kind === "constant") reading?.onAdjoint(node, total.value);
    switch (node.kind) {
      case "map":
        if (isLogSoftmax(node)) logSoftmaxPartials(b, node, list, add, generic);
        else mapPartials(b, node, total, add, generic);
        break;
      case "fold":
        foldPartial(b, node, total, add, generic);
        break;
      case "scan":
        scanAdjoint(b, node, total, add, generic);
        break;
      case "read":
        add(node.of, { when: isRead(b, node, total.when), value: scatterRead(b, node, settled(b, total)) });
        break;
      case "input":
        found.get(node.input)?.push(atElement(b, node, settled(b, total), inputs.get(node.input)!));
        break;
      default:
    }
  }
  return new Map([...found].map(([name, parts]) => [name, parts.reduce((x, y) => b.add(x, y), b.real(0))]));
}

/** The nodes through which a gradient flows from the output to one of the inputs. */
export function dependsOn(output: Node, inputs: ReadonlyMap<string, unknown>): ReadonlySet<Node> {
  const reach = new Set<Node>();
  for (const node of postorder([output])) {
    if (node.type !== "real") continue;
    if (node.kind === "input" ? inputs.has(node.input) : operands(node).some((operand) => reach.has(operand))) {
      reach.add(node);
    }
  }
  return reach;
}

/** Several adjoints of one node as one. */
function joined(b: Build, list: readonly Adjoint[], generic: boolean): Adjoint {
  const groups = new Map<Node, Node>();
  for (const { when, value } of list) groups.set(when, groups.has(when) ? b.add(groups.get(when)!, value) : value);
  const parts = [...groups].map(([when, value]) => ({ when, value }));
  if (parts.length === 1) return parts[0]!;
  return {
    when: generic ? b.bool(true) : parts.map((part) => part.when).reduce((x, y) => b.or(x, y)),
    value: parts.map((part) => settled(b, part)).reduce((x, y) => b.add(x, y)),
  };
}

const settled = (b: Build, { when, value }: Adjoint): Node => b.select(when, value, b.real(0));

/** What reaches a node with the axes `to` from one with the axes `from`: the sum over those along which it was repeated. */
function unbroadcast(
  b: Build,
  { when, value }: Adjoint,
  from: readonly Axis[],
  to: readonly Axis[],
  generic: boolean,
): Adjoint {
  const extra = withoutAxes(from, to);
  if (extra.length === 0) return { when, value };
  if (generic) return { when: b.bool(true), value: b.sum(extra, settled(b, { when, value })) };
  const conditional = extra.filter((axis) => when.axes.includes(axis));
  if (conditional.length === 0) return { when, value: b.sum(extra, value) };
  return { when: b.fold("any", conditional, when), value: b.sum(extra, settled(b, { when, value })) };
}

type Add = (node: Node, adjoint: Adjoint) => void;

function mapPartials(b: Build, node: MapNode, total: Adjoint, add: Add, generic: boolean): void {
  const partials = operator(node.op).partials?.(b, node.args, node) ?? [];
  for (const [i, partial] of partials.entries()) {
    const arg = node.args[i]!;
    if (partial === null) continue;
    const own = through(b, total, generic ? (partial.generic?.() ?? partial) : partial);
    add(arg, unbroadcast(b, own, node.axes, arg.axes, generic));
  }
}

/**
 * What reaches `x - logsumexp(x)`: what is a multiple of the softmax, as its exponential, its powers and products with them
 * are, belongs together, for the derivative of a softmax is a difference that must not cancel.
 */
function logSoftmaxPartials(b: Build, node: LogRatio, list: readonly Adjoint[], add: Add, generic: boolean): void {
  const [x, { bound }] = node.args;
  const share = b.exp(node);
  const parts = list.map(({ when, value }) => {
    const split = splitByShare(b, value, share);
    return { when, ...(generic && split.product ? { other: value } : split) };
  });
  const all = (partOf: (split: Split) => Node | undefined): Adjoint | undefined => {
    const some = parts.map((part) => ({ when: part.when, value: partOf(part) }));
    const present = some.filter((part): part is Adjoint => part.value !== undefined);
    return present.length > 0 ? joined(b, present, generic) : undefined;
  };
  const multiple = all((split) => split.multiple);
  const product = parts.some((split) => split.product) ? all((split) => productOf(b, share, split)) : undefined;
  const other = all((split) => split.other);
  if (multiple) {
    const isLocal = multiple.when.axes.some((axis) => bound.includes(axis));
    const when = isLocal ? b.fold("any", bound, multiple.when) : multiple.when;
    const everywhere = (part: Adjoint) => (isLocal ? settled(b, part) : part.value);
    const value = softmaxAdjoint(b, node, everywhere(multiple), product && everywhere(product), generic);
    add(x, unbroadcast(b, { when, value }, node.axes, x.axes, generic));
  }
  if (other) mapPartials(b, node, other, add, generic);
}

function foldPartial(b: Build, node: FoldNode, total: Adjoint, add: Add, generic: boolean): void {
  const partial = folds[node.fold].partial?.(b, node);
  if (partial !== undefined) add(node.body, through(b, total, generic ? (partial.generic?.() ?? partial) : partial));
}

function scanAdjoint(b: Build, node: ScanNode, total: Adjoint, add: Add, generic: boolean): void {
  const adjoint = folds[node.fold].scanAdjoint;
  invariant(adjoint !== undefined, `a scan with ${node.fold} has no derivative`);
  if (!generic && isRunningShare(node)) return runningShareAdjoint(b, node, total, add);
  const isLocal = generic || total.when.axes.includes(node.axis);
  const own = adjoint(b, node, isLocal ? settled(b, total) : total.value);
  if (generic) return add(node.body, { when: b.bool(true), value: own.generic?.() ?? own.value });
  const when = isScanned(b, node, total.when);
  add(node.body, { when: own.when ? b.and(when, own.when) : when, value: own.value });
}

/** Whether a node is a running sum of a softmax. */
const isRunningShare = (node: ScanNode): boolean =>
  node.fold === "sum" && node.body.kind === "map" && node.body.op === "exp" && isShareOf(node.body, [node.axis]);

/**
 * The derivative in x of a running sum F of its softmax p, which leaves S: `p * (sum(g * S) - sum(g * F))`, the one over all F that a p
 * is in, the other over those that it is not in. Nothing in it is lost beside what a p of almost 1 is multiplied with.
 */
function runningShareAdjoint(b: Build, node: ScanNode, total: Adjoint, add: Add): void {
  const { axis, body } = node;
  const g = settled(b, total);
  const rest = b.scan("sum", complementary(node), body);
  const within = b.scan("sum", opposite(node), b.mul(g, rest));
  const without = b.scan("sum", complementary(opposite(node)), b.mul(g, node));
  const when = total.when.axes.includes(axis) ? b.fold("any", [axis], total.when) : total.when;
  const [x] = ((body as MapNode).args[0] as LogRatio).args;
  add(x, { when, value: b.mul(body, b.sub(within, without)) });
}

/** The chain rule. */
function through(b: Build, { when, value }: Adjoint, partial: Partial): Adjoint {
  return { when: partial.when ? b.and(when, partial.when) : when, value: b.mul(value, partial.factor) };
}

/**
 * An adjoint of the element at computed positions, as a function of the input's own axes: each position that does not
 * just walk an axis becomes a sum over the axes of the position, of what lands here.
 */
function atElement(b: Build, element: InputNode, adjoint: Node, axes: readonly Axis[]): Node {
  const taken = new Map<Axis, { readonly axis: Axis; readonly mirrored: boolean }>();
  const scattered: { position: Node; axis: Axis }[] = [];
  element.at.forEach((position, i) => {
    const axis = axes[i]!;
    const along = axisPosition(position);
    if (along && !taken.has(along.axis)) taken.set(along.axis, { axis, mirrored: along.mirrored });
    else scattered.push({ position, axis });
  });
  const moves = new Map<Axis, Node>();
  const inner: Axis[] = [];
  const involved = new Set([...adjoint.axes, ...element.axes]);
  const avoid = [...involved, ...axes];
  for (const axis of involved) {
    const target = taken.get(axis);
    if (target?.axis === axis && !target.mirrored) continue;
    if (target) moves.set(axis, target.mirrored ? mirror(b, target.axis) : b.graph.index(target.axis));
    else if (scattered.length > 0 && !axes.includes(axis)) inner.push(axis);
    else {
      const fresh = b.graph.otherAxis(axis, avoid);
      avoid.push(fresh);
      inner.push(fresh);
      moves.set(axis, b.graph.index(fresh));
    }
  }
  const moved = (node: Node) => (moves.size > 0 ? substitute(b, node, moves) : node);
  const lands = scattered.map(({ position, axis }) => b.eq(moved(position), b.graph.index(axis)));
  const value = moved(adjoint);
  const here =
    lands.length > 0
      ? b.select(
          lands.reduce((x, y) => b.and(x, y)),
          value,
          b.real(0),
        )
      : value;
  return inner.length > 0 ? b.sum(inner, here) : here;
}
