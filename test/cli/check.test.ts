import { expect, test } from "vitest";
import { folderWith, losscc } from "./command-line.ts";

const SQUARE = "loss square(x: [N]) { reduce x^2 }\n";
const UNUSED = "loss unused(x: [N], k: int = 1) { reduce x^2 }\n";
const WRONG = "loss wrong(x: [N]) { reduce y }\n";

test("one line a loss on stdout when all is well", async () => {
  const cwd = folderWith({ "a.loss": SQUARE, "b.loss": SQUARE.replace("square", "other_square") });
  const { status, stdout, stderr } = await losscc(cwd, ["check", ".", "--samples", "8"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(
    /^square        ok  8 samples, gradients within \d.\de-\d\d of finite differences, float32 within 0.\d ulp\nother_square  ok  8 samples, .*\n$/,
  );
});

test("warnings on stderr, and status 0", async () => {
  const cwd = folderWith({ "a.loss": UNUSED });
  const { status, stdout, stderr } = await losscc(cwd, ["check", "a.loss"]);
  expect(status).toBe(0);
  expect(stderr).toContain("a.loss:1:21: warning LC9002: the option 'k' is never used");
  expect(stdout).toContain("unused  ok");
});

test("files without losses are told of", async () => {
  const cwd = folderWith({ "a.loss": "fn f(x) = x" });
  const { status, stderr } = await losscc(cwd, ["check", "a.loss"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "losscc: a.loss: no loss to check\n" });
});

test("an error, and nothing is sampled", async () => {
  const cwd = folderWith({ "a.loss": WRONG, "b.loss": SQUARE });
  const { status, stdout, stderr } = await losscc(cwd, ["check", "."]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain("a.loss:1:29: error LC2005");
});

test("--json is an array of diagnostics; --report adds what was measured", async () => {
  const cwd = folderWith({ "a.loss": UNUSED });
  const plain = await losscc(cwd, ["check", "a.loss", "--json"]);
  expect(plain).toMatchObject({ status: 0, stderr: "" });
  expect(JSON.parse(plain.stdout)).toEqual([
    {
      file: "a.loss",
      line: 1,
      column: 21,
      endLine: 1,
      endColumn: 22,
      severity: "warning",
      code: "LC9002",
      message: "the option 'k' is never used",
    },
  ]);
  const full = await losscc(cwd, ["check", "a.loss", "--json", "--report", "--samples", "4"]);
  expect(JSON.parse(full.stdout)).toMatchObject([
    { code: "LC9002" },
    { severity: "info", code: "LC5000", line: 1, column: 6, report: { loss: "unused", ok: true, samples: 4 } },
  ]);
  expect((await losscc(folderWith({ "a.loss": SQUARE }), ["check", "a.loss", "--json"])).stdout).toBe("[]\n");
});

test("--quiet prints diagnostics only", async () => {
  const cwd = folderWith({ "a.loss": SQUARE });
  expect(await losscc(cwd, ["check", "a.loss", "--quiet"])).toMatchObject({ status: 0, stdout: "", stderr: "" });
});

test.each([
  [["check"], "missing required argument"],
  [["check", "none.loss"], "no such file"],
  [["check", "a.loss", "--samples", "0"], "--samples takes a whole number from 1 on, not '0'"],
  [["check", "a.loss", "--seed", "x"], "--seed takes a whole number from 0 on, not 'x'"],
  [["check", "a.loss", "--out", "x"], "unknown option '--out'"],
])("%j is a misuse", async (argv, message) => {
  const { status, stderr } = await losscc(folderWith({ "a.loss": SQUARE }), argv);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});
