import type { MapNode, Node } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { isLogSoftmax, type LogRatio } from "../ops/log-ratio.ts";
import { splitByShare } from "../ops/split-by-share.ts";
import { isOfData } from "../rewrite/facts.ts";

/** `multiple * p + other`, with a softmax's share p and data. */
export interface ShareDifference {
  readonly share: MapNode;
  readonly logShare: LogRatio;
  readonly multiple: Node;
  readonly other: Node;
}

/** What a difference of a softmax and data is made of, as the gradient of a cross-entropy with soft labels is. */
export function shareDifference(b: Build, node: Node): ShareDifference | undefined {
  if (node.kind !== "map" || (node.op !== "add" && node.op !== "sub")) return undefined;
  const found = node.args.map((arg) => shareIn(arg)).find((share) => share !== undefined);
  if (found === undefined) return undefined;
  const { multiple, other } = splitByShare(b, node, found.share);
  return multiple && other && isOfData(other) ? { ...found, multiple, other } : undefined;
}

/** Deeper products and choices than this are left as they are. */
const DEPTH = 8;

/** The softmax that a product has among its factors. */
function shareIn(node: Node, depth = DEPTH): Pick<ShareDifference, "share" | "logShare"> | undefined {
  if (node.kind !== "map" || depth === 0) return undefined;
  const [first] = node.args as [Node];
  if (node.op === "exp") return isLogSoftmax(first) ? { share: node, logShare: first } : undefined;
  return factorsOf(node)
    .map((factor) => shareIn(factor, depth - 1))
    .find((share) => share !== undefined);
}

function factorsOf({ op, args }: MapNode): readonly Node[] {
  switch (op) {
    case "mul":
      return args;
    case "neg":
    case "div":
      return args.slice(0, 1);
    case "select":
      return args.slice(1);
    default:
      return [];
  }
}
