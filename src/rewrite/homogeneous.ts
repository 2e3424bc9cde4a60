import { isConstant, type FoldNode, type MapNode, type Node } from "../ir/graph.ts";
import { postorder } from "../ir/walk.ts";
import type { Axis } from "../ir/type.ts";
import type { Build } from "../ops/build.ts";
import { isLogRatio } from "../ops/log-ratio.ts";
import { isShifted, shiftBy } from "./log-of-weighted.ts";

/** A number that is made from exponentials which may overflow, and is as large as a power of them, as a variance is. */
export interface Homogeneous {
  readonly degree: number;
  /** The largest exponent, or 0 beside others if a part is of another degree. */
  readonly largest: Node;
  /** The axes that folds in it combine. */
  readonly bound: readonly Axis[];
  /** The number over `exp(degree * shift)`, made without it; a shift has none of these axes. */
  readonly over: (shift: Node) => Node;
}

/** Deeper nests than this are left as they are. */
const DEPTH = 32;

/** What a node is that is made from exponentials by sums, products, powers, choices and folds. */
export function homogeneous(b: Build, root: Node): Homogeneous | undefined {
  const known = new Map<Node, Homogeneous | undefined>();
  const visit = (node: Node, depth: number): Homogeneous | undefined => {
    if (known.has(node)) return known.get(node);
    const found = depth > 0 && node.type === "real" ? kindOf(node, depth) : undefined;
    const once = found && { ...found, over: remembered(found.over) };
    known.set(node, once);
    return once;
  };
  const kindOf = (node: Node, depth: number): Homogeneous | undefined => {
    const part = (inner: Node) => visit(inner, depth - 1);
    if (node.kind === "fold") return ofFold(b, node, part(node.body));
    return node.kind === "map" ? (ofExponential(b, node) ?? ofOperands(b, node, part)) : undefined;
  };
  return visit(root, DEPTH);
}

/** A part may be shared by many. */
function remembered(over: (shift: Node) => Node): (shift: Node) => Node {
  const made = new Map<Node, Node>();
  return (shift) => {
    if (!made.has(shift)) made.set(shift, over(shift));
    return made.get(shift)!;
  };
}

/** Whether a factor is an exponential that is shifted already. */
const isUnit = (node: Node): boolean => node.kind === "map" && node.op === "exp" && isShifted(node.args[0]!);

const exponential = (largest: Node, over: (shift: Node) => Node): Homogeneous => ({
  degree: 1,
  largest,
  bound: [],
  over,
});

function ofExponential(b: Build, node: MapNode): Homogeneous | undefined {
  const [x, y] = node.args as [Node, Node];
  const by = (exponent: Node, shift: Node) => b.exp(b.sub(exponent, shift));
  const unit = (shift: Node) => b.exp(b.neg(shift));
  /** Of a function that is accurate near 0, where a difference would not be. */
  const nearOrFar = (isNear: Node, shift: Node, far: Node) => b.select(isNear, b.mul(node, unit(shift)), far);
  switch (node.op) {
    case "exp":
      return isShifted(x) || isLogRatio(x) ? undefined : exponential(x, (shift) => by(x, shift));
    case "expm1":
      return exponential(b.max(x, b.real(0)), (shift) =>
        nearOrFar(b.lt(x, b.real(1)), shift, b.sub(by(x, shift), unit(shift))),
      );
    case "cosh":
    case "sinh":
      return exponential(b.abs(x), (shift) => {
        const far = b.map(node.op === "cosh" ? "add" : "sub", by(x, shift), by(b.neg(x), shift));
        return nearOrFar(b.lt(b.abs(x), b.real(1)), shift, b.mul(b.real(0.5), far));
      });
    case "exp_difference": {
      if (isShifted(x)) return undefined;
      const larger = shiftBy(b, b.max(x, y));
      const difference = b.map("exp_difference", b.sub(x, larger), b.sub(y, larger));
      return exponential(b.max(x, y), (shift) => b.mul(difference, by(larger, shift)));
    }
    default:
      return undefined;
  }
}

type Part = (operand: Node) => Homogeneous | undefined;

function ofOperands(b: Build, node: MapNode, part: Part): Homogeneous | undefined {
  const [x, y, z] = node.args as [Node, Node, Node];
  const of = (inner: Homogeneous | undefined, change: (scaled: Node) => Node, times = 1): Homogeneous | undefined =>
    inner && { ...inner, degree: inner.degree * times, over: (shift) => change(inner.over(shift)) };
  switch (node.op) {
    case "neg":
    case "abs":
    case "relu":
    case "stop_gradient":
      return of(part(x), (scaled) => b.map(node.op, scaled));
    case "sqrt":
      return of(part(x), (scaled) => b.map("sqrt", scaled), 0.5);
    case "pow":
      return y.kind === "constant" ? of(part(x), (scaled) => b.pow(scaled, y), y.value) : undefined;
    case "mul": {
      if (node.args.some(isUnit)) return undefined;
      const [first, second] = [part(x), part(y)];
      if (!first || !second) return of(first, (scaled) => b.mul(scaled, y)) ?? of(second, (scaled) => b.mul(x, scaled));
      return {
        degree: first.degree + second.degree,
        largest: b.max(first.largest, second.largest),
        bound: [...first.bound, ...second.bound],
        over: (shift) => b.mul(first.over(shift), second.over(shift)),
      };
    }
    case "div":
      return of(part(x), (scaled) => b.div(scaled, y));
    case "add":
    case "sub":
    case "max":
    case "min":
      return ofTerms(b, [x, y], part, (p, q) => b.map(node.op, p, q), b.max);
    case "select":
    case "fallback": {
      const choose = (p: Node, q: Node) => b.map(node.op, x, p, q);
      return ofTerms(b, [y, z], part, choose, choose);
    }
    default:
      return undefined;
  }
}

