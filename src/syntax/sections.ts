import type { IToken } from "chevrotain";
import * as t from "../../grammar/tokens.ts";

const starters = new Set([t.Import, t.Fn, t.Loss, t.Let, t.Metric, t.Reduce, t.Return]);

/**
 * The stretches of a file that a syntax error cannot reach beyond: each item, parameter, statement and result.
 * Their first tokens are known whatever comes before: keywords that stand nowhere else, and `name :`.
 */
export class Sections {
  readonly #starts: readonly number[];

  constructor(tokens: readonly IToken[]) {
    this.#starts = tokens.filter((token, i) => startsSection(tokens, token, i)).map((token) => token.startOffset);
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

function startsSection(tokens: readonly IToken[], token: IToken, i: number): boolean {
  if (token.tokenType === t.Name) return tokens[i + 1]?.tokenType === t.Colon && tokens[i - 1]?.tokenType !== t.Const;
  return starters.has(token.tokenType) || token.tokenType === t.Const;
}
