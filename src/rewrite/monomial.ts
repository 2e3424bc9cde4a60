import type { MapNode, Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";

/** Deeper nests of products than this are factors as they are. */
const DEPTH = 8;

/** A product of powers: `coefficient` times each of the nodes to its power. */
export interface Monomial {
  readonly coefficient: number;
  readonly powers: ReadonlyMap<Node, number>;
}

/** What a node is a product of, wherever that is a number: constants together, and each other factor with its power. */
export function monomialOf(b: Build, node: Node, depth = DEPTH): Monomial {
  if (node.kind === "constant") return { coefficient: node.value, powers: new Map() };
  const itself = factorOf(node);
  if (node.kind !== "map" || depth === 0) return itself;
  const [x, y] = node.args as [Node, Node];
  const inner = (part: Node) => monomialOf(b, part, depth - 1);
  switch (node.op) {
    case "mul":
      return x === y ? raise(inner(x), 2) : multiply(inner(x), inner(y));
    case "div":
      return multiply(inner(x), raise(inner(y), -1));
    case "neg":
      return scale(-1, inner(x));
    case "sub":
      return x.id < y.id ? itself : scale(-1, factorOf(b.sub(y, x)));
    case "sqrt": {
      const root = inner(x);
      // The root of a square is a magnitude.
      return [...root.powers.values()].every((power) => Math.abs(power) === 1) ? raise(root, 0.5) : itself;
    }
    case "pow":
      return y.kind === "constant" && Number.isInteger(y.value) ? raise(inner(x), y.value) : itself;
    default:
      return itself;
  }
}

const factorOf = (node: Node): Monomial => ({ coefficient: 1, powers: new Map([[node, 1]]) });

const raise = ({ coefficient, powers }: Monomial, by: number): Monomial => ({
  coefficient: coefficient ** by,
  powers: new Map([...powers].map(([factor, power]) => [factor, power * by])),
});

export const scale = (by: number, { coefficient, powers }: Monomial): Monomial => ({
  coefficient: by * coefficient,
  powers,
});

export function multiply(first: Monomial, second: Monomial): Monomial {
  const powers = new Map(first.powers);
  for (const [factor, power] of second.powers) {
    const total = (powers.get(factor) ?? 0) + power;
    if (total === 0) powers.delete(factor);
    else powers.set(factor, total);
  }
  return { coefficient: first.coefficient * second.coefficient, powers };
}

export const divide = (product: Monomial, by: Monomial): Monomial => multiply(product, raise(by, -1));

/** The square of a product; of a root as a factor, that is what it is of, and of a choice, what it chooses from, squared. */
export const squareOf = (b: Build, { coefficient, powers }: Monomial): Monomial =>
  [...powers]
    .map(([factor, power]) => {
      const isRoot = factor.kind === "map" && factor.op === "sqrt";
      return raise(monomialOf(b, isRoot ? factor.args[0]! : b.mul(factor, factor)), power);
    })
    .reduce(multiply, { coefficient: coefficient ** 2, powers: new Map() });

/** A product of which this is the square, if it is one. */
export function rootOf(square: Monomial): Monomial | undefined {
  const isSquare = square.coefficient > 0 && [...square.powers.values()].every((power) => power % 2 === 0);
  return isSquare ? raise(square, 0.5) : undefined;
}

/** The product as a node. */
export function productOf(b: Build, { coefficient, powers }: Monomial): Node {
  const product = (sign: 1 | -1, start: Node) =>
    [...powers]
      .filter(([, power]) => sign * power > 0)
      .reduce((made, [factor, power]) => b.mul(made, b.pow(factor, b.real(sign * power))), start);
  return b.div(product(1, b.real(coefficient)), product(-1, b.real(1)));
}

/** A product with `node` as a factor of power 1 taken out. */
export function without({ coefficient, powers }: Monomial, node: Node): Monomial {
  const others = new Map(powers);
  others.delete(node);
  return { coefficient, powers: others };
}

/** A product of a function of `x`, and of `settings` if it has more arguments, and other factors. */
export interface Product {
  readonly x: Node;
  readonly settings: readonly Node[];
  readonly others: Monomial;
}

/** A node as a product of other factors and one of the functions, which is itself so many times the one that is meant. */
export function productWith(b: Build, node: Node, functions: Readonly<Record<string, number>>): Product | undefined {
  const { coefficient, powers } = monomialOf(b, node);
  const isFunction = ([factor, power]: readonly [Node, number]) =>
    power === 1 && factor.kind === "map" && functions[factor.op] !== undefined;
  const [found, ...more] = [...powers].filter(isFunction);
  if (found === undefined || more.length > 0) return undefined;
  const { op, args } = found[0] as MapNode;
  const [x, ...settings] = args as [Node, ...Node[]];
  return { x, settings, others: without({ coefficient: coefficient * functions[op]!, powers }, found[0]) };
}

/** What one product is times another, if that is a constant. */
export function ratioOf(product: Monomial, of: Monomial): number | undefined {
  const isSame = [...product.powers].every(([factor, power]) => of.powers.get(factor) === power);
  return isSame && product.powers.size === of.powers.size ? product.coefficient / of.coefficient : undefined;
}

/** By so much, relatively, may constants differ by rounding alone, as 1/2 and the square of 1 / sqrt(2). */
const ROUNDING = 2e-15;

export const isNearly = (x: number, y: number): boolean => Math.abs(x - y) <= ROUNDING * Math.abs(y);
