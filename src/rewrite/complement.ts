import type { MapNode, Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import type { LogRatio } from "../ops/log-ratio.ts";
import { isNonNegative } from "./facts.ts";
import { isShareOf, restOfPart } from "./part-of-sum.ts";

/** Deeper nests of choices, products and sums than this are left as they are. */
const DEPTH = 8;

const CHOICES = new Set(["relu", "abs", "max", "min", "clamp", "select", "stop_gradient"]);

/** Whether a node chooses among its operands. */
export const isChoice = (node: Node): boolean => node.kind === "map" && CHOICES.has(node.op);

/**
 * `1 - node` of a node that can round to 1, without the difference: of a sigmoid, an exponential, a tanh, an error
 * function or an algebraic one, of the sum of some of the shares of a total, and of what chooses among such. Undefined
 * for any other node.
 */
export function complement(b: Build, node: Node, depth = DEPTH): Node | undefined {
  if (node.kind !== "map") return restOfPart(b, node);
  if (depth === 0) return undefined;
  const [x, y, z] = node.args as [Node, Node, Node];
  const inner = (part: Node) => complement(b, part, depth - 1);
  const one = b.real(1);
  /** Of two operands when at least one of them has a complement. */
  const both = (join: (p: Node, q: Node) => Node, [u, v]: readonly [Node, Node]): Node | undefined => {
    const [p, q] = [inner(u), inner(v)];
    return (p || q) && join(p ?? b.sub(one, u), q ?? b.sub(one, v));
  };
  switch (node.op) {
    case "sigmoid":
      return b.sigmoid(b.neg(x));
    case "sigmoid_mix":
      return b.map("sigmoid_mix", b.neg(x), y);
    case "sigmoid_difference":
      return b.add(b.sigmoid(b.neg(x)), b.sigmoid(y));
    case "exp":
      return b.neg(b.map("expm1", x));
    case "tanh":
      return b.mul(b.real(2), b.sigmoid(b.mul(b.real(-2), x)));
    case "erf":
      return b.mul(b.real(2), b.map("half_erfc", x));
    case "half_erfc":
      return b.map("half_erfc", b.neg(x));
    case "erf_mass":
      return b.add(b.map("half_erfc", b.neg(x)), b.map("half_erfc", y));
    case "over_root":
      return restOverRoot(b, x, y);
    case "relu":
    case "abs": {
      if (node.op === "abs" && x.kind === "map" && x.op === "sigmoid_minus") return restOfDistance(b, x);
      if (node.op === "abs" && x.kind === "map" && (x.op === "tanh" || x.op === "over_root"))
        return inner(b.graph.map(x.op, "real", [b.abs(x.args[0]!), ...x.args.slice(1)]));
      const p = inner(x);
      if (p === undefined) return undefined;
      if (isNonNegative(x)) return p;
      return node.op === "relu" ? b.min(p, one) : undefined;
    }
    case "max":
      return both(b.min, [x, y]);
    case "min":
      return both(b.max, [x, y]);
    case "clamp": {
      const p = inner(x);
      const isInterval = y.kind === "constant" && z.kind === "constant" && y.value <= z.value;
      return p && isInterval ? b.map("clamp", p, b.sub(one, z), b.sub(one, y)) : undefined;
    }
    case "select":
      return both((p, q) => b.select(x, p, q), [y, z]);
    case "stop_gradient": {
      const p = inner(x);
      return p && b.map("stop_gradient", p);
    }
    default:
      return undefined;
  }
}

/** 1 - x / sqrt(x^2 + y): where the quotient is almost 1, what the root has beyond x, over the root. */
function restOverRoot(b: Build, x: Node, y: Node): Node {
  const quotient = b.graph.map("over_root", "real", [x, y]);
  const root = b.map("sqrt", b.add(b.mul(x, x), y));
  return b.select(
    b.gt(quotient, b.real(0.5)),
    b.div(b.map("plus_root", b.neg(x), y), root),
    b.graph.map("sub", "real", [b.real(1), quotient]),
  );
}

/** 1 - |sigmoid(x) - y|, which is sigmoid(-x) + y or sigmoid(x) + (1 - y), and flat where the distance is 0. */
function restOfDistance(b: Build, distance: MapNode): Node {
  const [x, y] = distance.args as [Node, Node];
  const [zero, one] = [b.real(0), b.real(1)];
  const above = b.add(b.sigmoid(b.neg(x)), y);
  const below = b.add(b.sigmoid(x), b.sub(one, y));
  const none = b.add(one, b.mul(zero, distance));
  return b.select(b.gt(distance, zero), above, b.select(b.lt(distance, zero), below, none));
}

/**
 * `1 - node` where that is shifted or scaled: `1 - (p - s) = (1 - p) + s`, `1 - p * q = (1 - p) + p * (1 - q)`, and
 * `1 - p * p = (1 - p) * (1 + p)`. As exact as `1 - node` where the node is small, and more so where it is almost 1.
 */
export function shiftedComplement(b: Build, node: Node, depth = DEPTH): Node | undefined {
  if (node.kind !== "map") return restOfPart(b, node) ?? restOfLargest(b, node);
  if (depth === 0) return undefined;
  const [x, y] = node.args as [Node, Node];
  const inner = (part: Node) => complement(b, part) ?? shiftedComplement(b, part, depth - 1);
  const rest = (part: Node) => b.sub(b.real(1), part);
  switch (node.op) {
    case "sub": {
      const p = inner(x);
      return p && b.add(p, y);
    }
    case "sigmoid_minus":
      return b.add(b.sigmoid(b.neg(x)), y);
    case "add": {
      const p = inner(x);
      if (p) return b.sub(p, y);
      const q = inner(y);
      return q && b.sub(q, x);
    }
    case "mul": {
      const q = inner(y);
      if (q && x === y) return b.mul(q, b.add(b.real(1), x));
      if (q) return b.add(inner(x) ?? rest(x), b.mul(x, q));
      const p = inner(x);
      return p && b.add(rest(y), b.mul(y, p));
    }
    default:
      return undefined;
  }
}

/** What is left of the largest of a softmax's shares: the sum of the others. */
function restOfLargest(b: Build, node: Node): Node | undefined {
  if (node.kind !== "fold" || node.fold !== "max") return undefined;
  const { bound, body } = node;
  if (body.kind !== "map" || body.op !== "exp" || !isShareOf(body, bound)) return undefined;
  const [x, total] = (body.args[0] as LogRatio).args;
  const others = b.select(b.eq(x, b.fold("max", bound, x)), b.real(-Infinity), x);
  return b.exp(b.sub(b.fold("logsumexp", bound, others), total));
}
