import { lstatSync, readFileSync, readdirSync, statSync, symlinkSync, chmodSync, utimesSync, linkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderWith, losscc } from "./command-line.ts";

const UGLY = "loss  f(x:[N]){reduce x}";
const FINE = "loss f(x: [N]) {\n  reduce x\n}\n";
const WRONG = "loss f(x: [N]) { reduce }";

describe("fmt", () => {
  test("writes what changes, says nothing, and touches nothing else", async () => {
    const cwd = folderWith({ "a.loss": UGLY, "d/b.loss": FINE, "d/c.txt": UGLY, "d/node_modules/n.loss": WRONG });
    utimesSync(join(cwd, "d/b.loss"), 1000, 1000);
    const outcome = await losscc(cwd, ["fmt", "a.loss", "d"]);
    expect(outcome).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(join(cwd, "a.loss"), "utf8")).toBe(FINE);
    expect(statSync(join(cwd, "d/b.loss")).mtimeMs).toBe(1_000_000);
    expect(readdirSync(cwd).sort()).toEqual(["a.loss", "d"]);
  });

  test("counts on a terminal, not with --quiet", async () => {
    const cwd = folderWith({ "a.loss": UGLY, "b.loss": FINE });
    expect((await losscc(cwd, ["fmt", ".", "--check"], { isTTY: true })).stderr).toBe("2 files, 1 would change\n");
    expect((await losscc(cwd, ["fmt", "."], { isTTY: true })).stderr).toBe("2 files, 1 changed\n");
    expect((await losscc(cwd, ["fmt", "."], { isTTY: true })).stderr).toBe("2 files, none changed\n");
    expect((await losscc(cwd, ["fmt", ".", "--quiet"], { isTTY: true })).stderr).toBe("");
  });

  test("writes nothing if any source has a syntax error, and reports every one", async () => {
    const cwd = folderWith({
      "a.loss": UGLY,
      "b.loss": WRONG,
      "c.loss": "fn",
      "d.loss": Uint8Array.of(0x2f, 0x2f, 0xff),
    });
    const { status, stdout, stderr } = await losscc(cwd, ["fmt", "."]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^b\.loss:1:25: error LC1\d+: .*\nloss f\(x: \[N\]\) \{ reduce \}\n +\^\n/m);
    expect(stderr).toMatch(/^c\.loss:1:3: error/m);
    expect(stderr).toMatch(/^d\.loss:1:3: error LC0001: the byte 0xFF is not UTF-8/m);
    expect(readFileSync(join(cwd, "a.loss"), "utf8")).toBe(UGLY);
  });

  test("needs no names to be right: a mistake of meaning is not its business", async () => {
    const cwd = folderWith({ "a.loss": 'import {nope} from "./none.loss" loss f(x: [N]) { reduce y }' });
    expect(await losscc(cwd, ["fmt", "a.loss"])).toMatchObject({ status: 0, stderr: "" });
  });

  test("--json prints the diagnostics", async () => {
    const cwd = folderWith({ "a.loss": WRONG, "b.loss": FINE });
    const wrong = await losscc(cwd, ["fmt", ".", "--json"]);
    expect(wrong).toMatchObject({ status: 1, stderr: "" });
    expect(JSON.parse(wrong.stdout)).toMatchObject([{ file: "a.loss", line: 1, column: 25, severity: "error" }]);
    expect(await losscc(cwd, ["fmt", "b.loss", "--json"])).toMatchObject({ status: 0, stdout: "[]\n", stderr: "" });
  });

  test("leaves out a byte order mark and carriage returns", async () => {
    const cwd = folderWith({ "a.loss": `\uFEFF// é\r\n${FINE.replaceAll("\n", "\r\n")}`, "b.loss": `\uFEFF${FINE}` });
    await losscc(cwd, ["fmt", "."]);
    expect(readFileSync(join(cwd, "a.loss"), "utf8")).toBe(`// é\n${FINE}`);
    expect(readFileSync(join(cwd, "b.loss"), "utf8")).toBe(FINE);
  });

  test("keeps a link a link, who may read a file, and formats a file with two names once", async () => {
    const cwd = folderWith({ "real/a.loss": UGLY });
    chmodSync(join(cwd, "real/a.loss"), 0o640);
    symlinkSync(join(cwd, "real/a.loss"), join(cwd, "link.loss"));
    linkSync(join(cwd, "real/a.loss"), join(cwd, "other.loss"));
    expect(await losscc(cwd, ["fmt", ".", "link.loss", "./real/a.loss"])).toMatchObject({ status: 0, stderr: "" });
    expect(lstatSync(join(cwd, "link.loss")).isSymbolicLink()).toBe(true);
    for (const name of ["real/a.loss", "other.loss"]) expect(readFileSync(join(cwd, name), "utf8")).toBe(FINE);
    expect(statSync(join(cwd, "real/a.loss")).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(cwd, "real"))).toEqual(["a.loss"]);
  });
});

