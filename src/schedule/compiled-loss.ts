import type { LoopNest } from "../ir/loop.ts";
import type { Node } from "../ir/graph.ts";

/** Copies of a loop nest, and the conditions on options and given inputs that choose between them. */
export type Nests =
  | { readonly kind: "leaf"; readonly nest: LoopNest }
  | { readonly kind: "choice"; readonly condition: Node; readonly yes: Nests; readonly no: Nests };

/** The loop nests of a loss: what is left is to print them. */
export interface CompiledLoss {
  /** The value and the metrics. */
  readonly forward: Nests;
  /** The value, the metrics and the gradients. */
  readonly backward: Nests;
  /** Checks of computed indices, where there are any. */
  readonly checks?: Nests;
}
