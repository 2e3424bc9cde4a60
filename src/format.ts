import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { Reporter } from "./diagnostics/reporter.ts";
import { Source } from "./diagnostics/source.ts";
import { invariant } from "./support/invariant.ts";
import { findComments } from "./syntax/comments.ts";
import { parse } from "./syntax/parse.ts";
import { printFile } from "./syntax/print.ts";
import { sameTree } from "./syntax/same-tree.ts";

export interface FormatResult {
  /** The text in the canonical style; absent if the source has a syntax error. */
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Brings a source into the canonical style. Its names and types may be wrong, its syntax not.
 *
 * @throws Error if what it would print is not what it read: a bug of ours
 */
export function format(path: string, text: string): FormatResult {
  const reporter = new Reporter();
  const source = new Source(path, text);
  const file = parse(source, reporter);
  if (reporter.errors > 0) return { diagnostics: reporter.sorted([path]) };

  const printed = printFile(source.text, file);
  const again = parse(new Source(path, printed), reporter);
  invariant(reporter.errors === 0 && sameTree(file, again), "a formatted file means the same");
  const [before, after] = [commentsOf(source.text), commentsOf(printed)];
  invariant(before.length === after.length && before.every((comment, i) => comment === after[i]), "comments are kept");
  return { text: printed, diagnostics: [] };
}

function commentsOf(text: string): readonly string[] {
  return findComments(text).comments.map((comment) => comment.text);
}
