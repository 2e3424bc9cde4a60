import { type FoldNode, type Node, operands } from "../../ir/graph.ts";
import type { Build } from "../../ops/build.ts";
import { type PlainWarrant, type Rule, ruleOf } from "../rule.ts";

/** Whether a node is the same for every position of the fold's axes. */
const fixed = (fold: FoldNode, node: Node) => !node.axes.some((axis) => fold.bound.includes(axis));

/** Operators that give a finite number for finite arguments that do not overflow. */
const TAME = new Set(
  "add sub mul neg abs sign min max clamp relu sigmoid softplus log_sigmoid tanh sin cos atan erf half_erfc real select".split(
    " ",
  ),
);

/** Whether a factor can be infinite or NaN though all inputs are finite, as a mean of nothing is. */
function isWild(node: Node): boolean {
  const seen = new Set<Node>();
  const stack = [node];
  while (stack.length > 0) {
    const part = stack.pop()!;
    if (seen.has(part) || part.type !== "real") continue;
    seen.add(part);
    if (part.kind === "constant" && !Number.isFinite(part.value)) return true;
    if (part.kind === "map" && !TAME.has(part.op)) return true;
    if (part.kind === "fold" && part.fold !== "sum" && part.fold !== "norm") return true;
    stack.push(...operands(part));
  }
  return false;
}

/** `value`, made from a sum by taking `factor` out of it, but 0 where the sum is of nothing: 0 * inf is not 0. */
function unlessEmpty(b: Build, sum: FoldNode, factor: Node, value: Node): Node {
  return isWild(factor) ? b.select(b.gt(b.sizeOf(sum.bound), b.int(0)), value, b.constantLike(0, value)) : value;
}

function sumRule(warrant: PlainWarrant, law: string, apply: (sum: FoldNode, b: Build) => Node | undefined): Rule {
  return {
    ...ruleOf(law, "fold sum"),
    warrant,
    apply: (node, b) => (node.kind === "fold" ? apply(node, b) : undefined),
  };
}

/**
 * A sum with its invariant factors, divisors and signs outside. They are taken off in a loop, and put on again around the sum
 * of what is left, for a source may have thousands of them.
 */
function withoutInvariants(sum: FoldNode, b: Build): Node | undefined {
  const outside: ((inner: Node) => Node)[] = [];
  let body = sum.body;
  for (;;) {
    if (body.kind !== "map") break;
    const [x, y] = body.args as [Node, Node];
    if (body.op === "neg") {
      outside.push(b.neg);
      body = x;
    } else if (body.op === "mul" && (fixed(sum, x) || fixed(sum, y))) {
      const factor = fixed(sum, x) ? x : y;
      outside.push((inner) => unlessEmpty(b, sum, factor, b.mul(factor, inner)));
      body = factor === x ? y : x;
    } else if (body.op === "div" && fixed(sum, y)) {
      outside.push((inner) => unlessEmpty(b, sum, b.div(b.real(1), y), b.div(inner, y)));
      body = x;
    } else if (body.op === "div" && fixed(sum, x) && !(x.kind === "constant" && x.value === 1)) {
      outside.push((inner) => unlessEmpty(b, sum, x, b.mul(x, inner)));
      body = b.div(b.real(1), y);
    } else break;
  }
  if (outside.length === 0) return undefined;
  return outside.reduceRight((inner, put) => put(inner), b.sum(sum.bound, body));
}

/** The factors of a product. */
function factorsOf(node: Node): readonly Node[] {
  const found: Node[] = [];
  const stack = [node];
  while (stack.length > 0) {
    const part = stack.pop()!;
    if (part.kind === "map" && part.op === "mul") stack.push(...part.args.toReversed());
    else found.push(part);
  }
  return found;
}

/** The product of exponentials is that of their sum. */
function withoutExponentials(product: FoldNode, b: Build): Node | undefined {
  const factors = factorsOf(product.body);
  const isExponential = (node: Node) => node.kind === "map" && node.op === "exp";
  const exponents = factors.filter(isExponential).map((exponential) => operands(exponential)[0]!);
  if (exponents.length === 0) return undefined;
  const together = b.exp(b.sum(product.bound, exponents.reduce(b.add)));
  const others = factors.filter((factor) => !isExponential(factor));
  return others.length === 0 ? together : b.mul(b.fold("prod", product.bound, others.reduce(b.mul)), together);
}

/** What does not change along the axes of a sum goes outside, and so do the exponentials of a product. */
export const foldRules: readonly Rule[] = [
  sumRule("real", "sum(-x) = -sum(x)", withoutInvariants),
  sumRule("real", "sum(c * x) = c * sum(x)", withoutInvariants),
  sumRule("real", "sum(x / c) = sum(x) / c", withoutInvariants),
  sumRule("exact", "sum(if c then x else 0) = if c then sum(x) else 0", (sum, b) => {
    if (sum.body.kind !== "map" || sum.body.op !== "select") return undefined;
    const [condition, x, y] = sum.body.args as [Node, Node, Node];
    if (!fixed(sum, condition)) return undefined;
    return b.select(condition, b.sum(sum.bound, x), b.sum(sum.bound, y));
  }),
  {
    ...ruleOf("prod(x * exp(y)) = prod(x) * exp(sum(y))", "fold prod"),
    warrant: "stabilize",
    reason: "one exponential may overflow while another underflows",
    apply: (node, b) => (node.kind === "fold" ? withoutExponentials(node, b) : undefined),
  },
];
