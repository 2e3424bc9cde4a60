import type { CstNode, IToken } from "chevrotain";
import type { Span } from "../diagnostics/diagnostic.ts";
import type { Name } from "./ast.ts";

/** What a node of the grammar may have below it, by rule or token. */
type Below<N extends CstNode> = N extends CstNode ? keyof N["children"] & string : never;
type ChildOf<N extends CstNode, K extends string> = N extends CstNode
  ? K extends keyof N["children"]
    ? NonNullable<N["children"][K]>[number]
    : never
  : never;

/** The nodes below `node` that a rule made, in order. */
export function nodes<N extends CstNode, K extends Below<N>>(
  node: N,
  rule: K,
): readonly Extract<ChildOf<N, K>, CstNode>[] {
  return (node.children[rule] ?? []) as Extract<ChildOf<N, K>, CstNode>[];
}

/** The tokens directly in `node`, but none that error recovery made up. */
export function tokens<N extends CstNode>(node: N, type: Below<N>): readonly IToken[] {
  const all = (node.children[type] ?? []) as IToken[];
  return all.some((token) => token.isInsertedInRecovery) ? all.filter((token) => !token.isInsertedInRecovery) : all;
}

export function has<N extends CstNode>(node: N, type: Below<N>): boolean {
  return tokens(node, type).length > 0;
}

export function spanOf(token: IToken): Span {
  return { start: token.startOffset, end: token.startOffset + token.image.length };
}

export function nameOf(token: IToken): Name {
  return { text: token.image, span: spanOf(token) };
}

/** The first and the last character of what `node` was made from; nothing if it is empty. */
export function extent(node: CstNode): Span | undefined {
  let start = Infinity;
  let end = -Infinity;
  for (const children of Object.values(node.children)) {
    for (const child of children.length > 1 ? [children[0], children.at(-1)] : children) {
      const span = child === undefined ? undefined : "children" in child ? extent(child) : spanOf(child);
      if (span === undefined || Number.isNaN(span.start)) continue;
      start = Math.min(start, span.start);
      end = Math.max(end, span.end);
    }
  }
  return start <= end ? { start, end } : undefined;
}
