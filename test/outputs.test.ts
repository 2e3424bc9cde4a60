import { describe, expect, test } from "vitest";
import { compile } from "../src/compile.ts";

const text = "loss t(x: [N]) { reduce x }";

async function messages(...paths: readonly string[]): Promise<readonly string[]> {
  const { files, diagnostics } = await compile(Object.fromEntries(paths.map((path) => [path, text])));
  if (diagnostics.length > 0) expect(files).toEqual({});
  return diagnostics.map(({ message }) => message);
}

describe("sources that would be the same module", () => {
  test.each([
    [["a.loss", "./a.loss"], "./a"],
    [["b/a.loss", "b//a.loss"], "b//a"],
    [["b/a.loss", "b/./a.loss"], "b/./a"],
    [["A.loss", "a.loss"], "a"],
    [["a.loss", "index.loss"], "index"],
  ])("%s", async (paths, path) => {
    expect(await messages(...paths)).toEqual([
      `two sources, or a source and the index, would be the same module ${path}`,
    ]);
  });

  test("are not those of other folders", async () => {
    expect(await messages("a.loss", "b/a.loss", "../a.loss", "/a.loss", "a.b/a.loss")).toEqual([]);
  });
});
