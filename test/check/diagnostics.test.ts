import { describe, expect, test } from "vitest";
import { catalogue } from "../../src/diagnostics/catalogue.ts";
import { axisExamples } from "./examples/axes.ts";
import type { Example } from "./examples/example.ts";
import { importExamples } from "./examples/imports.ts";
import { nameExamples } from "./examples/names.ts";
import { parameterExamples } from "./examples/parameters.ts";
import { resultExamples } from "./examples/results.ts";
import { syntaxExamples } from "./examples/syntax.ts";
import { typeExamples } from "./examples/types.ts";
import { warningExamples } from "./examples/warnings.ts";
import { brief, check } from "./support.ts";

const examples: readonly Example[] = [
  ...syntaxExamples,
  ...nameExamples,
  ...importExamples,
  ...parameterExamples,
  ...typeExamples,
  ...axisExamples,
  ...resultExamples,
  ...warningExamples,
];

describe("each diagnostic stands where it should", { timeout: 60_000 }, () => {
  test.each(examples)("$finds $title", ({ source, files = {}, std = {}, finds, says, hint }) => {
    const { diagnostics } = check({ "test.loss": source, ...files }, std);
    expect(diagnostics.map(brief)).toEqual(typeof finds === "string" ? [finds] : finds);
    if (says !== undefined) expect(diagnostics[0]!.message).toContain(says);
    if (hint !== undefined) expect(diagnostics[0]!.hint ?? null).toBe(hint);
  });
});

test("every code has an example", () => {
  const shown = new Set(examples.flatMap(({ finds }) => finds).map((found) => found.slice(0, 6)));
  const source = Object.values(catalogue).map(String).join("\n");
  const codes = [...new Set(source.match(/LC[0-9]{4}/g))];
  expect(codes.length).toBe(Object.keys(catalogue).length);
  expect(codes.filter((code) => !shown.has(code))).toEqual([]);
});
