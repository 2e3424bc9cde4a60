import { describe, expect, test } from "vitest";
import type { CompileOptions } from "../src/compile-options.ts";
import { compile } from "../src/compile.ts";

const SCALED = `
loss one(x: [N], k: real = 1 in [0, 5]) { return k * sum(x) }
loss two(x: [N], k: real = 1) { return k * sum(x) }
`;

/** What the kernels of a build multiply with, by loss; or the messages, if it has mistakes. */
async function factors(define: CompileOptions["define"]): Promise<unknown> {
  const { files, diagnostics } = await compile({ "a.loss": SCALED }, { emit: "js", define: define ?? {} });
  if (diagnostics.length > 0) return diagnostics.map(({ message }) => message);
  const kernel = (name: string) => new RegExp(`function ${name}Forward.*?frame\\.value = (.*?);`, "s");
  return ["one", "two"].map((name) => kernel(name).exec(files["a.js"]!)?.[1]);
}

async function messages(source: string, define: NonNullable<CompileOptions["define"]>): Promise<string[]> {
  const { diagnostics } = await compile({ "a.loss": source }, { define });
  return diagnostics.map(({ message }) => message);
}

describe("a defined option", () => {
  test("has the value that is given for its loss, whatever is given for all", async () => {
    expect(await factors({ k: 3 })).toEqual(["3 * total", "3 * total"]);
    expect(await factors({ k: 3, "one.k": 2 })).toEqual(["2 * total", "3 * total"]);
    expect(await factors({ "one.k": 2, k: 3 })).toEqual(["2 * total", "3 * total"]);
    expect(await factors({ k: 9, "one.k": 2 })).toEqual(["2 * total", "9 * total"]);
  });

  test("must be there, and take the value", async () => {
    expect(await factors({ k: 9 })).toEqual(["--define k: 9 is outside the values that 'one' allows"]);
    expect(await factors({ "one.k": 9, k: 2 })).toEqual(["--define one.k: 9 is outside the values that 'one' allows"]);
    expect(await factors({ "three.k": 2 })).toEqual(["--define three.k matches no option of any loss"]);
    expect(await messages("loss f(x: [N], p: real = 2) { return norm(x, p) }", { p: 0.5 })).toEqual([
      "--define p: 0.5 makes 0.5 the order of 'norm(x, p)' in 'f', which must be at least 1",
    ]);
    const lazy = "loss f(x: [N], p: real = 2) { return if p < 1 then sum(x) else norm(x, p) }";
    expect(await messages(lazy, { p: 0.5 })).toEqual([]);
    expect(await factors({ "one.k.k": 2 })).toEqual(["--define one.k.k matches no option of any loss"]);
  });
});

describe("the inputs to differentiate", () => {
  const source = "loss f(const x: [N], const y: [N]) { return dot(x, y) }";

  test("may be chosen where a loss leaves none, by a name that it has", async () => {
    const { files, diagnostics } = await compile({ "a.loss": source }, { emit: "js", wrt: ["y"] });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(files["a.js"]).toMatch(/frame\.grads\.y/);
    expect(files["a.js"]).not.toMatch(/frame\.grads\.x/);
    const other = await compile({ "a.loss": source }, { wrt: ["z"] });
    expect(other.diagnostics.map(({ code }) => code)).toContain("LC2208");
  });
});
