import { isConstant, type MapNode, type Node } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import type { Build } from "../ops/build.ts";
import { isLogRatio, isLogSoftmax, type LogRatio } from "../ops/log-ratio.ts";
import { splitByShare } from "../ops/split-by-share.ts";
import { substitute } from "../ops/substitute.ts";
import { isOfData } from "../rewrite/facts.ts";
import { nearestFolds } from "./task.ts";

/** A sum with a softmax's share p: `multiple * p + other`, and what is beside it. */
export interface ShareSum {
  readonly kind: "parts";
  readonly share: MapNode;
  readonly logShare: LogRatio;
  readonly multiple: Node;
  readonly other: Node;
  /** `multiple + other`, which is what is there where p is 1. */
  readonly whole: Node;
  readonly beside: readonly Node[];
}

/** The same where what is added to the multiple is something at one place only: `sum` is made there, and elsewhere without it. */
export interface SelectedSum {
  readonly kind: "selected";
  readonly sum: Node;
  readonly beside: readonly Node[];
}

/**
 * A sum of multiples of a softmax's share p and of numbers that p may come to, as the gradients of cross-entropies are: data,
 * or what is 0 but at one place. Where p is almost 1, what is left of it, 1 - p, must not be lost.
 */
export function shareSum(b: Build, node: Node): ShareSum | SelectedSum | undefined {
  if (node.kind !== "map" || (node.op !== "add" && node.op !== "sub")) return undefined;
  const terms = termsOf(b, node);
  const shares = [...new Set(terms.flatMap((term) => sharesIn(term)))];
  const sorted = shares
    .map((share) => sortedBy(b, terms, share))
    .filter(({ multiples, others }) => multiples.length > 0 && others.length > 0);
  for (const found of sorted) {
    const selected = selectedSum(b, found);
    if (selected) return { kind: "selected", sum: selected, beside: found.beside };
  }
  const inParts = sorted.find(({ logShare }) => isLogSoftmax(logShare));
  return inParts && partsOf(b, inParts);
}

/** The terms of a sum. */
interface Sorted {
  readonly share: MapNode;
  readonly logShare: LogRatio;
  /** What the share is multiplied with. */
  readonly multiples: readonly Node[];
  /** Numbers that it may come to. */
  readonly others: readonly { readonly node: Node; readonly selected: Selected | undefined }[];
  readonly beside: readonly Node[];
}

function sortedBy(b: Build, terms: readonly Node[], share: MapNode): Sorted {
  const multiples: Node[] = [];
  const others: Sorted["others"][number][] = [];
  const beside: Node[] = [];
  for (const term of terms) {
    const { multiple, product, other } = splitByShare(b, term, share);
    const selected = selectedTerm(b, term);
    if (multiple && !product && !other) multiples.push(multiple);
    else if (!multiple && (selected || isOfData(term))) others.push({ node: term, selected });
    else beside.push(term);
  }
  return { share, logShare: share.args[0] as LogRatio, multiples, others, beside };
}

function partsOf(b: Build, { share, logShare, multiples, others, beside }: Sorted): ShareSum {
  const nodes = others.map(({ node }) => node);
  const whole = sum(b, simpleFirst([...multiples, ...nodes]));
  return { kind: "parts", share, logShare, multiple: sum(b, multiples), other: sum(b, nodes), whole, beside };
}

const sum = (b: Build, terms: readonly Node[]): Node => terms.reduce((x, y) => b.add(x, y));

/** A number that is made of exponentials has its own digits: it comes after what others may cancel with. */
function simpleFirst(nodes: readonly Node[]): readonly Node[] {
  const isSimple = (node: Node) => !postorder([node]).some((part) => part.kind === "map" && part.op === "exp");
  return [...nodes.filter(isSimple), ...nodes.filter((node) => !isSimple(node))];
}

/** Longer sums, and deeper products and choices than this are left as they are. */
const MOST_TERMS = 16;
const DEPTH = 8;

/** What a sum adds up. */
function termsOf(b: Build, node: Node): readonly Node[] {
  const terms = [node];
  for (let at = 0; at < terms.length;) {
    const term = terms[at]!;
    if (term.kind !== "map" || (term.op !== "add" && term.op !== "sub") || terms.length >= MOST_TERMS) at++;
    else {
      const [x, y] = term.args as [Node, Node];
      terms.splice(at, 1, x, term.op === "sub" ? b.neg(y) : y);
    }
  }
  return terms;
}

/** The exponential of a log-ratio. */
export const isShare = (node: Node): node is MapNode =>
  node.kind === "map" && node.op === "exp" && isLogRatio(node.args[0]!);

/** The shares that a node is made from by what is linear in them. */
function sharesIn(node: Node, depth = DEPTH): readonly MapNode[] {
  if (node.kind !== "map" || depth === 0) return [];
  if (isShare(node)) return [node];
  return linearIn(node).flatMap((part) => sharesIn(part, depth - 1));
}

/** The arguments in which a node is linear. */
function linearIn({ op, args }: MapNode): readonly Node[] {
  switch (op) {
    case "mul":
    case "add":
    case "sub":
      return args;
    case "neg":
    case "div":
      return args.slice(0, 1);
    case "select":
      return args.slice(1);
    default:
      return [];
  }
}

