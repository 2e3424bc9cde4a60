import { type ILexingError, type IToken, Lexer } from "chevrotain";
import { tokens } from "../../grammar/tokens.ts";

const lexer = new Lexer([...tokens], { positionTracking: "onlyOffset", ensureOptimizations: true });

export interface Lexed {
  readonly tokens: IToken[];
  /** The `///` comments. */
  readonly docs: readonly IToken[];
  /** All other comments. */
  readonly comments: readonly IToken[];
  readonly errors: readonly ILexingError[];
}

/** The words of a text, and beside them its comments, each in the order of the text. */
export function lex(text: string): Lexed {
  const { tokens: words, groups, errors } = lexer.tokenize(text);
  return { tokens: words, docs: groups["docs"] ?? [], comments: groups["comments"] ?? [], errors };
}
