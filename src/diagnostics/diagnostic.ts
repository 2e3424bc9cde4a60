/** A stretch of a source text: UTF-16 offsets, `end` exclusive. A leading byte order mark has no offset. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Severity = "error" | "warning";

/** Where something stands, resolved: lines and columns count from 1, columns in UTF-16 code units. */
export interface Location {
  readonly file: string;
  readonly span: Span;
  readonly line: number;
  readonly column: number;
  /** The end is exclusive: the position after the last character. */
  readonly endLine: number;
  readonly endColumn: number;
}

/** A second place that explains a diagnostic. */
export interface Label extends Location {
  readonly message: string;
}

/** What the compiler has to say about a place in a source. Plain data. */
export interface Diagnostic extends Location {
  readonly severity: Severity;
  /** Stable: `LC` and four digits. The catalogue has them all. */
  readonly code: string;
  readonly message: string;
  /** What to do, where that is likely: `did you mean 'logits'?` */
  readonly hint?: string;
  readonly labels?: readonly Label[];
}
