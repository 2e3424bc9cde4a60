/** Where a diagnostic points; lines and columns count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Lines longer than this are shown as a window around the span. */
const WIDEST = 160;

/**
 * The source line at which a span begins, and the line of carets under it. A span that goes on is
 * underlined to the end of its first line; an empty one gets one caret. Tabs stay, so that the two
 * lines agree; other control characters are shown as a symbol, never sent to the terminal.
 */
export function codeFrame(text: string, at: Position): readonly [source: string, underline: string] | undefined {
  const line = text.split("\n")[at.line - 1]?.replace(/\r$/, "");
  if (line === undefined) return undefined;
  const start = Math.min(at.column - 1, line.length);
  const stop = at.endLine > at.line ? line.length : Math.min(at.endColumn - 1, line.length);
  const from = line.length > WIDEST ? Math.max(0, Math.min(start - WIDEST / 4, line.length - WIDEST)) : 0;
  const to = Math.min(line.length, from + WIDEST);
  const before = (from > 0 ? "…" : "") + line.slice(from, start);
  const source = `${from > 0 ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`;
  const carets = "^".repeat(Math.max(1, Math.min(stop, to) - start));
  return [visible(source), before.replace(/[^\t]/g, " ") + carets];
}

/** Control characters as their symbols (U+2400 and on), so that a source cannot drive the terminal. */
function visible(line: string): string {
  // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
  return line.replace(/[\0-\x08\x0b-\x1f\x7f-\x9f]/g, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : "␡";
  });
}
