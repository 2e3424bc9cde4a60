import type { FoldNode, Graph, MapNode, Node, Reduction, Run } from "../ir/graph.ts";
import { isConstant, isReduction, isSameRun, operands, opposite } from "../ir/graph.ts";
import { LARGEST_FLOAT32, type TargetFacts, SAFE_NORMS } from "../ir/target.ts";
import { postorder } from "../ir/walk.ts";
import { Build, type Simplify } from "../ops/build.ts";
import { cancelsBelow } from "../ops/comparison.ts";
import { folds, type InParts, plainNorm, runningParts, type Shifted, shifted } from "../ops/folds.ts";
import { operator } from "../ops/index.ts";
import { rebuild } from "../ops/rebuild.ts";
import { substitute } from "../ops/substitute.ts";
import { magnitude } from "../rewrite/facts.ts";
import { isShare, type SelectedSum, type ShareSum, shareSum, times } from "./share-sum.ts";
import { type KernelGraph, mapOutputs, rootsOf } from "../ir/kernel.ts";

/** Makes nodes that the target can spell. */
export const legalBuild = (graph: Graph, simplify: Simplify, target: TargetFacts): Build =>
  new Build(graph, (node, b) => {
    const simple = simplify(node, b);
    return simple === node ? decomposed(b, node, target) : simple;
  });

/** Rewrites what the target cannot spell into what it can; folds are brought to those with a step. */
export function legalize(kernel: KernelGraph, simplify: Simplify, target: TargetFacts): KernelGraph {
  const b = legalBuild(kernel.graph, simplify, target);
  const plain = new Build(kernel.graph, simplify);
  const done = new Map<Node, Node>();
  const at = (node: Node) => done.get(node)!;
  const parts: Parts = (fold) => {
    const moved = b.graph.fold("logsumexp", fold.bound, at(fold.body)) as FoldNode;
    return shifted(b, moved);
  };
  let hasShares = false;
  const walk = (roots: Iterable<Node>) => {
    for (const node of postorder(roots)) {
      if (done.has(node)) continue;
      hasShares ||= isShare(node);
      done.set(node, legal(node));
    }
  };
  const inParts = (node: Reduction): InParts =>
    node.kind === "fold" ? parts(node) : runningParts(b, { ...node, body: at(node.body) });
  const legal = (node: Node): Node => {
    const found = hasShares ? shareSum(plain, node) : undefined;
    if (found) {
      walk(found.beside);
      return found.beside.map(at).reduce((x, y) => b.add(x, y), sumInParts(found));
    }
    return (
      softmaxParts(b, node, inParts, at) ??
      runningSum(b, node, inParts, at) ??
      renamedBound(b, rebuild(b, node, operands(node).map(at)))
    );
  };
  /** Of a share that may be all but 1, what is there if it is 1, less what is left of it. */
  const sumInParts = (found: ShareSum | SelectedSum): Node => {
    if (found.kind === "selected") {
      walk([found.sum]);
      return at(found.sum);
    }
    const { share, logShare, multiple, other, whole } = found;
    const product = times(plain, multiple, share);
    walk([share, product, multiple, other, whole]);
    const { others, total } = parts(logShare.args[1]);
    const rest = b.mul(at(multiple), b.div(others, total));
    const small = b.add(at(product), at(other));
    return b.select(b.gt(at(share), b.real(0.5)), b.sub(at(whole), rest), small);
  };
  walk([...rootsOf(kernel), ...kernel.names.keys()]);
  return mapOutputs(kernel, at);
}

function decomposed(b: Build, node: Node, target: TargetFacts): Node {
  const { spells, computesIn, largestReal } = target;
  const norms = SAFE_NORMS[computesIn];
  if (node.kind === "fold" && node.fold === "norm" && magnitude(node.body, largestReal) <= norms.elements) {
    return plainNorm(b, node.bound, node.body);
  }
  if (node.kind === "map" && node.op === "cancels") {
    const [x, y] = node.args as [Node, Node];
    return cancelsBelow(b, fewDigits(target), x, y);
  }
  if (node.kind === "map" && !spells(node.op)) return operator(node.op).decompose?.(b, ...node.args) ?? node;
  if (node.kind === "fold" && node.fold === "logsumexp") {
    const { shift, logTotal } = shifted(b, node);
    return b.add(shift, logTotal);
  }
  if (node.kind === "fold")
    return folds[node.fold].step === undefined ? folds[node.fold].decompose!(b, node, norms) : node;
  return node;
}

/**
 * `x - logsumexp(y)` without the large shift in between, and its exponential as a share of the total: a softmax
 * then uses the exponentials that the total adds up. A logsumexp is -inf where the total is 0, and nowhere else.
 */
