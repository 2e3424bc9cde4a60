import type { Node } from "../ir/graph.ts";
import { operands } from "../ir/graph.ts";
import { type KernelGraph, mapOutputs, rootsOf } from "../ir/kernel.ts";
import type { TargetFacts } from "../ir/target.ts";
import { postorder } from "../ir/walk.ts";
import type { Build } from "../ops/build.ts";
import type { Interval } from "../ops/interval.ts";
import { rebuild } from "../ops/rebuild.ts";
import { isNonNegative, rangeWithin } from "../rewrite/facts.ts";
import { logOfPositive } from "../rewrite/log-of.ts";
import { isBelowLargest } from "../rewrite/rest-of-share.ts";
import {
  exponentOf,
  growing,
  type Growth,
  mayOverflow,
  type ScaledForm,
  scaledForm,
  type Scaling,
  sumOfForms,
} from "./scaled-form.ts";
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
  const values = kernel.outputs.filter((output) => output.kind !== "gradient").map((output) => output.node);
  const growths = mayOverflow(b, nodes, isBounded, new Set(postorder(values)));
  if (growths.size === 0) return kernel;

  const done = new Map<Node, Node>();
  const made = (node: Node) => done.get(node)!;
  const means: Means = {
    products: productsIn(nodes),
    growths,
    varies: varyingOf(nodes),
    mayReturn: returning(nodes),
    done,
    forms: new Map(),
    limit,
  };
  /** What nodes become as factors of a product, which is guarded as a whole. */
  const asFactor = new Map<Node, Node>();
  for (const node of nodes) {
    const alone = rebuild(b, node, operands(node).map(made));
    const factors = means.products.get(node);
    const asOperand = (operand: Node) => (factors?.includes(operand) ? asFactor.get(operand)! : made(operand));
    const within = factors ? rebuild(b, node, operands(node).map(asOperand)) : alone;
    const log = guardedLogarithm(b, node, alone, means);
    asFactor.set(node, log ?? within);
    done.set(node, log ?? guardedProduct(b, node, within, means) ?? guardedDifference(b, node, alone, means) ?? alone);
  }
  return mapOutputs(kernel, made);
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

/** What depends on data. */
function varyingOf(nodes: readonly Node[]): ReadonlySet<Node> {
  const varies = new Set<Node>();
  for (const node of nodes) {
    if (node.kind === "input" || operands(node).some((part) => varies.has(part))) varies.add(node);
  }
  return varies;
}

/** What may be infinite beside results that are finite. */
function returning(nodes: readonly Node[]): ReadonlySet<Node> {
  const found = new Set<Node>();
  for (const node of [...nodes].reverse()) {
    const lost = found.has(node) ? [] : infiniteWith(node);
    for (const part of operands(node)) if (!lost.includes(part)) found.add(part);
  }
  return found;
}

/** What a result is infinite with, as products and logarithms are guarded themselves. */
function infiniteWith(node: Node): readonly Node[] {
  if (node.kind === "fold") return node.fold === "sum" ? [node.body] : [];
  if (node.kind !== "map" || ["max", "min", "relu"].includes(node.op)) return [];
  return node.op === "log" || node.op === "log1p" ? node.args : growing(node);
}

interface Means extends Scaling {
  readonly products: Products;
  readonly varies: ReadonlySet<Node>;
  readonly mayReturn: ReadonlySet<Node>;
  readonly limit: number;
}

function guardedProduct(b: Build, node: Node, plain: Node, means: Means): Node | undefined {
  const { products, growths, varies, done, limit } = means;
  const leaves = products.has(node) ? leavesOf(products, node) : [];
  const unbounded = leaves.filter((leaf) => growths.has(leaf));
  if (unbounded.length === 0) return undefined;
  const made = (part: Node) => done.get(part)!;
  const replaced = (by: ReadonlyMap<Node, Node>, divisors: ReadonlyMap<Node, Node> = new Map()) =>
    remaining(b, products, node, done, by, divisors);
  const sum = (nodes: readonly Node[]) => nodes.reduce((x, y) => b.add(x, y));

  const exponentials = unbounded.filter((leaf) => leaf.kind === "map" && leaf.op === "exp");
  const together = exponentials.length > 0 ? [sum(exponentials.map((leaf) => exponentOf(b, leaf, made)!))] : [];
  const joined =
    exponentials.length > 1
      ? b.mul(replaced(new Map(exponentials.map((leaf) => [leaf, b.real(1)]))), b.exp(together[0]!))
      : undefined;

  const growthsOf = (parts: readonly Node[]) => parts.map((part) => growths.get(part)!);
  const divisors = divisorsOf(products, node).filter((divisor) => growths.has(divisor));
  const others = growthsOf(unbounded.filter((leaf) => !exponentials.includes(leaf)));
  const below = growthsOf(divisors);
  const sources = [...new Set([...others, ...below].flatMap((growth) => [...growth.sources]))];
  const degree = Math.max(together.length + degreeOf(others), degreeOf(below));
  const conditions = [
    ...together.map((exponent) => atMost(b, exponent, limit / degree)),
    ...sources.map((source) => isAtMost(b, source, limit / degree, means)),
  ];
  const largest = together[0] ?? (sources[0] && exponentOf(b, sources[0], made));
  const isLargeTogether = (leaf: Node) => growths.get(leaf)?.sources.has(leaf) || made(leaf) === largest;
  const varying = [...new Set(leaves.filter((leaf) => varies.has(leaf)))];
  const overflowsAnyway = varying.length < 2 || (new Set(conditions).size === 1 && varying.every(isLargeTogether));
  if (overflowsAnyway && divisors.length === 0) return joined;

  const isFinite = conditions.reduce((x, y) => b.and(x, y));
  const forms = new Map(leaves.map((leaf) => [leaf, formOf(b, leaf, means)]));
  const formsBelow = new Map(divisors.map((divisor) => [divisor, formOf(b, divisor, means)]));
  const exponentsBelow = divisors.map((divisor) => b.neg(formsBelow.get(divisor)!.exponent));
  const exponent = sum([...leaves.map((leaf) => forms.get(leaf)!.exponent), ...exponentsBelow]);
  return b.map(
    "fallback",
    isFinite,
    joined ?? plain,
    b.map("scaled_exp", replaced(mantissas(forms), mantissas(formsBelow)), exponent),
  );
}

