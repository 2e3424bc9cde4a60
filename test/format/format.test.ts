import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Reporter } from "../../src/diagnostics/reporter.ts";
import { Source } from "../../src/diagnostics/source.ts";
import { format } from "../../src/format.ts";
import { parse } from "../../src/syntax/parse.ts";
import { stdlibSources } from "../../src/stdlib-sources.ts";
import { holds } from "../fuzz/holds.ts";
import { printLoss } from "../support/print-loss.ts";
import { randomLoss } from "../support/random-graph.ts";
import { mutations } from "../support/random-text.ts";
import { dressed } from "../support/random-trivia.ts";

/** The tree of a text without its places; undefined if the text has errors. */
function treeOf(text: string): string | undefined {
  const reporter = new Reporter();
  const file = parse(new Source("a.loss", text), reporter);
  const plain = (key: string, value: unknown): unknown =>
    key === "span" || key === "opSpan"
      ? undefined
      : key === "constant"
        ? true
        : typeof value === "number"
          ? String(value)
          : value;
  return reporter.errors > 0 ? undefined : JSON.stringify(file, plain);
}

/** The comments of a text, found without the lexer: a `"` in a comment opens no string. */
function commentsOf(text: string): string[] {
  return [...text.matchAll(/"[^"\r\n]*"|(\/\/[^\n]*)/g)].flatMap(([, comment]) =>
    comment === undefined ? [] : [comment.replace(/[ \t\r]+$/, "")],
  );
}

function formatted(text: string): string {
  const result = format("a.loss", text);
  expect(result.diagnostics).toEqual([]);
  return result.text!;
}

function keepsAll(text: string): void {
  const tree = treeOf(text);
  expect(tree, "the source has no errors").toBeDefined();
  const once = formatted(text);
  expect(treeOf(once)).toBe(tree);
  expect(commentsOf(once)).toEqual(commentsOf(text));
  expect(formatted(once)).toBe(once);
  expect(once).toMatch(/^(|[^\s][^]*[^\s]\n)$/);
  expect(once).not.toMatch(/[ \t]\n|\n\n\n|\r\n/);
}

describe("formatting keeps the meaning and the comments, and formats nothing twice", () => {
  const sources = fc.oneof(randomLoss("wild").map(printLoss), fc.constantFrom(...stdlibSources.values()));
  test("of sources as they are", () => holds(sources, 100, keepsAll));
  test("of sources with some comments", () => holds(dressed(sources, 5), 150, keepsAll));
  test("of sources with comments everywhere", () => holds(dressed(sources, 90), 150, keepsAll));

  test("of sources with comments in half of the places", () => holds(dressed(sources, 50), 100, keepsAll));

  test("and gives what a source with mistakes gives when it is parsed", () => {
    return holds(mutations(sources), 200, (text) => {
      const { text: printed, diagnostics } = format("a.loss", text);
      expect(printed === undefined).toBe(treeOf(text) === undefined);
      expect(diagnostics.length > 0).toBe(printed === undefined);
    });
  });
});
