import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, losscc } from "./command-line.ts";

const LOSS = 'import { f } from "./lib/f.loss" // "./no.loss"\n';

describe("what is written", () => {
  test("a file goes by its base name", async () => {
    const cwd = folderWith({ "deep/a.loss": "a\n" });
    const { status, stdout, stderr, options } = await losscc(cwd, ["compile", "deep/a.loss", "--out", "new/out"]);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
    expect(readdirSync(join(cwd, "new/out"))).toEqual(["a.ts"]);
    expect(options).toMatchObject({ target: "ts", emit: "ts", dtype: "f32", math: "fast", define: {}, index: false });
  });

  test("a folder keeps its structure, hidden folders too, and has an index", async () => {
    const cwd = folderWith({
      "src/b.loss": "b",
      "src/x/a.loss": "a",
      "src/.h/c.loss": "c",
      "src/no.txt": "",
      "src/node_modules/n.loss": "n",
      "src/.loss": "",
    });
    const { sources } = await losscc(cwd, ["compile", "src/", "--out", "out", "--emit", "js"]);
    expect(Object.keys(sources)).toEqual([".h/c.loss", "b.loss", "x/a.loss"]);
    const written = readdirSync(join(cwd, "out"), { recursive: true }).filter((name) =>
      /\./.test(String(name).slice(1)),
    );
    expect(written.sort()).toEqual([".h/c.d.ts", ".h/c.js", "b.d.ts", "b.js", "index.js", "x/a.d.ts", "x/a.js"]);
  });

  test("the folder one is in", async () => {
    const cwd = folderWith({ "a.loss": "!" });
    const { stderr } = await losscc(cwd, ["compile", ".", "--out", "out"]);
    expect(stderr).toMatch(/^a\.loss:1:1: error/);
  });

  test("nothing at all if any file has an error", async () => {
    const cwd = folderWith({ "a.loss": "a", "b.loss": "!" });
    const { status } = await losscc(cwd, ["compile", "a.loss", "b.loss", "--out", "out"]);
    expect(status).toBe(1);
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  test("an output whose bytes stay is not touched, one that changes is, and nothing else is left behind", async () => {
    const cwd = folderWith({ "a.loss": "a", "b.loss": "b" });
    const compile = () => losscc(cwd, ["compile", "a.loss", "b.loss", "--out", "out"]);
    await compile();
    for (const name of ["a.ts", "b.ts"]) utimesSync(join(cwd, "out", name), 1000, 1000);
    writeFileSync(join(cwd, "b.loss"), "changed");
    await compile();
    expect(statSync(join(cwd, "out/a.ts")).mtimeMs).toBe(1_000_000);
    expect(readFileSync(join(cwd, "out/b.ts"), "utf8")).toBe("// changed");
    expect(readdirSync(join(cwd, "out"))).toEqual(["a.ts", "b.ts"]);
  });

  test("nothing is replaced if one output cannot be written", async () => {
    const cwd = folderWith({ "a.loss": "new", "b.loss": "new", "out/a.ts": "old", "out/b.ts/in-the-way": "" });
    const { status, stderr } = await losscc(cwd, ["compile", "a.loss", "b.loss", "--out", "out"]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `losscc: cannot write ${join("out", "b.ts")}: it is a folder\n`,
    });
    expect(readFileSync(join(cwd, "out/a.ts"), "utf8")).toBe("old");
    expect(readdirSync(join(cwd, "out"))).toEqual(["a.ts", "b.ts"]);
  });

  test("two sources that would write the same file are an error, and both are still checked", async () => {
    const cwd = folderWith({ "a/x.loss": "!", "b/x.loss": "!" });
    const { status, stderr } = await losscc(cwd, ["compile", "a/x.loss", "b", "--out", "out"]);
    expect(status).toBe(1);
    expect(stderr).toContain("b/x.loss:1:1: error LC0002: this source and a/x.loss would write the same file\n");
    expect(stderr.match(/: error LC1234/g)).toHaveLength(2);
  });

  test("a file that is named twice is one source", async () => {
    const cwd = folderWith({ "a/x.loss": "x" });
    const { status, sources } = await losscc(cwd, ["compile", "a/x.loss", "a", "./a/x.loss", "--out", "out"]);
    expect({ status, sources }).toEqual({ status: 0, sources: { "x.loss": "x" } });
  });
});

describe("imports", () => {
  test("an imported file is read, and not written", async () => {
    const cwd = folderWith({ "src/a.loss": LOSS, "src/lib/f.loss": 'import { g } from "../../g.loss"', "g.loss": "g" });
    const { status, sources, options } = await losscc(cwd, ["compile", "src/a.loss", "--out", "out"]);
    expect(status).toBe(0);
    expect(Object.keys(sources)).toEqual(["a.loss", "lib/f.loss", "../g.loss"]);
    expect(options?.importOnly).toEqual(["lib/f.loss", "../g.loss"]);
    expect(readdirSync(join(cwd, "out"))).toEqual(["a.ts"]);
  });

  test("its mistakes are shown where it is", async () => {
    const cwd = folderWith({ "src/a.loss": LOSS, "src/lib/f.loss": "f!" });
    const { status, stderr } = await losscc(cwd, ["compile", "src/a.loss", "--out", "out"]);
    expect(status).toBe(1);
    expect(stderr).toBe("src/lib/f.loss:1:2: error LC1234: a !\nf!\n ^\n");
  });

  test("a missing one is the compiler's to report", async () => {
    const cwd = folderWith({ "a.loss": LOSS });
    const { status, stderr } = await losscc(cwd, ["compile", "a.loss", "--out", "out"]);
    expect(status).toBe(1);
    expect(stderr).toContain("a.loss:1:20: error LC1234: no ./lib/f.loss\n");
  });

  test("a file that is both named and imported is reported once", async () => {
    const cwd = folderWith({ "a.loss": LOSS, "lib/f.loss": "!" });
    const { stderr } = await losscc(cwd, ["compile", "a.loss", "lib/f.loss", "--out", "out"]);
    expect(stderr.match(/error/g)).toHaveLength(1);
  });

  test("files of one name, imported from several folders, stay apart", async () => {
    const cwd = folderWith({ "p/a.loss": LOSS, "p/lib/f.loss": "one", "q/b.loss": LOSS, "q/lib/f.loss": "two" });
    const { status, sources, options } = await losscc(cwd, ["compile", "p/a.loss", "q", "--out", "out"]);
    expect(status).toBe(0);
    expect(Object.keys(sources).sort()).toEqual(["p/a.loss", "p/lib/f.loss", "q/b.loss", "q/lib/f.loss"]);
    expect(options?.importOnly).toEqual(["p/lib/f.loss"]);
    expect(options?.outputs).toEqual({ "p/a.loss": "a.loss", "q/b.loss": "b.loss", "q/lib/f.loss": "lib/f.loss" });
    expect(readdirSync(join(cwd, "out"))).toEqual(["a.ts", "b.ts", "index.ts", "lib"]);
  });
});

describe("options", () => {
  test.each([
    [["--define", "x=0.5", "--define", "a_loss.reduction=per_sample"], { x: 0.5, "a_loss.reduction": "per_sample" }],
    [["--define", "a=-1e3", "--define", "b=true", "--define", "c=false"], { a: -1000, b: true, c: false }],
    [["--define", "p=inf", "--define", "q=-inf", "--define", "p=inf"], { p: Infinity, q: -Infinity }],
  ])("%j", async (flags, define) => {
    const cwd = folderWith({ "a.loss": "a" });
    const { options } = await losscc(cwd, ["compile", "a.loss", "--out", "out", ...flags]);
    expect(options?.define).toEqual(define);
  });

  test("the rest", async () => {
    const cwd = folderWith({ "a.loss": "a" });
    const flags = [
      "--wrt",
      "x,y_1",
      "--dtype",
      "f64",
      "--math",
      "precise",
      "--package",
      "@me/losses",
      "--target",
      "ts",
    ];
    const { options } = await losscc(cwd, ["compile", "a.loss", "--out", "out", ...flags]);
    expect(options).toMatchObject({ wrt: ["x", "y_1"], dtype: "f64", math: "precise", package: "@me/losses" });
    expect(options).toMatchObject({ emit: "js", index: true, target: "ts" });
  });

  test("--dump-after prints the state after a pass; with --json, on stderr", async () => {
    const cwd = folderWith({ "a.loss": "a" });
    const flags = ["compile", "a.loss", "--out", "out", "--dump-after", "emit"];
    const dump = "// after emit: a.loss\ndump of a\n\n";
    expect(await losscc(cwd, flags)).toMatchObject({ stdout: dump, stderr: "" });
    expect(await losscc(cwd, [...flags, "--json"])).toMatchObject({ stdout: "[]\n", stderr: dump });
  });
});
