import type { IToken } from "chevrotain";
import type { Span } from "../diagnostics/diagnostic.ts";
import type { Message } from "../diagnostics/message.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Source } from "../diagnostics/source.ts";
import { spanOf } from "./cst.ts";
import { Sections } from "./sections.ts";

/** What the steps from text to AST share: the tokens, the errors, and which sections have one. */
export class ParseContext {
  readonly source: Source;
  readonly tokens: readonly IToken[];
  readonly sections: Sections;
  /** Where the items begin of which the parser sees only a part, so that it cannot tell what is wrong with them. */
  readonly cutItems = new Set<number>();
  readonly #reporter: Reporter;
  /** The documentation comments that were not given to anything yet, by place. */
  readonly #docs: readonly IToken[];
  readonly #damaged = new Set<number>();
  /** Where in `#docs` and `tokens` the last search ended: declarations come in the order of the text. */
  #nextDoc = 0;

  constructor(source: Source, reporter: Reporter, tokens: readonly IToken[], docs: readonly IToken[]) {
    this.source = source;
    this.tokens = tokens;
    this.sections = new Sections(tokens);
    this.#reporter = reporter;
    this.#docs = docs;
  }

  report(span: Span, message: Message): void {
    this.#reporter.report({ source: this.source, span }, message);
  }

  /** Marks the section of an offset as having a syntax error. */
  damage(offset: number): void {
    this.#damaged.add(this.sections.at(offset));
  }

  /** Marks all sections of a span. */
  damageAll({ start, end }: Span): void {
    for (let section = this.sections.at(start); section <= this.sections.at(end - 1); section++)
      this.#damaged.add(section);
  }

  isDamaged(offset: number): boolean {
    return this.#damaged.has(this.sections.at(offset));
  }

  /** Whether a section that begins in the span, or the one at its start, has a syntax error. */
  isDamagedWithin(span: Span): boolean {
    const first = this.sections.at(span.start);
    const last = this.sections.at(span.end - 1);
    for (let section = first; section <= last; section++) if (this.#damaged.has(section)) return true;
    return false;
  }

  /** The token at `offset`. */
  tokenAt(offset: number): { text: string; span: Span } {
    const token = this.tokens[this.#indexOf(offset)]!;
    return { text: token.image, span: spanOf(token) };
  }

  /** The token that follows the one at `offset`, or the place after the last character. */
  tokenAfter(offset: number): { text: string; span: Span } {
    const next = this.tokens[this.#indexOf(offset) + 1];
    return next === undefined ? { text: "", span: this.endOfFile() } : { text: next.image, span: spanOf(next) };
  }

  /** The tokens before and after the one at `offset`. */
  around(offset: number): [IToken | undefined, IToken | undefined] {
    const at = this.#indexOf(offset);
    return [this.tokens[at - 1], this.tokens[at + 1]];
  }

  endOfFile(): Span {
    return { start: this.source.text.length, end: this.source.text.length };
  }

  /** The text of the `///` comments between the token at `offset` and the one before it. Ask in the order of the text. */
  docBefore(offset: number): string {
    const before = this.tokens[this.#indexOf(offset) - 1];
    const from = before === undefined ? -1 : before.startOffset;
    const lines: string[] = [];
    for (; this.#nextDoc < this.#docs.length; this.#nextDoc++) {
      const doc = this.#docs[this.#nextDoc]!;
      if (doc.startOffset > offset) break;
      if (doc.startOffset > from) lines.push(doc.image.slice(3).replace(/^ /, "").trimEnd());
    }
    return lines.join("\n").trim();
  }

  #indexOf(offset: number): number {
    let low = 0;
    let high = this.tokens.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.tokens[middle]!.startOffset <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