function softmaxParts(
  b: Build,
  node: Node,
  parts: (total: Reduction) => InParts,
  at: (node: Node) => Node,
): Node | undefined {
  if (node.kind !== "map") return undefined;
  /** `node - shift`, without the large shift of a logsumexp on the left either. */
  const above = (left: Node, shift: Node) => {
    if (!isLogOfTotal(left)) return b.sub(at(left), shift);
    const own = parts(left);
    return b.add(b.sub(own.shift, shift), own.logTotal);
  };
  const arg = node.args[0]!;
  if ((node.op === "eq" || node.op === "ne") && isLogOfTotal(arg) && isConstant(node.args[1]!, -Infinity)) {
    return b.map(node.op, parts(arg).total, b.real(0));
  }
  if (node.op === "exp" && isRatio(arg)) {
    const { shift, total } = parts(arg.args[1]);
    return b.mul(b.exp(above(arg.args[0], shift)), b.div(b.real(1), total));
  }
  if (isRatio(node)) {
    const { shift, logTotal } = parts(node.args[1]);
    return b.sub(above(node.args[0], shift), logTotal);
  }
  if (node.op === "sub" && isLogOfTotal(arg)) {
    const { shift, logTotal } = parts(arg);
    return b.sub(logTotal, above(node.args[1]!, shift));
  }
  // As `logsumexp(-x) - (-x[C = t])` is spelled.
  if (node.op === "add" && node.args.some(isLogOfTotal)) {
    const [fold, other] = isLogOfTotal(arg) ? [arg, node.args[1]!] : [node.args[1] as Reduction, arg];
    const { shift, logTotal } = parts(fold);
    return b.add(logTotal, b.add(at(other), shift));
  }
  return undefined;
}

/** A logsumexp, also a running one. */
const isLogOfTotal = (node: Node): node is Reduction => isReduction(node) && node.fold === "logsumexp";

const isRatio = (node: Node): node is MapNode & { readonly args: readonly [Node, Reduction] } =>
  node.kind === "map" && node.op === "sub" && isLogOfTotal(node.args[1]!);

/**
 * A running logsumexp in its parts, and a sum in parts of exp(-L) of such an L, from the other end, in parts of exp(-shift). The
 * largest of these exp(-L) is that of the next L where the sum is one of what comes after.
 */
function runningSum(
  b: Build,
  node: Node,
  parts: (total: Reduction) => InParts,
  at: (node: Node) => Node,
): Node | undefined {
  if (node.kind !== "scan") return undefined;
  const run: Run = node;
  const { body, exponent } = node;
  if (isLogOfTotal(node)) {
    const { shift, logTotal } = parts(node);
    return b.add(shift, logTotal);
  }
  const [isNothing, nothing, negated] = exponent?.kind === "map" && exponent.op === "select" ? exponent.args : [];
  const log = negated?.kind === "map" && negated.op === "neg" ? negated.args[0]! : undefined;
  const isOpposite = log?.kind === "scan" && isLogOfTotal(log) && isSameRun(log, opposite(run));
  if (!isOpposite || !isConstant(nothing!, -Infinity)) return undefined;
  const { shift, total } = parts(log);
  const scaled = b.select(at(isNothing!), nothing!, b.neg(shift));
  const sum = b.scan("sum", run, b.div(at(body), total), scaled);
  return b.mul(run.exclusive ? nextTotal(b, at(log.body), { shift, total }) : total, sum);
}

/** The total of the next of a running logsumexp of what comes before each x. */
function nextTotal(b: Build, x: Node, { shift, total }: Pick<InParts, "shift" | "total">): Node {
  const next = b.max(shift, x);
  return b.add(b.mul(total, b.exp(b.sub(shift, next))), b.exp(b.sub(x, next)));
}

/** A logsumexp in its parts, all legal. */
type Parts = (fold: FoldNode) => Shifted;

/** The part of two numbers below which their difference has too few digits for the accuracy of the target's reals. */
function fewDigits({ computesIn, largestReal }: TargetFacts): number {
  if (computesIn === "f32") return 2 ** -2;
  return largestReal > LARGEST_FLOAT32 ? 2 ** -7 : 2 ** -23;
}

/** Bound axes that were renamed to avoid a clash take their plain name back where there is none. */
function renamedBound(b: Build, node: Node): Node {
  if (node.kind === "read") {
    const { axis } = node;
    const plain = b.graph.axis(axis.name.replace(/'.*$/, ""));
    if (plain === axis || plain.extent !== axis.extent || node.of.axes.includes(plain)) return node;
    return b.read(b.read(node.of, axis, b.graph.index(plain)), plain, node.at);
  }
  if (node.kind !== "fold") return node;
  for (const axis of node.bound) {
    const plain = b.graph.axis(axis.name.replace(/'.*$/, ""));
    if (plain !== axis && plain.extent === axis.extent && !node.body.axes.includes(plain)) {
      const body = substitute(b, node.body, new Map([[axis, b.graph.index(plain)]]));
      const bound = node.bound.map((other) => (other === axis ? plain : other));
      return renamedBound(b, b.fold(node.fold, bound, body));
    }
  }
  return node;
}
