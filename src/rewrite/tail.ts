import type { Node } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import type { Build } from "../ops/build.ts";

/** What a number is the exponential of, to within 3e-18 of it, but where an ordinary float holds it. */
export interface Tail {
  readonly ordinary: Node;
  readonly exponent: Node;
}

/** Below it log(1 + exp(x)) is exp(x), and lgamma(exp(x)) is -x. */
const FAR = -40;

/** Whether an exponent is not so small. */
export const isNear = (b: Build, exponent: Node): Node => b.ge(exponent, b.real(FAR));

/** Deeper nests of products and roots than this are left as they are. */
const DEPTH = 8;

/** The tail of a positive number that is an exponential where it is small, as a softplus is, its roots and its powers. */
export function tailOf(b: Build, node: Node, depth = DEPTH): Tail | undefined {
  if (depth === 0) return undefined;
  const inner = (part: Node) => tailOf(b, part, depth - 1);
  if (node.kind === "fold" && node.fold === "sum") return ofSum(b, node.bound, inner(node.body));
  if (node.kind !== "map") return undefined;
  const [x, y] = node.args as [Node, Node];
  const from = (tail: Tail | undefined, change: (exponent: Node) => Node) =>
    tail && { ordinary: tail.ordinary, exponent: change(tail.exponent) };
  switch (node.op) {
    case "exp":
      return { ordinary: b.bool(false), exponent: x };
    case "softplus":
      return { ordinary: isNear(b, x), exponent: x };
    case "neg":
      return ofNegated(b, x, inner);
    case "sqrt":
      return from(inner(x), (exponent) => b.mul(b.real(0.5), exponent));
    case "pow":
      return y.kind === "constant" ? from(inner(x), (exponent) => b.mul(y, exponent)) : undefined;
    case "stop_gradient":
      return from(inner(x), (exponent) => b.map("stop_gradient", exponent));
    case "mul": {
      const [first, second] = [inner(x), inner(y)];
      const isOne = first && second && first.ordinary === second.ordinary;
      return isOne ? { ordinary: first.ordinary, exponent: b.add(first.exponent, second.exponent) } : undefined;
    }
    default:
      return undefined;
  }
}

/** A sum is the exponential of a logsumexp where each of its terms is one. */
const ofSum = (b: Build, axes: readonly Axis[], term: Tail | undefined): Tail | undefined =>
  term && { ordinary: b.fold("any", axes, term.ordinary), exponent: b.fold("logsumexp", axes, term.exponent) };

/** As a softplus is written that is the logarithm of a probability: also one of several. */
function ofNegated(b: Build, node: Node, inner: (part: Node) => Tail | undefined): Tail | undefined {
  if (node.kind === "fold" && node.fold === "sum") return ofSum(b, node.bound, inner(b.neg(node.body)));
  return node.kind === "map" && node.op === "log_sigmoid" ? inner(b.map("softplus", b.neg(node.args[0]!))) : undefined;
}