describe("fmt --check", () => {
  test("lists what would change and writes nothing", async () => {
    const cwd = folderWith({ "d/a.loss": UGLY, "d/b.loss": FINE, "d/c.loss": `\uFEFF${FINE}` });
    expect(await losscc(cwd, ["fmt", "--check", "d/"])).toMatchObject({
      status: 1,
      stdout: "d/a.loss\nd/c.loss\n",
      stderr: "",
    });
    expect(readFileSync(join(cwd, "d/a.loss"), "utf8")).toBe(UGLY);
    expect(await losscc(cwd, ["fmt", "--check", "d/b.loss"])).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(await losscc(cwd, ["fmt", "--check", "--quiet", "d"])).toMatchObject({ status: 1, stdout: "", stderr: "" });
  });

  test("with --json says where the first change is", async () => {
    const cwd = folderWith({ "a.loss": `// fine\n${UGLY}`, "b.loss": WRONG, "c.loss": FINE });
    const { status, stdout } = await losscc(cwd, ["fmt", "--check", "--json", "."]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([
      { file: "a.loss", line: 2, column: 6, endColumn: 7, severity: "error", code: "LC0004" },
      { file: "b.loss", line: 1, column: 25 },
    ]);
  });
});

describe("fmt -", () => {
  test("formats standard input to standard output", async () => {
    const outcome = await losscc(folderWith({}), ["fmt", "-"], { stdin: `// é 😀\r\n${UGLY}` });
    expect(outcome).toMatchObject({ status: 0, stdout: `// é 😀\n${FINE}`, stderr: "" });
  });

  test("prints nothing on stdout if there is an error", async () => {
    const { status, stdout, stderr } = await losscc(folderWith({}), ["fmt", "-"], { stdin: WRONG });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^<stdin>:1:25: error/);
  });

  test("with --check says whether it would change", async () => {
    const check = (stdin: string) => losscc(folderWith({}), ["fmt", "-", "--check"], { stdin });
    expect(await check(UGLY)).toMatchObject({ status: 1, stdout: "<stdin>\n" });
    expect(await check(FINE)).toMatchObject({ status: 0, stdout: "" });
  });
});

test.each([
  [["fmt"], /missing required argument/],
  [["fmt", "none.loss"], /^losscc: none\.loss: no such file or folder$/m],
  [["fmt", "a.loss", "empty"], /^losscc: empty: no \.loss file in this folder$/m],
  [["fmt", "-", "a.loss"], /- stands alone/],
  [["fmt", "-", "--json"], /--json needs --check/],
  [["fmt", "a.loss", "--chek"], /unknown option '--chek'/],
])("misuse: %j", async (argv, message) => {
  const cwd = folderWith({ "a.loss": UGLY, "empty/a.txt": "" });
  const { status, stdout, stderr } = await losscc(cwd, argv);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(readFileSync(join(cwd, "a.loss"), "utf8")).toBe(UGLY);
});
