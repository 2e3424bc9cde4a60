import type { IToken, TokenType } from "chevrotain";
import * as t from "../../grammar/tokens.ts";

const itemStarters = new Set([t.Import, t.Fn, t.Loss]);
const starters = new Set([...itemStarters, t.Let, t.Metric, t.Reduce, t.Return]);

/**
 * The stretches of a file that a syntax error cannot reach beyond: each item, parameter, statement and result.
 * Their first tokens are known whatever comes before: keywords that stand nowhere else, and `name :`.
 */
export class Sections {
  readonly #starts: readonly number[];

  readonly #resultStarts: ReadonlySet<number>;
  readonly #itemStarts: readonly number[];

  constructor(tokens: readonly IToken[]) {
    const starts = startsOf(tokens);
    this.#starts = starts.map((token) => token.startOffset);
    const results = starts.filter(({ tokenType }) => tokenType === t.Reduce || tokenType === t.Return);
    this.#resultStarts = new Set(results.map((token) => token.startOffset));
    this.#itemStarts = starts.flatMap((token) => (itemStarters.has(token.tokenType) ? [token.startOffset] : []));
  }

  /** Where the import, fn or loss begins that an offset is in, or is behind. */
  itemStart(offset: number): number {
    return this.#itemStarts.findLast((start) => start <= offset) ?? 0;
  }

  /** Whether the section with this number is the result of a loss. */
  isResult(section: number): boolean {
    return this.#resultStarts.has(this.#starts[section - 1] ?? NaN);
  }

  /** The number of the section of an offset; 0 before the first. */
  at(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where the section with this number ends, if another follows. */
  end(section: number): number {
    return this.#starts[section] ?? Infinity;
  }
}

function startsOf(tokens: readonly IToken[]): readonly IToken[] {
  let keyword: TokenType | undefined;
  return tokens.filter((token, i) => {
    if (starters.has(token.tokenType)) keyword = token.tokenType;
    // Only a loss has parameters with types, before its statements.
    const isParameter = token.tokenType === t.Name && tokens[i + 1]?.tokenType === t.Colon && keyword === t.Loss;
    if (isParameter) return tokens[i - 1]?.tokenType !== t.Const;
    return starters.has(token.tokenType) || token.tokenType === t.Const;
  });
}
