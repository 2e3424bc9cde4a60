import type { Diagnostic, Label, Location } from "./diagnostic.ts";
import type { Message } from "./message.ts";
import type { Place } from "./source.ts";

/** A second place and what it says. */
export interface LabelAt {
  readonly at: Place;
  readonly message: string;
}

/** Collects diagnostics, and keeps the first of those with one code and one place. */
export class Reporter {
  readonly #found = new Map<string, Diagnostic>();

  /** How many errors were reported, those that were reported before among them. */
  errors = 0;

  report(at: Place, message: Message, labels: readonly LabelAt[] = []): void {
    if (message.severity === "error") this.errors++;
    const { start, end } = at.span;
    const key = `${message.code} ${start} ${end} ${at.source.path}`;
    if (this.#found.has(key)) return;
    const resolved = labels.map((label): Label => ({ ...locate(label.at), message: label.message }));
    this.#found.set(key, { ...message, ...locate(at), ...(resolved.length > 0 && { labels: resolved }) });
  }

  hasErrorIn(file: string): boolean {
    return [...this.#found.values()].some((diagnostic) => diagnostic.file === file && diagnostic.severity === "error");
  }

  /** By file in the order of `files`, then by place. */
  sorted(files: readonly string[]): Diagnostic[] {
    const order = new Map(files.map((file, i) => [file, i]));
    const rank = (diagnostic: Diagnostic) => order.get(diagnostic.file) ?? files.length;
    return [...this.#found.values()].sort(
      (a, b) => rank(a) - rank(b) || a.span.start - b.span.start || a.span.end - b.span.end,
    );
  }
}

function locate(place: Place): Location {
  return place.source.locate(place.span);
}
