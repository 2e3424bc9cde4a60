import type { Node } from "../ir/graph.ts";
import { operands } from "../ir/graph.ts";
import { INCOMING_GRADIENT, type KernelGraph, mapOutputs, rootsOf } from "../ir/kernel.ts";
import type { TargetFacts } from "../ir/target.ts";
import { postorder } from "../ir/walk.ts";
import type { Build } from "../ops/build.ts";
import type { Interval } from "../ops/interval.ts";
import { rebuild } from "../ops/rebuild.ts";
import { rangeWithin } from "../rewrite/facts.ts";
import { logOfPositive } from "../rewrite/log-of.ts";
import { isBelowLargest } from "../rewrite/rest-of-share.ts";
import { nearestFolds } from "./task.ts";

/** The largest whole number whose exponential is finite. */
const LARGEST_EXPONENT = { f32: 88, f64: 709 } as const;

/** Products of more factors are left as they are. */
const MOST_FACTORS = 32;

/**
 * Products with exponentials that may overflow: they are 0 where another factor is, and finite where one is small enough.
 * Several such exponentials become one, for one may overflow where another underflows.
 */
export function guardOverflow(
  b: Build,
  kernel: KernelGraph,
  allowed: ReadonlyMap<string, Interval>,
  { computesIn }: TargetFacts,
): KernelGraph {
  const limit = LARGEST_EXPONENT[computesIn];
  const range = rangeWithin(allowed);
  const isBounded = (exponent: Node) => range(exponent).hi <= limit || isBelowLargest(b, exponent);
  const nodes = postorder([...rootsOf(kernel), ...kernel.names.keys()]);
  const mayOverflow = new Set(
    nodes.filter((node) => node.kind === "map" && node.op === "exp" && !isBounded(node.args[0]!)),
  );
  if (mayOverflow.size === 0) return kernel;

  const done = new Map<Node, Node>();
  const means = { products: productsIn(nodes), mayOverflow, varies: varying(nodes), done, limit };
  /** What nodes become as factors of a product, which is guarded as a whole. */
  const asFactor = new Map<Node, Node>();
  for (const node of nodes) {
    const factors = means.products.get(node) ?? [];
    const moved = operands(node).map((operand) => (factors.includes(operand) ? asFactor : done).get(operand)!);
    const plain = rebuild(b, node, moved);
    asFactor.set(node, plain);
    done.set(node, factors.length > 0 ? guarded(b, node, plain, means) : plain);
  }
  return mapOutputs(kernel, (node) => done.get(node)!);
}

/** Products, with those of their arguments that they are multiples of. */
type Products = ReadonlyMap<Node, readonly Node[]>;

function productsIn(nodes: readonly Node[]): Products {
  const products = new Map<Node, readonly Node[]>();
  const sizes = new Map<Node, number>();
  for (const node of nodes) {
    const factors = factorsOf(node);
    const size = factors.reduce((sum, factor) => sum + (sizes.get(factor) ?? 1), 1);
    if (factors.length === 0 || size > 2 * MOST_FACTORS) continue;
    products.set(node, factors);
    sizes.set(node, size);
  }
  return products;
}

function factorsOf(node: Node): readonly Node[] {
  if (node.kind !== "map" || node.type !== "real") return [];
  if (node.op === "mul") return node.args;
  return node.op === "neg" || node.op === "div" ? node.args.slice(0, 1) : [];
}

/** What depends on data, but for the incoming gradient: where that is 0, what it is multiplied with is a result that overflows. */
function varying(nodes: readonly Node[]): ReadonlySet<Node> {
  const varies = new Set<Node>();
  for (const node of nodes) {
    if (node.kind === "input" ? node.input !== INCOMING_GRADIENT : operands(node).some((part) => varies.has(part)))
      varies.add(node);
  }
  return varies;
}

interface Means {
  readonly products: Products;
  readonly mayOverflow: ReadonlySet<Node>;
  readonly varies: ReadonlySet<Node>;
  readonly done: ReadonlyMap<Node, Node>;
  readonly limit: number;
}

function guarded(b: Build, node: Node, plain: Node, { products, mayOverflow, varies, done, limit }: Means): Node {
  const leaves = leavesOf(products, node);
  const unbounded = leaves.filter((leaf) => mayOverflow.has(leaf));
  if (unbounded.length === 0) return plain;
  const exponents = new Map(leaves.map((leaf) => [leaf, exponentIn(b, done.get(leaf)!)]));
  const exponentOf = (some: readonly Node[]) => some.map((leaf) => exponents.get(leaf)!).reduce((x, y) => b.add(x, y));
  const without = (some: readonly Node[]) => remaining(b, products, node, done, new Set(some));

  const exponent = exponentOf(unbounded);
  const product = unbounded.length === 1 ? plain : b.mul(without(unbounded), b.exp(exponent));
  if (leaves.every((leaf) => mayOverflow.has(leaf) || !varies.has(leaf))) return product;
  const exponentials = leaves.filter((leaf) => exponents.get(leaf) !== undefined);
  const rare = b.map("scaled_exp", without(exponentials), exponentOf(exponentials));
  return b.map("fallback", b.le(exponent, b.real(limit)), product, rare);
}

/** The logarithm of what is made from exponentials, if that takes no loop. */
function exponentIn(b: Build, node: Node): Node | undefined {
  if (node.kind === "map" && node.op === "exp") return node.args[0]!;
  return nearestFolds(node).length === 0 ? logOfPositive(b, node) : undefined;
}

/** What is multiplied in a product, each as often as it is. */
function leavesOf(products: Products, node: Node): readonly Node[] {
  return products.get(node)?.flatMap((factor) => leavesOf(products, factor)) ?? [node];
}

/** A product without some of its factors. */
function remaining(
  b: Build,
  products: Products,
  node: Node,
  done: ReadonlyMap<Node, Node>,
  left: ReadonlySet<Node>,
): Node {
  if (left.has(node)) return b.real(1);
  const factors = products.get(node) ?? [];
  if (node.kind !== "map" || factors.length === 0) return done.get(node)!;
  const rest = (arg: Node) => (factors.includes(arg) ? remaining(b, products, arg, done, left) : done.get(arg)!);
  return b.map(node.op, ...node.args.map(rest));
}
