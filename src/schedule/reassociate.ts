import type { Node } from "../ir/graph.ts";
import { operands } from "../ir/graph.ts";
import { postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { rebuild } from "../ops/rebuild.ts";
import { type KernelGraph, mapOutputs, rootsOf } from "../ir/kernel.ts";

/**
 * Groups the factors of products by the axes that they have, so that what does not change in a loop is multiplied
 * outside of it: `(2 * x[n]) * (g / size)` becomes `(2 * (g / size)) * x[n]`. A divisor that does not change in a loop
 * becomes a factor too. Each step rounds once more: at most one unit in the last place of float64 a factor.
 */
export function reassociate(kernel: KernelGraph): KernelGraph {
  const b = new Build(kernel.graph);
  const roots = [...rootsOf(kernel), ...kernel.names.keys()];
  const nodes = postorder(roots);
  const uses = new Map<Node, number>();
  for (const node of nodes) for (const operand of operands(node)) uses.set(operand, (uses.get(operand) ?? 0) + 1);

  /** The products that are a part of a larger one. */
  const inside = new Set<Node>();
  /** The factors of a product; an inner product that is needed elsewhere too is one factor. */
  const factorsOf = (root: Node): Product => {
    const factors: Node[] = [];
    let negative = false;
    const stack = [root];
    while (stack.length > 0) {
      const node = stack.pop()!;
      const inner = node === root || uses.get(node) === 1;
      if (inner && node !== root) inside.add(node);
      if (inner && node.kind === "map" && node.op === "mul" && node.type === "real")
        stack.push(node.args[1]!, node.args[0]!);
      else if (inner && node.kind === "map" && node.op === "neg" && node.type === "real") {
        negative = !negative;
        stack.push(node.args[0]!);
      } else if (inner && dividesByLess(node)) stack.push(reciprocal(node.args[1]!), node.args[0]!);
      else factors.push(node);
    }
    return { factors, negative };
  };

  const done = new Map<Node, Node>();
  const reciprocals = new Map<Node, Node>();
  const reciprocal = (divisor: Node): Node => {
    const node = b.graph.map("div", "real", [b.real(1), divisor]);
    reciprocals.set(node, divisor);
    return node;
  };
  const moved = (node: Node): Node => {
    const divisor = reciprocals.get(node);
    return divisor ? b.div(b.real(1), done.get(divisor)!) : done.get(node)!;
  };
  const products = new Map<Node, Product>();
  for (const node of nodes.toReversed()) {
    if (!isProduct(node) || inside.has(node)) continue;
    const found = factorsOf(node);
    if (new Set(found.factors.map((factor) => factor.axes.length)).size > 1) products.set(node, found);
  }
  for (const node of nodes) {
    const mixed = products.get(node);
    if (mixed) done.set(node, product(b, mixed.factors.map(moved), mixed.negative));
    else
      done.set(
        node,
        rebuild(
          b,
          node,
          operands(node).map((operand) => done.get(operand)!),
        ),
      );
  }
  return mapOutputs(kernel, (node) => done.get(node)!);
}

interface Product {
  readonly factors: readonly Node[];
  readonly negative: boolean;
}

const isProduct = (node: Node): boolean =>
  (node.kind === "map" && (node.op === "mul" || node.op === "neg") && node.type === "real") || dividesByLess(node);

/** A quotient whose divisor has fewer axes, so that its reciprocal can be computed outside. */
function dividesByLess(node: Node): node is Node & { readonly kind: "map" } {
  if (node.kind !== "map" || node.op !== "div") return false;
  const [x, y] = node.args as [Node, Node];
  return y.kind !== "constant" && y.axes.length < x.axes.length && y.axes.every((axis) => x.axes.includes(axis));
}

function product(b: Build, factors: readonly Node[], negative: boolean): Node {
  const sorted = factors
    .map((factor, place) => ({ factor, place }))
    .sort((x, y) => x.factor.axes.length - y.factor.axes.length || x.place - y.place)
    .map(({ factor }) => factor);
  const [first, ...rest] = sorted as [Node, ...Node[]];
  const start = !negative ? first : first.kind === "constant" ? b.real(-first.value) : b.neg(first);
  return rest.reduce((x, y) => b.mul(x, y), start);
}
