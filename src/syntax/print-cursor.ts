import type { IToken, TokenType } from "chevrotain";
import * as t from "../../grammar/tokens.ts";
import { invariant } from "../support/invariant.ts";
import { findComments, type SourceComment } from "./comments.ts";
import { BLANK, comment, concat, type Doc } from "./document.ts";

/**
 * Walks over the tokens of a text in their order. What prints them asks for each, and so no comment is lost and none
 * changes its place among the tokens: one that was not asked for comes with the token that it precedes.
 */
export class PrintCursor {
  readonly #tokens: readonly IToken[];
  readonly #comments: readonly SourceComment[];
  readonly #blanks: ReadonlySet<number>;
  readonly #commented: ReadonlySet<number>;
  readonly #closing = new Map<number, number>();
  #nextComment = 0;
  /** The number of the next token. */
  at = 0;

  constructor(text: string) {
    const { tokens, comments, blanks } = findComments(text);
    this.#tokens = tokens;
    this.#comments = comments;
    this.#blanks = blanks;
    this.#commented = new Set(comments.map(({ gap }) => gap));
    const open: number[] = [];
    tokens.forEach(({ tokenType }, i) => {
      if (tokenType === t.LeftParen) open.push(i);
      if (tokenType === t.RightParen && open.length > 0) this.#closing.set(open.pop()!, i);
    });
  }

  /** The next token, with the comments before it. */
  take(): Doc {
    const token = this.#tokens[this.at];
    invariant(token !== undefined, "the tree has no more tokens than the text");
    const before = this.flush();
    this.at++;
    return before.length === 0 ? token.image : concat([...before, token.image]);
  }

  /** Leaves the next token out; the comments before it come with what follows. */
  skip(): void {
    this.at++;
  }

  nextIs(type: TokenType): boolean {
    return this.#tokens[this.at]?.tokenType === type;
  }

  /** How many of the next tokens are `(`, up to an offset of the text. */
  parensBefore(offset: number): number {
    let count = 0;
    for (let next = this.#tokens[this.at]; next?.tokenType === t.LeftParen && next.startOffset < offset;) {
      next = this.#tokens[this.at + ++count];
    }
    return count;
  }

  /** Whether a comment stands directly within a pair of parentheses. */
  hasCommentsIn(open: number): boolean {
    const close = this.#closing.get(open);
    return this.#commented.has(open + 1) || (close !== undefined && this.#commented.has(close));
  }

  /** Whether documentation stands before the next token. */
  hasDoc(): boolean {
    return this.#pending().some(({ doc }) => doc);
  }

  /** The comments on the line of what was printed last. */
  trail(): Doc[] {
    return this.#print(this.#pending((next) => !next.own));
  }

  /** The comments before the next token. */
  flush(): Doc[] {
    return this.#print(this.#pending());
  }

  /** The same, and the empty lines that the text has there; none above the first thing of a block. */
  lead(isFirst: boolean, isLast = false): Doc[] {
    const docs: Doc[] = [];
    let first = isFirst;
    for (const next of this.#pending()) {
      if (next.blank && !first) docs.push(BLANK);
      docs.push(...this.#print([next]));
      first = false;
    }
    if (!first && !isLast && this.#blanks.has(this.at)) docs.push(BLANK);
    return docs;
  }

  /** A place where a line may end, with the comments around it. */
  breakAt(line: Doc): Doc {
    return concat([...this.trail(), line, ...this.flush()]);
  }

  #pending(wanted: (next: SourceComment) => boolean = () => true): readonly SourceComment[] {
    let end = this.#nextComment;
    for (let next = this.#comments[end]; next !== undefined && next.gap <= this.at && wanted(next);) {
      next = this.#comments[++end];
    }
    return this.#comments.slice(this.#nextComment, end);
  }

  #print(comments: readonly SourceComment[]): Doc[] {
    this.#nextComment += comments.length;
    return comments.map(({ text, own }) => comment(text, own));
  }
}
