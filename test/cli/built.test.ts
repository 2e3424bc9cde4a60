import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { folderWith } from "./command-line.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MAIN = join(ROOT, "dist/src/cli/main.js");

const MSE = "loss mse(x: [*S], const t: [*S]) {\n  reduce (x - t)^2\n}\n";
const WRONG = "loss bad(logits: [N]) {\n  reduce lgits * logits\n}\n";

function losscc(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
  const result = spawnSync(process.execPath, [MAIN, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}

beforeAll(() => {
  if (!existsSync(MAIN)) throw new Error("dist/ is missing: run `npm run build`");
});

test("--version starts light: no compiler, parser or code writer is loaded", () => {
  const cwd = folderWith({});
  losscc(cwd, ["--version"], { NODE_V8_COVERAGE: join(cwd, "loaded") });
  const loaded = readdirSync(join(cwd, "loaded")).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(cwd, "loaded", name), "utf8")) as { result: { url: string }[] };
    return result.map(({ url }) => url);
  });
  expect(loaded.some((url) => url.endsWith("cli/main.js"))).toBe(true);
  expect(
    loaded.filter((url) => /ts-morph|chevrotain|chokidar|tinyglobby|yocto|src\/(compile|index)\.js/.test(url)),
  ).toEqual([]);
});

test("npx finds it in the package itself", () => {
  const { status, stdout } = spawnSync("npx --no losscc --version", { cwd: ROOT, encoding: "utf8", shell: true });
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test("compiles, silently, and the same to the byte every time", () => {
  const cwd = folderWith({ "a.loss": MSE, "deeper/b.loss": MSE.replace("mse", "other") });
  expect(losscc(cwd, ["compile", ".", "--out", "one"])).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(readdirSync(join(cwd, "one"))).toEqual(["a.ts", "deeper", "index.ts"]);
  const elsewhere = folderWith({});
  cpSync(cwd, join(elsewhere, "copy"), { recursive: true });
  losscc(elsewhere, ["compile", "copy", "--out", "two"]);
  for (const name of ["a.ts", "deeper/b.ts", "index.ts"]) {
    expect(readFileSync(join(elsewhere, "two", name), "utf8")).toBe(readFileSync(join(cwd, "one", name), "utf8"));
  }
});

test("reports a mistake at its place, in words and as JSON", () => {
  const cwd = folderWith({ "bad.loss": WRONG });
  const words = losscc(cwd, ["compile", "bad.loss", "--out", "out"]);
  expect(words).toMatchObject({ status: 1, stdout: "" });
  expect(words.stderr).toMatch(
    /^bad\.loss:2:10: error LC\d{4}: .*\n {2}reduce lgits \* logits\n {9}\^{5}\nhint: did you mean 'logits'\?\n/,
  );
  const json = losscc(cwd, ["compile", "bad.loss", "--out", "out", "--json"]);
  expect(json).toMatchObject({ status: 1, stderr: "" });
  const place = { file: "bad.loss", line: 2, column: 10, endLine: 2, endColumn: 15, severity: "error" };
  expect(JSON.parse(json.stdout)).toMatchObject([place]);
  expect(readdirSync(cwd)).toEqual(["bad.loss"]);
});

test.each([
  ["--define", "nothing=1"],
  ["--wrt", "nothing"],
])("%s that matches nothing is an error of no file", (...flags) => {
  const cwd = folderWith({ "a.loss": MSE });
  const words = losscc(cwd, ["compile", "a.loss", "--out", "out", ...flags]);
  expect(words.status).toBe(1);
  expect(words.stderr).toMatch(/^losscc: error LC\d{4}: .*nothing/);
  expect(JSON.parse(losscc(cwd, ["compile", "a.loss", "--out", "out", "--json", ...flags]).stdout)).toMatchObject([
    { file: "" },
  ]);
});

test("files of one name, imported from several folders, stay apart", () => {
  const user = (name: string) => `import { f } from "./f.loss"\nloss ${name}(x: [*S]) {\n  reduce f(x)\n}\n`;
  const cwd = folderWith({
    "p/a.loss": user("a"),
    "p/f.loss": "fn f(x) = x^2\n",
    "q/b.loss": user("b"),
    "q/f.loss": "fn f(x) = abs(x)\n",
  });
  const outcome = losscc(cwd, ["compile", "p/a.loss", "q/b.loss", "--out", "out"]);
  expect(outcome).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(readdirSync(join(cwd, "out"))).toEqual(["a.ts", "b.ts"]);
});

test("a reader that stops reading is no error", async () => {
  const cwd = folderWith({ "bad.loss": WRONG });
  const child = spawn(process.execPath, [MAIN, "compile", "bad.loss", "--out", "out", "--json"], { cwd });
  child.stdout.destroy();
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const status = await new Promise((resolve) => child.on("close", resolve));
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
});
