import type { IToken } from "chevrotain";
import * as t from "../../grammar/tokens.ts";
import { lex } from "./lex.ts";

/** A comment and where it stands. */
export interface SourceComment {
  /** Without white space at its end. */
  readonly text: string;
  /** How many tokens come before it. */
  readonly gap: number;
  /** Whether no token precedes it on its line. */
  readonly own: boolean;
  /** Whether an empty line precedes it. */
  readonly blank: boolean;
  readonly doc: boolean;
}

/** The tokens and comments of a text. */
export interface CommentedTokens {
  readonly tokens: readonly IToken[];
  readonly comments: readonly SourceComment[];
  /** The tokens, by number, that an empty line precedes. */
  readonly blanks: ReadonlySet<number>;
}

/** Says between which tokens the comments of a text stand. */
export function findComments(text: string): CommentedTokens {
  const { tokens, docs, comments } = lex(text);
  const all = [...docs, ...comments].sort((a, b) => a.startOffset - b.startOffset);
  const found: SourceComment[] = [];
  const blanks = new Set<number>();
  let end = 0;
  let at = 0;
  const linesTo = (offset: number): number => text.slice(end, offset).split("\n").length - 1;
  for (let gap = 0; gap <= tokens.length; gap++) {
    const token = tokens[gap];
    for (; at < all.length && all[at]!.startOffset < (token?.startOffset ?? Infinity); at++) {
      const { image, startOffset, tokenType } = all[at]!;
      const lines = linesTo(startOffset);
      const own = lines > 0 || end === 0;
      found.push({ text: image.replace(/[ \t\r]+$/, ""), gap, own, blank: lines > 1, doc: tokenType === t.DocComment });
      end = startOffset + image.length;
    }
    if (token === undefined) break;
    if (linesTo(token.startOffset) > 1) blanks.add(gap);
    end = token.startOffset + token.image.length;
  }
  return { tokens, comments: found, blanks };
}
