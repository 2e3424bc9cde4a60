import { expect, test } from "vitest";
import { folderWith, losscc } from "./command-line.ts";

const TWO = "loss square(x: [N]) {\n  reduce x^2\n}\nloss size_of(x: [N]) {\n  reduce abs(x)\n}\n";

test("explains every loss of a file, or the one that is named", async () => {
  const cwd = folderWith({ "a.loss": TWO });
  const all = await losscc(cwd, ["explain", "a.loss"]);
  expect({ status: all.status, stderr: all.stderr }).toEqual({ status: 0, stderr: "" });
  expect(all.stdout).toMatch(/^square \(a\.loss\)[\s\S]*\nsize_of \(a\.loss\)/);
  expect(all.stdout).toContain("∂L/∂x[n] = 2·g[n]·x[n]");
  const one = await losscc(cwd, ["explain", "a.loss", "size_of"]);
  expect(one.stdout).toMatch(/^size_of \(a\.loss\)/);
  expect(one.stdout).toContain("abs: gradient 0 at 0");
});

test("an import is read, and its file is not explained", async () => {
  const cwd = folderWith({
    "a.loss": 'import { f } from "./b.loss"\nloss a(x: [N]) { reduce f(x) }',
    "b.loss": "fn f(x) = x^3\nloss b(x: [N]) { reduce x }",
  });
  const { status, stdout } = await losscc(cwd, ["explain", "a.loss"]);
  expect(status).toBe(0);
  expect(stdout).toContain("∂L/∂x[n] = 3·g[n]·x[n]²");
  expect(stdout).not.toContain("b.loss");
});

test("a file with errors gets its diagnostics, as with compile", async () => {
  const cwd = folderWith({ "a.loss": "loss bad(x: [N]) {\n  reduce y * x\n}\n" });
  const { status, stdout, stderr } = await losscc(cwd, ["explain", "a.loss", "other"]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^a\.loss:2:10: error LC\d+: /);
  const json = await losscc(cwd, ["explain", "a.loss", "--json"]);
  expect(json.status).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject([{ file: "a.loss", line: 2, column: 10, severity: "error" }]);
});

test("an unknown loss is a misuse, with the name that was meant", async () => {
  const cwd = folderWith({ "a.loss": TWO });
  const near = await losscc(cwd, ["explain", "a.loss", "sqare"]);
  expect(near).toMatchObject({ status: 2, stdout: "" });
  expect(near.stderr).toBe("losscc: a.loss has no loss 'sqare'; did you mean 'square'?\n");
  const far = await losscc(cwd, ["explain", "a.loss", "nothing_like_it"]);
  expect(far.stderr).toContain("its losses are square, size_of");
});

test("a file without losses is told of", async () => {
  const cwd = folderWith({ "a.loss": "fn f(x) = x" });
  const { status, stderr } = await losscc(cwd, ["explain", "a.loss"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "losscc: a.loss: no loss to explain\n" });
});

test("--json has the same as the page, by loss", async () => {
  const { status, stdout } = await losscc(folderWith({ "a.loss": TWO }), ["explain", "a.loss", "square", "--json"]);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      file: "a.loss",
      name: "square",
      inputs: [{ name: "x", type: "[N]", gradient: true }],
      gradient: { formulas: [{ name: "∂L/∂x[n]", text: "2·g[n]·x[n]" }, {}, {}, {}] },
      schedule: { sweeps: [{ over: "n", size: "N", bytesRead: 4, bytesWritten: 4 }], inPlace: ["x"] },
    },
  ]);
});

test("--define fixes an option first, and one that matches nothing is an error", async () => {
  const cwd = folderWith({ "a.loss": "loss a(x: [N], p: real = 3) { reduce x ^ p }" });
  const { stdout } = await losscc(cwd, ["explain", "a.loss", "--define", "p=2"]);
  expect(stdout).toContain("x[n]²");
  expect((await losscc(cwd, ["explain", "a.loss", "--define", "q=2"])).status).toBe(1);
});

test("colours only on a terminal", async () => {
  const cwd = folderWith({ "a.loss": TWO });
  expect((await losscc(cwd, ["explain", "a.loss"], { isTTY: true })).stdout).toContain("\u001B[1m");
  expect((await losscc(cwd, ["explain", "a.loss"])).stdout).not.toContain("\u001B");
});
