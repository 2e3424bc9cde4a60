import { isConstant, type Node } from "../ir/graph.ts";
import type { Build } from "./build.ts";

/** A node as `share * multiple + other`; either may be missing. */
export interface Split {
  readonly multiple?: Node;
  /** `share * multiple` as it is spelled, where the multiple may be infinite as the share is 0. */
  readonly product?: Node;
  readonly other?: Node;
}

/** Longer products and sums than this are left as they are. */
const DEPTH = 16;

/** What of `node` is a multiple of `share`, by the way it is spelled. */
export function splitByShare(b: Build, node: Node, share: Node, depth = DEPTH): Split {
  if (node === share) return { multiple: b.real(1) };
  if (isConstant(node, 0)) return {};
  if (node.kind !== "map" || depth === 0) return { other: node };
  const split = (part: Node) => splitByShare(b, part, share, depth - 1);
  const [x, y] = node.args as [Node, Node];
  switch (node.op) {
    case "exp": {
      const rest = share.kind === "map" ? without(b, x, share.args[0]!) : undefined;
      if (rest === undefined) return { other: node };
      return isBounded(x) ? { multiple: b.exp(rest) } : { multiple: b.exp(rest), product: node };
    }
    case "neg":
      return each(split(x), b.neg);
    case "div":
      return each(split(x), (part) => b.div(part, y));
    case "mul": {
      const [left, right] = [split(x), split(y)];
      const isFirst = left.multiple && (left.other === undefined || right.multiple === undefined);
      return isFirst ? each(left, (part) => b.mul(part, y)) : each(right, (part) => b.mul(x, part));
    }
    case "add":
    case "sub":
      return joined(b, share, split(x), split(y), (u, v) =>
        u && v ? b.map(node.op, u, v) : (u ?? (v && node.op === "sub" ? b.neg(v) : v)),
      );
    case "select":
      return joined(b, share, split(y), split(node.args[2]!), (u, v) =>
        u || v ? b.select(x, u ?? b.real(0), v ?? b.real(0)) : undefined,
      );
    default:
      return { other: node };
  }
}

/** The exponent `x` less `logShare`, if that is a part of it. */
function without(b: Build, x: Node, logShare: Node): Node | undefined {
  if (x === logShare) return b.real(0);
  if (x.kind !== "map") return undefined;
  const [first, second, third] = x.args as [Node, Node, Node];
  const inner = (part: Node) => without(b, part, logShare);
  switch (x.op) {
    case "mul":
    case "absorbing_mul":
      return second === logShare ? b.mul(b.sub(first, b.real(1)), logShare) : undefined;
    case "add":
    case "sub": {
      const rest = inner(first);
      return rest && b.map(x.op, rest, second);
    }
    case "min":
      return second.kind === "constant" ? inner(first) : undefined;
    case "select": {
      const rest = isConstant(third, -Infinity) ? inner(second) : undefined;
      return rest && b.select(first, rest, third);
    }
    default:
      return undefined;
  }
}

/** Whether an exponent is a multiple of the share's, of at least 1, so that what is left is no larger than 1. */
const isBounded = (x: Node): boolean =>
  x.kind === "map" && x.op === "mul" && x.args[0]!.kind === "constant" && x.args[0].value >= 1;

const made = ({ multiple, product, other }: { readonly [Part in keyof Split]: Node | undefined }): Split => ({
  ...(multiple && { multiple }),
  ...(product && { product }),
  ...(other && { other }),
});

const each = ({ multiple, product, other }: Split, apply: (part: Node) => Node): Split =>
  made({ multiple: multiple && apply(multiple), product: product && apply(product), other: other && apply(other) });

function joined(
  b: Build,
  share: Node,
  p: Split,
  q: Split,
  join: (u: Node | undefined, v: Node | undefined) => Node | undefined,
): Split {
  const isSpelled = p.product || q.product;
  return made({
    multiple: join(p.multiple, q.multiple),
    product: isSpelled && join(productOf(b, share, p), productOf(b, share, q)),
    other: join(p.other, q.other),
  });
}

/** What of a node is a multiple of the share, with the share. */
export const productOf = (b: Build, share: Node, { multiple, product }: Split): Node | undefined =>
  product ?? (multiple && b.mul(share, multiple));
