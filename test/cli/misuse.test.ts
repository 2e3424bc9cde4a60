import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copier, folderWith, losscc } from "./command-line.ts";

const OUT = ["--out", "out"];

describe("exit status 2, one clear line, nothing on stdout, nothing written", () => {
  test.each([
    [["compile", "a.loss"], /--out <DIR>' not specified/],
    [["compile", ...OUT], /missing required argument/],
    [["compile", "none.loss", ...OUT], /^losscc: none\.loss: no such file or folder$/m],
    [["compile", "empty", ...OUT], /^losscc: empty: no \.loss file in this folder$/m],
    [["compile", "a.txt", ...OUT], /^losscc: a\.txt: not a \.loss file$/m],
    [["compile", "a.loss/b.loss", ...OUT], /a part of the path is not a folder/],
    [["compile", "", ...OUT], /a source needs a name/],
    [["compile", "a.loss", "--out", ""], /--out takes a folder/],
    [["compile", "a.loss", "--out", "a.txt"], /cannot write to a\.txt: it is not a folder/],
    [["compile", "a.loss", "--out", "a.txt/b"], /cannot write .*: a part of the path is not a folder/],
    [["compile", "a.loss", ...OUT, "--jsn"], /unknown option '--jsn'\n\(Did you mean --json\?\)/],
    [
      ["compile", "a.loss", ...OUT, "--target", "wasm"],
      /target wasm is not available in this version; available: ts, wgsl/,
    ],
    [
      ["compile", "a.loss", ...OUT, "--target", "wgsl", "--dtype", "f64"],
      /--target wgsl has no --dtype f64; it has f32/,
    ],
    [["compile", "a.loss", ...OUT, "--target", "cuda"], /'cuda' is not a target; available: ts, wgsl/],
    [["compile", "a.loss", ...OUT, "--emit", "cjs"], /--emit takes ts or js, not 'cjs'/],
    [["compile", "a.loss", ...OUT, "--dtype", "f16"], /--dtype takes f32 or f64, not 'f16'/],
    [["compile", "a.loss", ...OUT, "--math", "sloppy"], /--math takes precise or fast, not 'sloppy'/],
    [["compile", "a.loss", ...OUT, "--define", "x"], /--define takes \[LOSS\.\]NAME=VALUE/],
    [["compile", "a.loss", ...OUT, "--define", "x="], /--define takes/],
    [["compile", "a.loss", ...OUT, "--define", "1x=2"], /--define takes/],
    [["compile", "a.loss", ...OUT, "--define", "x=1", "--define", "x=2"], /--define gives x two values, 1 and 2/],
    [["compile", "a.loss", ...OUT, "--wrt", "x,,y"], /--wrt takes NAME/],
    [["compile", "a.loss", ...OUT, "--package", "My Losses"], /--package takes the name of an npm package/],
    [["compile", "a.loss", ...OUT, "--package", "x", "--emit", "ts"], /leave out --emit ts/],
    [["compile", "a.loss", ...OUT, "--dump-after", "lunch"], /'lunch' is not a pass; the passes are parse, emit/],
    [["compil", "a.loss"], /unknown command 'compil'\n\(Did you mean compile\?\)/],
    [["--frobnicate"], /unknown option '--frobnicate'/],
    [["lunch"], /unknown command 'lunch'\n`losscc --help` lists the commands\./],
    [["compile", "b.loss", "a.txt", ...OUT], /b\.loss: no such file or folder\nlosscc: a\.txt: not a \.loss file/],
    [[], /^Usage: losscc/],
  ])("%j", async (argv, message) => {
    const cwd = folderWith({ "a.loss": "a", "a.txt": "", "empty/x.txt": "" });
    const { status, stdout, stderr } = await losscc(cwd, argv);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });
});

// Node's recursive mkdir never ends there.
test.runIf(process.platform === "linux").each(["/proc/nope", "/proc/self/not/there"])(
  "--out %s, where no folder can be made",
  async (out) => {
    const cwd = folderWith({ "a.loss": "a" });
    const { status, stdout, stderr } = await losscc(cwd, ["compile", "a.loss", "--out", out]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^losscc: cannot make the folder \/proc\S+: \/proc\S* takes none\n$/);
  },
);

describe("help", () => {
  test("of the program", async () => {
    const { status, stdout, stderr } = await losscc(folderWith({}), ["--help"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^ {2}compile /m);
    expect(stdout).toMatch(/^ {2}fmt /m);
    expect(stdout).toMatch(/^ {2}check /m);
    expect(stdout).toMatch(/^ {2}explain /m);
  });

  test("of a command, with examples", async () => {
    const { status, stdout } = await losscc(folderWith({}), ["compile", "--help"]);
    expect(status).toBe(0);
    expect(stdout).toContain("losscc compile my.loss --out generated\n");
    for (const flag of "out target emit dtype define wrt math package watch json quiet dump-after".split(" ")) {
      expect(stdout).toContain(`--${flag}`);
    }
  });

  test("the version is the package's", async () => {
    const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };
    const { status, stdout } = await losscc(folderWith({}), ["--version"]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `${version}\n` });
  });
});

test("a failure of our own is reported like an error, without a stack trace", async () => {
  const cwd = folderWith({ "a.loss": "a" });
  const compiler = { ...copier, compile: () => Promise.reject(new RangeError("Maximum call stack size exceeded")) };
  const outcome = await losscc(cwd, ["compile", "a.loss", ...OUT], { compiler });
  expect(outcome).toMatchObject({ status: 1, stdout: "" });
  expect(outcome.stderr).toBe(
    "losscc: error LC0099: losscc itself failed: Maximum call stack size exceeded\nhint: this is a bug in losscc, not in your source\n",
  );
});
