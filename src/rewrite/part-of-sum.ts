import { complementary, isConstant, isSameRun, type Node, type OpName, type ScanNode } from "../ir/graph.ts";
import { type Axis, haveSameAxes } from "../ir/type.ts";
import type { Build } from "../ops/build.ts";
import { isLogSoftmax } from "../ops/log-ratio.ts";
import { substitute } from "../ops/substitute.ts";
import { isNonNegative } from "./facts.ts";

/** A sum of some of the elements along axes, as a running sum is. */
interface Part {
  readonly axes: readonly Axis[];
  readonly element: Node;
  /** The sum of the others. */
  readonly others: () => Node;
}

/** A running sum, also at a computed position, or a sum of what a condition chooses. */
function partOf(b: Build, node: Node): Part | undefined {
  if (isRunningSum(node)) {
    const others = () => b.scan("sum", complementary(node), node.body);
    return { axes: [node.axis], element: node.body, others };
  }
  if (node.kind === "read") {
    const whole = partOf(b, node.of);
    return whole && { ...whole, others: () => b.read(whole.others(), node.axis, node.at) };
  }
  const chosen = chosenIn(node);
  if (chosen === undefined) return undefined;
  const { sum, condition, element, isChosen } = chosen;
  const zero = b.constantLike(0, element);
  const others = () =>
    b.sum(sum.bound, isChosen ? b.select(condition, zero, element) : b.select(condition, element, zero));
  return { axes: sum.bound, element, others };
}

const isRunningSum = (node: Node): node is ScanNode =>
  node.kind === "scan" && node.fold === "sum" && node.exponent === undefined;

/** The elements that a sum adds up where a condition is so, or where it is not. */
function chosenIn(node: Node) {
  if (node.kind !== "fold" || node.fold !== "sum" || node.body.kind !== "map" || node.body.op !== "select")
    return undefined;
  const [condition, yes, no] = node.body.args as [Node, Node, Node];
  if (isConstant(no, 0)) return { sum: node, condition, element: yes, isChosen: true };
  return isConstant(yes, 0) ? { sum: node, condition, element: no, isChosen: false } : undefined;
}

/** `1 - node` of the sum of some of the shares of a total: the sum of the others. */
export function restOfPart(b: Build, node: Node): Node | undefined {
  const part = partOf(b, node);
  return part && isShareOf(part.element, part.axes) ? part.others() : undefined;
}

/** `total - node` of the sum of all elements and that of some of them. */
export function restOfTotal(b: Build, total: Node, node: Node): Node | undefined {
  if (total.kind !== "fold" || total.fold !== "sum") return undefined;
  const part = partOf(b, node);
  const isWhole = part !== undefined && total.body === part.element && haveSameAxes(total.bound, part.axes);
  return isWhole ? unlessNaN(b, total, part.others()) : undefined;
}

/** What stands for a difference with `lost` that it does without: a NaN in that makes one of it, too. */
const unlessNaN = (b: Build, lost: Node, value: Node): Node => b.select(b.eq(lost, lost), value, lost);

/** Whether a node is a share of what it adds up to along just these axes: so all of them add up to 1. */
export function isShareOf(node: Node, axes: readonly Axis[]): boolean {
  if (node.kind !== "map") return false;
  const [x, y] = node.args as [Node, Node];
  if (node.op === "exp") return isLogSoftmax(x) && haveSameAxes(x.args[1].bound, axes);
  const isTotal = node.op === "div" && y.kind === "fold" && y.fold === "sum" && y.body === x;
  return isTotal && isNonNegative(x) && haveSameAxes(y.bound, axes);
}

/** `node + own` of the sum of what comes before an element, or after it, and of that element. */
export const withOwn = (b: Build, node: Node, own: Node): Node | undefined => reachingAlso(b, node, own, true);

/** `node - own` of the sum of what comes up to an element, or from it on, and of that element. */
export function withoutOwn(b: Build, node: Node, own: Node): Node | undefined {
  const others = reachingAlso(b, node, own, false);
  const isShare = node.kind === "scan" && isShareOf(own, [node.axis]);
  return others && (isShare ? others : unlessNaN(b, own, others));
}

