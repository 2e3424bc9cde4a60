/** A program and what is to be found in it. */
export interface Example {
  readonly title: string;
  /** The text of `test.loss`. */
  readonly source: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly std?: Readonly<Record<string, string>>;
  /** `code line:column`, with the file where it is another one. */
  readonly finds: string | readonly string[];
  /** Part of the first message. */
  readonly says?: string;
  /** Of the first message; null where it has none. */
  readonly hint?: string | null;
}

/** A loss of inputs x [N, C] and y [N] around `body`, which begins in line 2. */
export const around = (body: string): string => `loss t(x: [N, C], y: [N]) {\n${body}\n}`;
