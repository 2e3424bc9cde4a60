import type { FoldNode, Node } from "../ir/graph.ts";
import { operands } from "../ir/graph.ts";
import type { TargetFacts } from "../ir/target.ts";
import { postorder } from "../ir/walk.ts";
import { Build, type Simplify } from "../ops/build.ts";
import { folds, plainNorm, shifted } from "../ops/folds.ts";
import { operator } from "../ops/index.ts";
import { rebuild } from "../ops/rebuild.ts";
import { substitute } from "../ops/substitute.ts";
import { magnitude } from "../rewrite/facts.ts";
import { type KernelGraph, mapOutputs, rootsOf } from "../ir/kernel.ts";

/** Rewrites what the target cannot spell into what it can; folds are brought to those with a step. */
export function legalize(kernel: KernelGraph, simplify: Simplify, target: TargetFacts): KernelGraph {
  const b: Build = new Build(kernel.graph, (node, builder) => {
    const simple = simplify(node, builder);
    return simple === node ? decomposed(builder, node, target) : simple;
  });
  const done = new Map<Node, Node>();
  const at = (node: Node) => done.get(node)!;
  for (const node of postorder([...rootsOf(kernel), ...kernel.names.keys()])) {
    done.set(node, softmaxParts(b, node, at) ?? renamedBound(b, rebuild(b, node, operands(node).map(at))));
  }
  return mapOutputs(kernel, at);
}

function decomposed(b: Build, node: Node, { spells, largestReal }: TargetFacts): Node {
  if (node.kind === "fold" && node.fold === "norm" && magnitude(node.body, largestReal) <= SAFE_TO_SQUARE) {
    return plainNorm(b, node.bound, node.body);
  }
  if (node.kind === "map" && !spells(node.op)) return operator(node.op).decompose?.(b, ...node.args) ?? node;
  if (node.kind === "fold") return folds[node.fold].step === undefined ? folds[node.fold].decompose!(b, node) : node;
  return node;
}

/** Sums of squares of smaller numbers do not overflow in float64, whatever their length. */
const SAFE_TO_SQUARE = 1e150;

/**
 * `x - logsumexp(y)` without the large shift in between, and its exponential as a share of the total: a softmax
 * then uses the exponentials that the total adds up. A logsumexp is -inf where the total is 0, and nowhere else.
 */
function softmaxParts(b: Build, node: Node, at: (node: Node) => Node): Node | undefined {
  if (node.kind !== "map") return undefined;
  const arg = node.args[0]!;
  if ((node.op === "eq" || node.op === "ne") && isLogsumexp(arg) && isConstant(node.args[1]!, -Infinity)) {
    return b.map(node.op, shiftedParts(b, arg, at).total, b.real(0));
  }
  if (node.op === "exp" && isLogRatio(arg)) {
    const { shift, total } = shiftedParts(b, arg.args[1], at);
    return b.mul(b.exp(b.sub(at(arg.args[0]), shift)), b.div(b.real(1), total));
  }
  if (node.op === "sub" && isLogsumexp(arg)) {
    const { shift, total } = shiftedParts(b, arg, at);
    return b.sub(b.log(total), b.sub(at(node.args[1]!), shift));
  }
  if (isLogRatio(node)) {
    const { shift, total } = shiftedParts(b, node.args[1], at);
    return b.sub(b.sub(at(node.args[0]), shift), b.log(total));
  }
  return undefined;
}

type LogRatio = Node & { readonly kind: "map"; readonly args: readonly [Node, FoldNode] };

const isConstant = (node: Node, value: number): boolean => node.kind === "constant" && node.value === value;

const isLogsumexp = (node: Node | undefined): node is FoldNode => node?.kind === "fold" && node.fold === "logsumexp";

function isLogRatio(node: Node): node is LogRatio {
  return node.kind === "map" && node.op === "sub" && isLogsumexp(node.args[1]);
}

function shiftedParts(b: Build, fold: FoldNode, at: (node: Node) => Node): { shift: Node; total: Node } {
  return shifted(b, b.graph.fold("logsumexp", fold.bound, at(fold.body)) as FoldNode);
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