/** Comparisons of a position with a place that do not hold of the place, and those that do. */
const STRICT: ReadonlyMap<string, OpName> = new Map([
  ["le", "lt"],
  ["ge", "gt"],
]);
const LOOSE: ReadonlyMap<string, OpName> = new Map([
  ["lt", "le"],
  ["gt", "ge"],
]);

/** The same sum with an element, or without it. */
function reachingAlso(b: Build, node: Node, own: Node, isAdded: boolean): Node | undefined {
  if (isRunningSum(node)) {
    const isOwn = node.body === own && node.exclusive === isAdded;
    return isOwn ? b.scan("sum", { ...node, exclusive: !isAdded }, own) : undefined;
  }
  const chosen = chosenIn(node);
  const [axis, ...others] = chosen?.sum.bound ?? [];
  if (chosen?.condition.kind !== "map" || axis === undefined || others.length > 0) return undefined;
  const { sum, condition, element, isChosen } = chosen;
  const [x, y] = condition.args as [Node, Node];
  const place = x === b.graph.index(axis) ? y : x;
  const op = (isAdded === isChosen ? LOOSE : STRICT).get(condition.op);
  if (op === undefined || place.axes.includes(axis) || !condition.args.includes(b.graph.index(axis))) return undefined;
  if (substitute(b, element, new Map([[axis, place]])) !== own) return undefined;
  const [changed, zero] = [b.map(op, x, y), b.constantLike(0, element)];
  return b.sum(sum.bound, isChosen ? b.select(changed, element, zero) : b.select(changed, zero, element));
}

/** A running sum of what is there at one place only: a step. */
export function stepOf(b: Build, scan: Node): Node | undefined {
  if (!isRunningSum(scan) || scan.body.kind !== "map" || scan.body.op !== "select") return undefined;
  const { axis, reversed, body } = scan;
  const [condition, x, zero] = body.args as [Node, Node, Node];
  if (condition.kind !== "map" || condition.op !== "eq" || !isConstant(zero, 0)) return undefined;
  const index = b.graph.index(axis);
  const [place, ...others] = condition.args.filter((arg) => arg !== index);
  if (place === undefined || others.length > 0 || place.axes.includes(axis) || x.axes.includes(axis)) return undefined;
  const isPlace = reversed ? b.lt(place, b.graph.size(axis.extent)) : b.ge(place, b.int(0));
  return b.select(b.and(isPlace, b.isReached(scan, place, index)), x, zero);
}

/** `node - step` of the sum of some of the shares of a total, and a number that is 1 where a condition holds, and 0 elsewhere. */
export function lessStep(b: Build, node: Node, step: Node): Node | undefined {
  const choice = step.kind === "map" && step.op === "real" ? step.args[0]! : step;
  if (choice.kind !== "map" || choice.op !== "select") return undefined;
  const [condition, yes, no] = choice.args as [Node, Node, Node];
  const isOne = isConstant(yes, 1) && isConstant(no, 0);
  const rest = isOne || (isConstant(yes, 0) && isConstant(no, 1)) ? restOfPart(b, node) : undefined;
  if (rest === undefined) return undefined;
  return isOne ? b.select(condition, b.neg(rest), node) : b.select(condition, node, b.neg(rest));
}

/** `x - y` of two running sums, none of which is one of the other. */
export function runningDifference(b: Build, x: Node, y: Node): Node | undefined {
  if (!isRunningSum(x) || !isRunningSum(y) || !isSameRun(x, y) || x.body === y || y.body === x) return undefined;
  return b.scan("sum", x, b.sub(x.body, y.body));
}

/** The logarithm of the sum of some of the shares of a total: where that is almost 1, by what is left of it. */
export function logOfPart(b: Build, node: Node): Node | undefined {
  const rest = restOfPart(b, node);
  if (rest === undefined) return undefined;
  const half = b.real(0.5);
  return b.select(b.gt(node, half), b.log1p(b.neg(b.min(rest, half))), b.graph.map("log", "real", [node]));
}

/** `sum - x` of a running logsumexp up to each x, or from it on: how much larger the logsumexp of those before or after it is. */
export function gapToOthers(b: Build, sum: Node, x: Node): Node | undefined {
  if (sum.kind !== "scan" || sum.fold !== "logsumexp" || sum.body !== x || sum.exclusive) return undefined;
  return b.sub(b.scan("logsumexp", { ...sum, exclusive: true }, x), x);
}