/** A number without exponentials; 0 and infinite ones are of any degree. */
function plain(b: Build, node: Node): Homogeneous {
  const isOfAny = isConstant(node, 0) || isConstant(node, Infinity) || isConstant(node, -Infinity);
  const [degree, largest] = isOfAny ? [-Infinity, b.real(-Infinity)] : [0, b.real(0)];
  return { degree, largest, bound: [], over: () => node };
}

/** What two numbers make that are brought to the higher of their degrees. */
function ofTerms(
  b: Build,
  nodes: readonly [Node, Node],
  part: Part,
  join: (p: Node, q: Node) => Node,
  largerOf: (p: Node, q: Node) => Node,
): Homogeneous | undefined {
  const found = nodes.map(part);
  if (found.every((term) => term === undefined)) return undefined;
  const [first, second] = found.map((term, i) => term ?? plain(b, nodes[i]!)) as [Homogeneous, Homogeneous];
  const degree = Math.max(first.degree, second.degree);
  const raised = (term: Homogeneous, shift: Node): Node => {
    const missing = degree - term.degree;
    if (missing === 0 || missing === Infinity) return term.over(shift);
    return b.mul(term.over(shift), b.exp(b.neg(b.mul(b.real(missing), shift))));
  };
  const isMixed = first.degree !== second.degree && Math.min(first.degree, second.degree) !== -Infinity;
  const largest = largerOf(first.largest, second.largest);
  return {
    degree,
    largest: isMixed ? b.max(largest, b.real(0)) : largest,
    bound: [...first.bound, ...second.bound],
    over: (shift) => join(raised(first, shift), raised(second, shift)),
  };
}

function ofFold(b: Build, { fold, bound, axes }: FoldNode, inner: Homogeneous | undefined): Homogeneous | undefined {
  if (inner === undefined || !["sum", "max", "min", "norm"].includes(fold)) return undefined;
  const largest = b.fold("max", bound, inner.largest);
  const alone = (shift: Node) => b.fold(fold, bound, inner.over(shift));
  return {
    degree: inner.degree,
    largest,
    bound: [...inner.bound, ...bound],
    over: (shift) => {
      if (shift.axes.every((axis) => axes.includes(axis))) return alone(shift);
      // A shift for each of several would make as many folds of this one.
      const own = shiftBy(b, largest);
      return b.mul(alone(own), b.exp(b.mul(b.real(inner.degree), b.sub(own, shift))));
    },
  };
}

/** A number of some degree with folds in it, and the largest exponent of the exponentials that it is made from, as a constant. */
function growing(b: Build, node: Node): (Homogeneous & { readonly shift: Node }) | undefined {
  const found = homogeneous(b, node);
  if (found === undefined || found.degree <= 0 || found.bound.length === 0 || hasScan(node)) return undefined;
  const shared = found.largest.axes.filter((axis) => found.bound.includes(axis));
  return { ...found, shift: shiftBy(b, b.fold("max", shared, found.largest)) };
}

/** What would have to be run again without an exponential. */
const hasScan = (node: Node): boolean => postorder([node]).some(({ kind }) => kind === "scan");

/** Within these bounds, no float32 number that matters beside a sum has overflowed or underflowed. */
const LEAST = 1e-30;
const MOST = 1e30;

/**
 * log(E) = d * m + log(E / exp(d * m)) of a number E of degree d, as a variance is, with the largest exponent m, and where that
 * is an ordinary number, as it stands.
 */
export function logOfHomogeneous(b: Build, node: Node): Node | undefined {
  const found = growing(b, node);
  if (found === undefined) return undefined;
  const { degree, shift, over } = found;
  const isOrdinary = b.and(b.gt(node, b.real(LEAST)), b.lt(node, b.real(MOST)));
  const scaled = b.add(b.mul(b.real(degree), shift), b.log(over(shift)));
  return b.map("fallback", isOrdinary, b.graph.map("log", "real", [node]), scaled);
}

/** log(1 + E) of such a number, and as it stands where that has not overflowed. */
export function log1pOfHomogeneous(b: Build, node: Node): Node | undefined {
  const found = growing(b, node);
  if (found === undefined) return undefined;
  const { degree, shift, over } = found;
  const exponent = b.mul(b.real(degree), shift);
  const scaled = b.add(exponent, b.log(b.add(b.exp(b.neg(exponent)), over(shift))));
  return b.map("fallback", b.lt(node, b.real(MOST)), b.graph.map("log1p", "real", [node]), scaled);
}

/** The number over an exponential, as a power of its own. */
export function overExponential(b: Build, node: Node, exponent: Node): Node | undefined {
  const found = homogeneous(b, node);
  if (found === undefined || found.degree <= 0 || exponent.axes.some((axis) => found.bound.includes(axis)))
    return undefined;
  return found.over(b.mul(b.real(1 / found.degree), exponent));
}
