import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stdlibSources } from "../../src/stdlib-sources.ts";
import { randomLoss } from "../support/random-graph.ts";
import { printLoss } from "../support/print-loss.ts";
import { mutations, tokenSoup } from "../support/random-text.ts";
import { checkText, frontEndAgrees } from "./front-end.ts";
import { holds } from "./holds.ts";

/** A file that takes longer than this, in milliseconds, hangs. */
const HANGS = 2000;

function onlyDiagnostics(text: string): void {
  const start = performance.now();
  const { files, diagnostics } = checkText(text);
  expect(performance.now() - start, "time").toBeLessThan(HANGS);
  const lines = text.split("\n");
  for (const { line, column, endLine, endColumn } of diagnostics) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
    expect(
      endLine > line || (endLine === line && endColumn >= column),
      `${line}:${column} to ${endLine}:${endColumn}`,
    ).toBe(true);
  }
  expect(files).toHaveLength(1);
}

describe("the front end neither crashes nor hangs", () => {
  test("on random characters", () => {
    return holds(fc.string({ unit: "binary", maxLength: 200 }), 200, onlyDiagnostics);
  });

  test("on random bytes", () => {
    return holds(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => new TextDecoder().decode(bytes)),
      200,
      onlyDiagnostics,
    );
  });

  test("on random tokens", () => holds(tokenSoup, 300, onlyDiagnostics));

  test("on losses with mistakes", () => holds(mutations(randomLoss("wild").map(printLoss)), 300, onlyDiagnostics));

  test("on the stdlib with mistakes", () => {
    return holds(mutations(fc.constantFrom(...stdlibSources.values())), 60, onlyDiagnostics);
  });
});

describe("the front end and the graph agree", () => {
  test("on smooth losses", () => holds(randomLoss("smooth"), 150, frontEndAgrees, printLoss));
  test("on losses with infinities and indices out of range", () =>
    holds(randomLoss("wild"), 250, frontEndAgrees, printLoss));
});
