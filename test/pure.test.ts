import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { afterEach, expect, test, vi } from "vitest";
import type { CompileOptions } from "../src/compile-options.ts";
import { compile } from "../src/compile.ts";

const sources = {
  "a.loss": 'import { f } from "./b.loss"\nloss a(x: [N]) { reduce f(x) }',
  "b.loss": "fn f(x) = x * x",
};

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

test("compile touches no disk, process or clock", async () => {
  const options: CompileOptions = { emit: "js", package: "losses", define: { reduction: "sum" } };
  const expected = await compile(sources, options);
  const refuse = (what: string) => () => {
    throw new Error(`compile has used ${what}`);
  };
  for (const [name, member] of Object.entries(fs)) {
    if (typeof member === "function" && !/^[A-Z]/.test(name))
      vi.spyOn(fs, name as "stat").mockImplementation(refuse(name));
  }
  syncBuiltinESMExports();
  vi.spyOn(process, "cwd").mockImplementation(refuse("cwd"));
  vi.spyOn(process, "exit").mockImplementation(refuse("exit"));
  vi.spyOn(process, "hrtime").mockImplementation(refuse("hrtime"));
  vi.spyOn(Date, "now").mockImplementation(refuse("the clock"));
  vi.spyOn(performance, "now").mockImplementation(refuse("the clock"));
  vi.spyOn(console, "log").mockImplementation(refuse("the console"));
  vi.spyOn(console, "warn").mockImplementation(refuse("the console"));
  const again = await compile(sources, options);
  vi.restoreAllMocks();
  expect(again).toEqual(expected);
  expect(again.diagnostics).toEqual([]);
});

test.each([
  [{ target: "cuda" }, "target: 'cuda' is not available"],
  [{ emit: "tsx" }, "emit: 'tsx' is not available"],
  [{ dtype: "f16" }, "dtype: 'f16' is not available"],
  [{ dtype: 32 }, "dtype: a number is not available"],
  [{ tarket: "ts" }, "there is no setting 'tarket'"],
  [{ toString: 1 }, "there is no setting 'toString'"],
  [{ wrt: "k" }, "wrt: 'k' is not an array of strings"],
  [{ define: ["k=1"] }, "define: an array is not an object"],
  [null, "options: null is not an object"],
  [{ math: "__proto__" }, "math: '__proto__' is not available"],
  [{ define: { k: null } }, "--define k matches no option of any loss"],
  [{ wrt: ["k"] }, "--wrt k matches no input of any loss that can have a gradient"],
])("a setting that is no such is a diagnostic: %j", async (options, message) => {
  const { files, diagnostics } = await compile(sources, options as CompileOptions);
  expect(files).toEqual({});
  expect(diagnostics.map((diagnostic) => diagnostic.message)).toEqual([message]);
  expect(diagnostics[0]!.severity).toBe("error");
});

test("a source that is no text is a diagnostic, beside every other mistake of the call", async () => {
  const call = { sources: { "a.loss": 5, "b.loss": null }, options: { emit: "tsx" } } as never as {
    sources: Record<string, string>;
    options: CompileOptions;
  };
  const { files, diagnostics } = await compile(call.sources, call.options);
  expect(files).toEqual({});
  expect(diagnostics.map(({ message }) => message)).toEqual([
    "the source 'a.loss' must be a string, not a number",
    "the source 'b.loss' must be a string, not null",
    "emit: 'tsx' is not available",
  ]);
});
