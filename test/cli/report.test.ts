import { describe, expect, test } from "vitest";
import { codeFrame } from "../../src/cli/code-frame.ts";
import { decodeSource } from "../../src/cli/decode-source.ts";
import { formatDiagnostics } from "../../src/cli/report.ts";
import { colorsFor } from "../../src/cli/terminal.ts";
import { folderWith, losscc } from "./command-line.ts";

const COMPILE = ["compile", "a.loss", "--out", "out"];

test("place, message, source line, underline, hint", async () => {
  const cwd = folderWith({ "a.loss": "one\r\n\tlet x = !!\r\n  ?" });
  const { status, stdout, stderr } = await losscc(cwd, COMPILE);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toBe(
    [
      "a.loss:2:10: error LC1234: a !!",
      "\tlet x = !!",
      "\t        ^^",
      "hint: did you mean '!'?",
      "a.loss:3:3: warning LC1234: a ?",
      "  ?",
      "  ^",
      "",
    ].join("\n"),
  );
});

test("--json prints the contract's fields on stdout, and nothing on stderr", async () => {
  const cwd = folderWith({ "a.loss": "x !!" });
  const { status, stdout, stderr } = await losscc(cwd, [...COMPILE, "--json"]);
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  const place = { file: "a.loss", line: 1, column: 3, endLine: 1, endColumn: 5 };
  const rest = { severity: "error", code: "LC1234", message: "a !!", hint: "did you mean '!'?" };
  expect(stdout).toBe(`${JSON.stringify([{ ...place, ...rest }])}\n`);
});

test("warnings do not fail", async () => {
  const { status, stderr } = await losscc(folderWith({ "a.loss": "?" }), COMPILE);
  expect(status).toBe(0);
  expect(stderr).toMatch(/^a\.loss:1:1: warning LC1234: a \?\n/);
});

test("every error of every file, in the order of the arguments", async () => {
  const cwd = folderWith({ "b.loss": "! x !", "a.loss": "!" });
  const { stderr } = await losscc(cwd, ["compile", "b.loss", "./a.loss", "--out", "out"]);
  expect(stderr.match(/^.*: error/gm)).toEqual(["b.loss:1:1: error", "b.loss:1:5: error", "./a.loss:1:1: error"]);
});

test("colours on a terminal only, and never with NO_COLOR", async () => {
  const cwd = folderWith({ "a.loss": "!" });
  const escapes = "\u001b[";
  expect((await losscc(cwd, COMPILE, { isTTY: true })).stderr).toContain(escapes);
  expect((await losscc(cwd, COMPILE, { isTTY: true, env: { NO_COLOR: "1" } })).stderr).not.toContain(escapes);
  expect((await losscc(cwd, COMPILE, { isTTY: true, env: { TERM: "dumb" } })).stderr).not.toContain(escapes);
  expect((await losscc(cwd, COMPILE, { env: { FORCE_COLOR: "1" } })).stderr).not.toContain(escapes);
});

test("a terminal is told what was done; --quiet is quiet", async () => {
  const cwd = folderWith({ "a.loss": "a" });
  expect((await losscc(cwd, COMPILE, { isTTY: true })).stderr).toBe("1 file in out, 1 changed\n");
  expect((await losscc(cwd, COMPILE, { isTTY: true })).stderr).toBe("1 file in out, none changed\n");
  expect((await losscc(cwd, [...COMPILE, "--quiet"], { isTTY: true })).stderr).toBe("");
});

test("bytes that are not UTF-8 are an error at their place, the only one of that file", async () => {
  const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0x0a, 0xc3, 0xa4, 0x20, 0xff, 0x21]);
  const cwd = folderWith({ "a.loss": bytes, "b.loss": "!" });
  const { status, stderr } = await losscc(cwd, ["compile", "a.loss", "b.loss", "--out", "out"]);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^a\.loss:2:3: error LC0001: the byte 0xFF is not UTF-8\nä �!\n {2}\^\nhint: save .*\nb\.loss:1:1: error/,
  );
});

describe("decoding", () => {
  test.each([
    ["a lone continuation", [0x61, 0x80], 1, 0x80],
    ["a character cut by the end", [0x61, 0xe2, 0x82], 1, 0xe2],
    ["a character cut by another", [0xe2, 0x82, 0x41, 0x42], 0, 0xe2],
    ["a surrogate", [0x61, 0xed, 0xa0, 0x80], 1, 0xed],
  ])("%s", (_, bytes, offset, byte) => {
    expect(decodeSource(new Uint8Array(bytes)).fault).toEqual({ offset, byte });
  });

  test.each([
    ["with a mark", [0xff, 0xfe, 0x61, 0x00]],
    ["with a mark, large end first", [0xfe, 0xff, 0x00, 0x61]],
    ["without a mark", [0x61, 0x00]],
    ["without a mark, large end first", [0x00, 0x61]],
  ])("UTF-16 %s is told apart, and read", (_, bytes) => {
    const { text, fault } = decodeSource(new Uint8Array(bytes));
    expect(text).toBe("a");
    expect(fault).toMatchObject({ offset: 0, encoding: "UTF-16" });
  });

  test("what is right has no fault", () => {
    expect(decodeSource(new TextEncoder().encode("\uFEFFπ🙂"))).toEqual({ text: "π🙂" });
  });
});

describe("code frames", () => {
  const at = (line: number, column: number, endLine: number, endColumn: number) => ({
    line,
    column,
    endLine,
    endColumn,
  });

  test.each([
    ["a span over lines is underlined on its first", "abc\ndef", at(1, 2, 2, 2), ["abc", " ^^"]],
    ["an empty span has one caret", "abc", at(1, 4, 1, 4), ["abc", "   ^"]],
    ["the end of a file that ends its last line", "abc\n", at(2, 1, 2, 1), ["", "^"]],
    ["control characters are shown, not sent", "a\u001b[31m!", at(1, 7, 1, 8), ["a␛[31m!", "      ^"]],
    ["a line that is not there", "a", at(7, 1, 7, 2), undefined],
  ])("%s", (_, text, position, expected) => {
    expect(codeFrame(text, position)).toEqual(expected);
  });

  test("a very long line is cut around the span", () => {
    const text = `${"a + ".repeat(10_000)}here${" + a".repeat(10_000)}`;
    const [source = "", underline = ""] = codeFrame(text, at(1, 40_001, 1, 40_005)) ?? [];
    expect(source.length).toBeLessThan(200);
    expect(source.slice(underline.indexOf("^"), underline.length)).toBe("here");
    const [start = ""] = codeFrame(text, at(1, 1, 1, 100_000)) ?? [];
    expect(start).toMatch(/^a \+ .*…$/);
  });
});

test("the other places follow, each with its line", () => {
  const place = { span: { start: 0, end: 1 }, line: 1, column: 1, endLine: 1, endColumn: 2 };
  const labels = [{ ...place, file: "b.loss", message: "it is declared here" }];
  const diagnostic = { ...place, file: "a.loss", severity: "error", code: "LC1", message: "no", labels } as const;
  const text = formatDiagnostics([diagnostic], (file) => `${file[0]}!`, colorsFor({ write: () => {} }, {}));
  expect(text).toBe("a.loss:1:1: error LC1: no\na!\n^\nb.loss:1:1: note: it is declared here\nb!\n^\n");
});