function degreeOf(growths: readonly Growth[]): number {
  return growths.reduce((total, { degree }) => total + degree, 0);
}

/** `exponent <= limit`, of a multiple as of the number itself: equal conditions look alike. */
function atMost(b: Build, exponent: Node, limit: number): Node {
  const isNegated = exponent.kind === "map" && exponent.op === "neg";
  const size = isNegated ? exponent.args[0]! : exponent;
  const [factor, x] = (size.kind === "map" && size.op === "mul" ? size.args : []) as [Node, Node];
  if (factor?.kind !== "constant" || factor.value <= 0) return b.le(exponent, b.real(limit));
  return atMost(b, isNegated ? b.neg(x) : x, limit / factor.value);
}

/** Whether what may overflow is at most the exponential of a limit. */
function isAtMost(b: Build, source: Node, limit: number, { done }: Means): Node {
  const exponent = exponentOf(b, source, (part) => done.get(part)!);
  return exponent ? atMost(b, exponent, limit) : b.le(b.abs(done.get(source)!), b.real(Math.exp(limit)));
}

/** Whether nothing overflows that a number is made from. */
function isWithinLimit(b: Build, growth: Growth, means: Means): Node {
  const limit = means.limit / growth.degree;
  return [...growth.sources].map((source) => isAtMost(b, source, limit, means)).reduce((x, y) => b.and(x, y));
}

/** A difference of numbers that may both overflow: it is infinite, and no NaN, where it does. */
function guardedDifference(b: Build, node: Node, plain: Node, means: Means): Node | undefined {
  const growth = means.growths.get(node);
  if (growth === undefined || node.kind !== "map" || !means.mayReturn.has(node)) return undefined;
  const [x, y] = node.args as [Node, Node];
  const terms = node.op === "add" ? [x, y] : node.op === "sub" ? [x, b.neg(y)] : [];
  const haveOneSign = terms.every(isNonNegative) || terms.every((term) => isNonNegative(b.neg(term)));
  if (haveOneSign || !means.growths.has(x) || !means.growths.has(y)) return undefined;
  const { mantissa, exponent } = scaledForm(b, node, means);
  return b.map("fallback", isWithinLimit(b, growth, means), plain, b.map("scaled_exp", mantissa, exponent));
}

/** The logarithm of a number that overflows, or of 1 and such a number. */
function guardedLogarithm(b: Build, node: Node, plain: Node, means: Means): Node | undefined {
  if (node.kind !== "map" || (node.op !== "log" && node.op !== "log1p")) return undefined;
  const growth = means.growths.get(node.args[0]!);
  if (growth === undefined) return undefined;
  const form = scaledForm(b, node.args[0]!, means);
  const { mantissa, exponent } =
    node.op === "log" ? form : sumOfForms(b, { mantissa: b.real(1), exponent: b.real(0) }, form);
  return b.map("fallback", isWithinLimit(b, growth, means), plain, b.add(exponent, b.log(mantissa)));
}

function mantissas(forms: ReadonlyMap<Node, ScaledForm>): ReadonlyMap<Node, Node> {
  return new Map([...forms].map(([node, { mantissa }]) => [node, mantissa]));
}

/** A factor as a mantissa and an exponent. What does not overflow may still be made from exponentials, and underflow. */
function formOf(b: Build, node: Node, scaling: Scaling): ScaledForm {
  const made = scaling.done.get(node)!;
  const isStraight = !scaling.growths.has(node) && nearestFolds(made).length === 0;
  const log = isStraight ? logOfPositive(b, made) : undefined;
  return log ? { mantissa: b.real(1), exponent: log } : scaledForm(b, node, scaling);
}

/** What is multiplied in a product, each as often as it is. */
function leavesOf(products: Products, node: Node): readonly Node[] {
  return products.get(node)?.flatMap((factor) => leavesOf(products, factor)) ?? [node];
}

/** What a product is divided by, each as often as it is. */
function divisorsOf(products: Products, node: Node): readonly Node[] {
  const inner = (products.get(node) ?? []).flatMap((factor) => divisorsOf(products, factor));
  return products.has(node) && node.kind === "map" && node.op === "div" ? [...inner, node.args[1]!] : inner;
}

/** A product with others in the place of some of its factors, and of some of its divisors. */
function remaining(
  b: Build,
  products: Products,
  node: Node,
  done: ReadonlyMap<Node, Node>,
  by: ReadonlyMap<Node, Node>,
  divisors: ReadonlyMap<Node, Node>,
): Node {
  const other = by.get(node);
  if (other) return other;
  const factors = products.get(node) ?? [];
  if (node.kind !== "map" || factors.length === 0) return done.get(node)!;
  const multiplied = factors.map((factor) => remaining(b, products, factor, done, by, divisors));
  const below = node.args.slice(factors.length).map((divisor) => divisors.get(divisor) ?? done.get(divisor)!);
  return b.map(node.op, ...multiplied, ...below);
}