/** A term that is 0 but where a condition holds, at one place along an axis. */
interface Selected {
  readonly condition: Node;
  readonly term: Node;
  readonly axis: Axis;
  readonly place: Node;
}

function selectedTerm(b: Build, node: Node, depth = DEPTH): Selected | undefined {
  if (node.kind !== "map" || depth === 0) return undefined;
  const [x, y, z] = node.args as [Node, Node, Node];
  if (node.op === "select") {
    const position = isConstant(z, 0) ? positionIn(x) : undefined;
    return position && { condition: x, term: y, ...position };
  }
  if (!["mul", "neg", "div"].includes(node.op)) return undefined;
  for (const [i, part] of linearIn(node).entries()) {
    const inner = selectedTerm(b, part, depth - 1);
    if (inner) return { ...inner, term: b.map(node.op, ...node.args.map((arg, at) => (at === i ? inner.term : arg))) };
  }
  return undefined;
}

/** The axis that a condition `index(axis) == place and ...` picks one place along. */
function positionIn(condition: Node, depth = DEPTH): Pick<Selected, "axis" | "place"> | undefined {
  if (condition.kind !== "map" || depth === 0) return undefined;
  if (condition.op === "and")
    return condition.args.map((part) => positionIn(part, depth - 1)).find((found) => found !== undefined);
  if (condition.op !== "eq") return undefined;
  for (const [index, place] of [condition.args, condition.args.toReversed()] as [Node, Node][]) {
    if (index.kind === "index" && !place.axes.includes(index.axis)) return { axis: index.axis, place };
  }
  return undefined;
}

/** The sum with what is selected, at its place: all must be selected there, and no fold be made for this place alone. */
function selectedSum(b: Build, { share, multiples, others }: Sorted): Node | undefined {
  const [first] = others.map(({ selected }) => selected);
  if (first === undefined || others.some(({ selected }) => selected?.condition !== first.condition)) return undefined;
  const { axis, place, condition } = first;
  const terms = others.flatMap(({ selected }) => selected?.term ?? []);
  const isLocal = (node: Node) => nearestFolds(node).some((fold) => fold.axes.includes(axis));
  if (!share.axes.includes(axis) || [share, condition, ...terms, ...multiples].some(isLocal)) return undefined;
  const at = (node: Node) => substitute(b, node, new Map([[axis, place]]));
  const multiplesHere = multiples.map(at).filter((multiple) => !isConstant(multiple, 0));
  if (multiplesHere.length === 0) return undefined;
  const here = sumAt(b, at(share.args[0]!), terms.map(at), multiplesHere);
  return b.select(condition, here, times(b, sum(b, multiples), share));
}

/** `u + v * p + ...`. A pair of -v and v * p is v * (p - 1); the rest is taken as such where p is more than 1/2. */
function sumAt(b: Build, logShare: Node, numbers: readonly Node[], multiples: readonly Node[]): Node {
  const share = b.exp(logShare);
  const rest = b.map("expm1", logShare);
  const vs = [...multiples];
  const pairs: Node[] = [];
  /** Whether a number has a partner among the multiples, which goes with it. */
  const isPaired = (u: Node): boolean => {
    const at = vs.findIndex((v) => core(b, v) === core(b, b.neg(u)));
    if (at < 0) return false;
    const [v] = vs.splice(at, 1) as [Node];
    pairs.push(b.add(u, v), times(b, v, rest));
    return true;
  };
  const us = numbers
    .filter((u) => !isPaired(u))
    .flatMap((u) => termsOf(b, u))
    .filter((u) => !isPaired(u));
  if (us.length === 0 || vs.length === 0) return sum(b, [...pairs, ...us, ...vs.map((v) => times(b, v, share))]);
  const whole = sum(b, simpleFirst([...us, ...vs]));
  const large = b.add(whole, times(b, sum(b, vs), rest));
  const small = b.add(sum(b, us), times(b, sum(b, vs), share));
  return sum(b, [...pairs, b.select(b.gt(rest, b.real(-0.5)), large, small)]);
}

/** A product that is 0 where v is chosen to be 0, whatever the factor is there. */
export function times(b: Build, v: Node, factor: Node): Node {
  if (v.kind === "map" && v.op === "neg") return b.neg(times(b, v.args[0]!, factor));
  if (v.kind !== "map" || v.op !== "select") return b.mul(v, factor);
  const [condition, yes, no] = v.args as [Node, Node, Node];
  const inner = (part: Node) => (isConstant(part, 0) ? part : times(b, part, factor));
  return b.select(condition, inner(yes), inner(no));
}

/** A number without the conditions under which it is 0. */
function core(b: Build, node: Node): Node {
  if (node.kind !== "map") return node;
  const [x, y, z] = node.args as [Node, Node, Node];
  if (node.op === "neg") return b.neg(core(b, x));
  if (node.op === "select" && isConstant(z, 0)) return core(b, y);
  return node.op === "select" && isConstant(y, 0) ? core(b, z) : node;
}
