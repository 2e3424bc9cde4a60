import type { Node } from "../ir/graph.ts";
import { LOG_SERIES } from "../ops/difference.ts";
import type { Build } from "../ops/build.ts";
import { divide, type Monomial, monomialOf, multiply, productOf, ratioOf, scale, without } from "./monomial.ts";
import { gapOf, termsOf } from "./terms.ts";

/** A multiple of a node that a sum adds, also inside a multiple of a sum. */
interface Multiple {
  readonly by: number;
  readonly node: Node;
}

/** The same, and the product that it is. */
interface Part extends Multiple {
  readonly product: Monomial;
}

/** What `factor * (u - log(1 + u))` is made of in a sum. */
interface Excess {
  readonly factor: Monomial;
  readonly u: () => Node;
  readonly logs: readonly Part[];
  /** The other terms. */
  readonly wanted: readonly Monomial[];
  /** Without it, logarithms of two negative numbers would have a difference. */
  readonly positive?: Node;
}

/**
 * `p + q`, or `p - q`, where `k * (v - 1 - log(v))` is in that sum, for any factor k: where v is near 1, as one term. So are the
 * divergences of Itakura and Saito, of Stein, and, with x * log(x / y) - x + y, of Kullback.
 */
export function logExcess(b: Build, p: Node, op: "add" | "sub", q: Node): Node | undefined {
  const multiples = [...multiplesIn(p, 1), ...multiplesIn(q, op === "add" ? 1 : -1)];
  const least = multiples.some(({ node }) => node.kind === "map" && node.op === "log1p") ? 2 : 3;
  if (multiples.length < least || !multiples.some(({ node }) => hasLog(node))) return undefined;
  const parts = multiples.map(({ by, node }) => ({ by, node, product: scale(by, monomialOf(b, node)) }));
  for (const { factor, u: offset, logs, wanted, positive } of candidates(b, parts)) {
    const others = wanted
      .flatMap((product) => termsOfProduct(b, product))
      .reduce<readonly Part[] | undefined>(
        withoutOne,
        parts.filter((part) => !logs.includes(part)),
      );
    if (others === undefined) continue;
    const rest = others.map(({ by, node }) => b.mul(b.real(by), node));
    const u = offset();
    const excess = b.mul(productOf(b, factor), b.map("log1p_excess", u));
    const isNear = b.lt(b.abs(u), b.real(LOG_SERIES));
    return b.select(
      positive ? b.and(isNear, b.gt(positive, b.real(0))) : isNear,
      [...rest, excess].reduce((sum, part) => b.add(sum, part)),
      b.graph.map(op, "real", [p, q]),
    );
  }
  return undefined;
}

const LOGS: ReadonlySet<string> = new Set(["log", "log1p", "xlogy"]);

const isLog = (node: Node): boolean => node.kind === "map" && LOGS.has(node.op);

/** Whether a product has a logarithm as a factor. */
const hasLog = (node: Node, depth = 8): boolean =>
  isLog(node) ||
  (depth > 0 &&
    node.kind === "map" &&
    (node.op === "mul" || node.op === "div") &&
    node.args.some((arg) => hasLog(arg, depth - 1)));

function multiplesIn(sum: Node, by: number): readonly Multiple[] {
  return termsOf(sum).flatMap(({ sign, node }) => {
    const [factor, inner] = (node.kind === "map" && node.op === "mul" ? node.args : []) as [Node, Node];
    if (factor?.kind === "constant" && termsOf(inner).length > 1) return multiplesIn(inner, by * sign * factor.value);
    return { by: by * sign, node };
  });
}

/** A multiple of a sum as what that adds. */
function termsOfProduct(b: Build, product: Monomial): readonly Monomial[] {
  const [factor, ...more] = product.powers;
  const terms = factor?.[1] === 1 && more.length === 0 ? termsOf(factor[0]) : [];
  if (terms.length < 2) return [product];
  return terms.map(({ sign, node }) => scale(sign * product.coefficient, monomialOf(b, node)));
}

/** The parts without one that is such a product, if there is one. */
function withoutOne(parts: readonly Part[] | undefined, product: Monomial): readonly Part[] | undefined {
  const found = parts?.find((part) => ratioOf(part.product, product) === 1);
  return found && parts!.filter((part) => part !== found);
}

/** The ways in which a sum's logarithms, alone or in pairs, may belong to such a term. */
function candidates(b: Build, parts: readonly Part[]): readonly Excess[] {
  const found = parts.flatMap((part) => logIn(b, part) ?? []);
  const alone = found.flatMap(({ part, others, op, of }): readonly Excess[] => {
    const k = scale(-1, others);
    if (op === "log1p") return [{ factor: k, u: () => of, logs: [part], wanted: [multiply(k, monomialOf(b, of))] }];
    const [x, y] = of.kind === "map" && of.op === "div" ? (of.args as [Node, Node]) : [of, b.real(1)];
    return [...ofQuotient(b, k, x, y, [part]), ...ofQuotient(b, others, y, x, [part])];
  });
  const pairs = found.flatMap((first) =>
    found.flatMap((second) => {
      const sign = first === second ? undefined : ratioOf(first.others, second.others);
      if (first.op === "log1p" || second.op === "log1p" || (sign !== 1 && sign !== -1)) return [];
      const [x, y] = sign === 1 ? [b.mul(first.of, second.of), b.real(1)] : [first.of, second.of];
      return ofQuotient(b, scale(-1, first.others), x, y, [first.part, second.part], first.of);
    }),
  );
  return [...alone, ...pairs];
}

/** What makes `k * (x / y - 1 - log(x / y))`, and the same with half of k and the square of the quotient. */
function ofQuotient(
  b: Build,
  k: Monomial,
  x: Node,
  y: Node,
  logs: readonly Part[],
  positive?: Node,
): readonly Excess[] {
  const quotient = divide(monomialOf(b, x), monomialOf(b, y));
  const less = () => b.div(gapOf(b, x, y), y);
  const half = scale(0.5, k);
  const form = (factor: Monomial, power: Monomial, u: () => Node): Excess => ({
    factor,
    u,
    logs,
    wanted: [multiply(factor, power), scale(-1, factor)],
    ...(positive && { positive }),
  });
  return [
    form(k, quotient, less),
    form(half, multiply(quotient, quotient), () => b.mul(less(), b.div(b.add(x, y), y))),
  ];
}

/** A part as a product of a logarithm, of which there is one, and others. */
function logIn(b: Build, part: Part) {
  const factor = [...part.product.powers].find(([node, power]) => power === 1 && isLog(node))?.[0];
  if (factor?.kind !== "map") return undefined;
  const others = without(part.product, factor);
  const [x, y] = factor.args as [Node, Node];
  return factor.op === "xlogy"
    ? { part, op: factor.op, others: multiply(others, monomialOf(b, x)), of: y }
    : { part, op: factor.op, others, of: x };
}
