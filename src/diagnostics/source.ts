import type { Diagnostic, Location, Span } from "./diagnostic.ts";
import type { Message } from "./message.ts";

/** A text and where its lines begin. */
export class Source {
  readonly path: string;
  /** Without a leading byte order mark. */
  readonly text: string;
  readonly #lineStarts: readonly number[];

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text.startsWith("\uFEFF") ? text.slice(1) : text;
    this.#lineStarts = [0, ...Array.from(this.text.matchAll(/\n/g), (match) => match.index + 1)];
  }

  /** The line and column of an offset, both from 1. Offsets outside the text are brought to its ends. */
  position(offset: number): { line: number; column: number } {
    const at = Math.min(Math.max(offset, 0), this.text.length);
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#lineStarts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - this.#lineStarts[low]! + 1 };
  }

  locate(span: Span): Location {
    const start = this.position(span.start);
    const end = this.position(span.end);
    return { file: this.path, span, ...start, endLine: end.line, endColumn: end.column };
  }
}

/** A span in a source. */
export interface Place {
  readonly source: Source;
  readonly span: Span;
}

/** A message about what the command line or a call asked for: it stands in no source. */
export function onCommandLine(message: Message): Diagnostic {
  return { ...new Source("", "").locate({ start: 0, end: 0 }), ...message };
}
