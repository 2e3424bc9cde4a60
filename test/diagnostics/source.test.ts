import { describe, expect, test } from "vitest";
import { Reporter } from "../../src/diagnostics/reporter.ts";
import { error } from "../../src/diagnostics/message.ts";
import { Source } from "../../src/diagnostics/source.ts";

describe("a source", () => {
  const source = new Source("a.loss", "\uFEFFab\r\nc\n\nd");
  test.each([
    [0, 1, 1],
    [2, 1, 3],
    [4, 2, 1],
    [6, 3, 1],
    [7, 4, 1],
    [8, 4, 2],
    [99, 4, 2],
    [-1, 1, 1],
  ])("has offset %i in line %i, column %i", (offset, line, column) => {
    expect(source.position(offset)).toEqual({ line, column });
  });
});

test("a reporter keeps one diagnostic a code and place, in order", () => {
  const reporter = new Reporter();
  const [a, b] = [new Source("a.loss", "one two"), new Source("b.loss", "three")];
  reporter.report({ source: b, span: { start: 0, end: 5 } }, error("LC1", "third"));
  reporter.report({ source: a, span: { start: 4, end: 7 } }, error("LC1", "second"));
  reporter.report({ source: a, span: { start: 0, end: 3 } }, error("LC1", "first"), [
    { at: { source: b, span: { start: 0, end: 1 } }, message: "see here" },
  ]);
  reporter.report({ source: a, span: { start: 0, end: 3 } }, error("LC1", "again"));
  const sorted = reporter.sorted(["a.loss", "b.loss"]);
  expect(sorted.map(({ message }) => message)).toEqual(["first", "second", "third"]);
  expect(sorted[0]).toMatchObject({
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 4,
    labels: [{ file: "b.loss", message: "see here" }],
  });
});
