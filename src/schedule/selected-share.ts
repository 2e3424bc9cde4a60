import { isConstant, type MapNode, type Node } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import type { Build } from "../ops/build.ts";
import { isLogRatio } from "../ops/log-ratio.ts";
import { substitute } from "../ops/substitute.ts";

/**
 * `(if index(C) == t then a else 0) + v * p` of a softmax p, as the gradient of a cross-entropy is: at t, where p may be
 * all but 1 and a be -v, it is `(a + v) + v * (p - 1)`, with a difference that does not cancel. There is one t a row,
 * so what it costs is outside the loop over C.
 */
export function selectedShare(b: Build, node: Node): Node | undefined {
  if (node.kind !== "map" || (node.op !== "add" && node.op !== "sub")) return undefined;
  const [x, y] = node.args as [Node, Node];
  const sign = node.op === "sub" ? b.neg : (term: Node) => term;
  const same = (term: Node) => term;
  return joined(b, x, same, y, sign) ?? joined(b, y, sign, x, same);
}

type Signed = (term: Node) => Node;

function joined(b: Build, selected: Node, sign: Signed, product: Node, productSign: Signed): Node | undefined {
  const chosen = selectedTerm(b, selected);
  const position = chosen && positionIn(chosen.condition);
  if (chosen === undefined || position === undefined) return undefined;
  const { condition, term } = chosen;
  const [axis, place] = position;
  const share = shareIn(product, axis);
  if (share === undefined) return undefined;
  const here = (node: Node) => substitute(b, node, new Map([[axis, place]]));
  const withShare = (value: Node) => productSign(here(replaced(b, product, axis, value)));
  const whole = b.add(here(sign(term)), withShare(b.real(1)));
  const rest = withShare(b.map("expm1", share.args[0]!));
  return b.select(condition, b.add(whole, rest), productSign(product));
}

/** A term that is 0 but where a condition holds. */
function selectedTerm(
  b: Build,
  node: Node,
  depth = DEPTH,
): { readonly condition: Node; readonly term: Node } | undefined {
  if (node.kind !== "map" || depth === 0) return undefined;
  const [x, y, z] = node.args as [Node, Node, Node];
  if (node.op === "select") return isConstant(z, 0) ? { condition: x, term: y } : undefined;
  if (node.op === "add" || node.op === "sub") return undefined;
  const place = factors(node).findIndex((factor) => selectedTerm(b, factor, depth - 1) !== undefined);
  if (place < 0) return undefined;
  const inner = selectedTerm(b, node.args[place]!, depth - 1)!;
  const args = node.args.map((arg, i) => (i === place ? inner.term : arg));
  return { condition: inner.condition, term: b.map(node.op, ...args) };
}

/** Deeper nests of products and conditions than this are left as they are. */
const DEPTH = 8;

/** The axis that a condition `index(axis) == place and ...` picks one place along. */
function positionIn(condition: Node, depth = DEPTH): readonly [axis: Axis, place: Node] | undefined {
  if (condition.kind !== "map" || depth === 0) return undefined;
  if (condition.op === "and")
    return condition.args.map((part) => positionIn(part, depth - 1)).find((found) => found !== undefined);
  if (condition.op !== "eq") return undefined;
  for (const [index, place] of [condition.args, condition.args.toReversed()] as [Node, Node][]) {
    if (index.kind === "index" && !place.axes.includes(index.axis)) return [index.axis, place];
  }
  return undefined;
}

/** The exponential of a log-ratio along an axis that `node` is a multiple of, also where it is chosen instead of 0. */
function shareIn(node: Node, axis: Axis, depth = DEPTH): MapNode | undefined {
  if (node.kind !== "map" || depth === 0 || !node.axes.includes(axis)) return undefined;
  if (node.op === "exp") return isLogRatio(node.args[0]!) ? node : undefined;
  const shares = factors(node).map((factor) => shareIn(factor, axis, depth - 1));
  if (node.op === "add" || node.op === "sub") return shares[0] === shares[1] ? shares[0] : undefined;
  return shares.find((share) => share !== undefined);
}

/** `node` with the share that `shareIn` finds replaced. */
function replaced(b: Build, node: Node, axis: Axis, value: Node, depth = DEPTH): Node {
  if (node.kind !== "map" || node.op === "exp") return value;
  const shared = factors(node).filter((factor) => shareIn(factor, axis, depth - 1) !== undefined);
  const [first] = shared;
  const linear = node.op === "mul" ? [first] : shared;
  return b.map(
    node.op,
    ...node.args.map((arg) => (linear.includes(arg) ? replaced(b, arg, axis, value, depth - 1) : arg)),
  );
}

/** The arguments in which a node is linear. */
function factors({ op, args }: MapNode): readonly Node[] {
  switch (op) {
    case "neg":
    case "div":
      return args.slice(0, 1);
    case "mul":
    case "add":
    case "sub":
      return args;
    case "select":
      return isConstant(args[1]!, 0) ? args.slice(2) : isConstant(args[2]!, 0) ? args.slice(1, 2) : [];
    default:
      return [];
  }
}
