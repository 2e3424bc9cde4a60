import type { Node } from "../ir/graph.ts";
import type { Build } from "./build.ts";

/** A node as `share * multiple + other`; either may be missing. */
interface Split {
  readonly multiple?: Node;
  readonly other?: Node;
}

/** Longer products and sums than this are left as they are. */
const DEPTH = 16;

/** What of `node` is a multiple of `share`, by the way it is spelled. */
export function splitByShare(b: Build, node: Node, share: Node, depth = DEPTH): Split {
  if (node === share) return { multiple: b.real(1) };
  if (node.kind !== "map" || depth === 0) return { other: node };
  const split = (part: Node) => splitByShare(b, part, share, depth - 1);
  const [x, y] = node.args as [Node, Node];
  switch (node.op) {
    case "exp":
      return share.kind === "map" ? ofExponential(b, node, x, share.args[0]!) : { other: node };
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
    case "sub": {
      const [p, q] = [split(x), split(y)];
      const join = (u: Node | undefined, v: Node | undefined) =>
        u && v ? b.map(node.op, u, v) : (u ?? (v && node.op === "sub" ? b.neg(v) : v));
      return made(join(p.multiple, q.multiple), join(p.other, q.other));
    }
    case "select": {
      const [condition, yes, no] = [x, split(y), split(node.args[2]!)];
      const choice = (u: Node | undefined, v: Node | undefined) =>
        (u || v) && b.select(condition, u ?? b.real(0), v ?? b.real(0));
      return made(choice(yes.multiple, no.multiple), choice(yes.other, no.other));
    }
    default:
      return { other: node };
  }
}

/** A power of the share, `exp(c * logShare)` with a c of at least 1. */
function ofExponential(b: Build, node: Node, x: Node, logShare: Node): Split {
  if (x.kind !== "map" || x.op !== "mul") return { other: node };
  const [c, base] = x.args as [Node, Node];
  if (base !== logShare || c.kind !== "constant" || c.value < 1) return { other: node };
  return { multiple: b.exp(b.mul(b.real(c.value - 1), logShare)) };
}

const made = (multiple: Node | undefined, other: Node | undefined): Split => ({
  ...(multiple && { multiple }),
  ...(other && { other }),
});

const each = ({ multiple, other }: Split, apply: (part: Node) => Node): Split =>
  made(multiple && apply(multiple), other && apply(other));
