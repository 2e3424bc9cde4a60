import { describe, expect, test } from "vitest";
import { errorsOf, parseText } from "./support.ts";

describe("each section reports its first error", () => {
  test.each([
    [
      "in statements",
      "loss t(x: [N]) {\nlet a = )\nlet = 3\nmetric b 4\nlet c = (1 +\nreduce a }",
      ["LC1101 2:9", "LC1101 3:5", "LC1101 4:10", "LC1101 6:1"],
    ],
    [
      "in parameters",
      "loss t(\nx [N],\ny: foo,\nz: [N] =,\nv: [N] in 3) { reduce z }",
      ["LC1101 2:3", "LC1101 3:4", "LC1101 4:9", "LC1101 5:11"],
    ],
    ["in the first parameter", "loss t(1: [N], y: foo) {\nreduce }", ["LC1101 1:8", "LC1101 1:19", "LC1101 2:8"]],
    ["after a parameter", "loss t(x: [N] y, z: foo) { reduce z }", ["LC1101 1:15", "LC1101 1:21"]],
    [
      "in functions",
      "fn (x) = 1\nfn f() = 1\nfn f(x) 1\nfn f[](x) = 1\nfn f(x) =",
      ["LC1101 1:4", "LC1101 2:6", "LC1101 3:9", "LC1101 4:6", "LC1101 5:10"],
    ],
    ["between items", "foo\nfn f(x) = x\n} fn g(x) = ", ["LC1101 1:1", "LC1101 3:1", "LC1101 3:13"]],
    ["after an item", "fn f(x) = x y\nfn g(x) = ", ["LC1101 1:13", "LC1101 2:11"]],
    ["in an open bracket", "loss t(x: [N]) {\nlet a = x[\nreduce a + b\n}\nfn f(x) = ", ["LC1101 3:1", "LC1101 5:11"]],
    [
      "and characters",
      "loss t(x: [N]) {\nlet a = 2é - $\nlet b = 1x\nreduce a; }",
      ["LC1001 2:10", "LC1001 2:14", "LC1003 3:10", "LC1001 4:9"],
    ],
    [
      "and what the AST builder rejects",
      "loss t(x: [N]) {\nlet a = x < x < x\nreduce a + (not x)(1) }",
      ["LC1102 2:15", "LC1105 3:19"],
    ],
  ])("%s", (_, text, found) => expect(errorsOf(text)).toEqual(found));
});

describe("at the end of the file", () => {
  const parts = [
    "loss",
    "t",
    "(",
    "x",
    ":",
    "[",
    "N",
    "]",
    "=",
    "1",
    ")",
    "{",
    "let",
    "a",
    "=",
    "x",
    "reduce",
    "a",
    "{",
    "b",
    "=",
    "1",
    "}",
  ];
  test.each(parts.map((_, i) => parts.slice(0, i + 1).join(" ")))("%s", (text) => {
    expect(errorsOf(text)).toEqual([`LC1101 1:${text.length + 1}`]);
  });
  test("after an empty line", () => expect(errorsOf("fn f(x) =\r\n\r\n")).toEqual(["LC1101 3:1"]));
});

describe("thousands of errors are no crash", { timeout: 60_000 }, () => {
  const repeat = (text: string) => `${text}\n`.repeat(5_000);
  test.each([
    ["statements", `loss t(x: [N]) { ${repeat("let a = x )")} reduce a }`],
    ["parameters", `loss t(${repeat("x: [N] y,")} z: [N]) { reduce z }`],
    ["items", repeat("fn f(x) = x y")],
    ["losses", repeat("loss t(x: [N]) { let a = ) reduce }")],
    ["brackets", `fn f(x) = ${repeat(")]")}`],
    ["words", repeat("then else")],
  ])("%s", (_, text) => expect(errorsOf(text).length).toBeGreaterThan(0));

  test("nor with deep nesting after them", () => {
    const text = `loss t(x: [N]) { ${"let a = x )\n".repeat(250)} let b = ${"sum[A](".repeat(200)}x y reduce b }`;
    expect(errorsOf(text).length).toBeGreaterThan(200);
  });
});

test("what is whole survives", () => {
  const { file } = parseText("fn f(x) = x\nloss t(x: [N], y: ) { let a = 1 let b = ) reduce x }\nfn g(x) = )");
  expect(file.items.map((item) => item.kind)).toEqual(["fn", "loss", "fn"]);
  const loss = file.items[1]!;
  expect(loss.kind === "loss" && loss.damaged).toBe(true);
  expect(loss.kind === "loss" && loss.statements.map(({ value }) => value.kind)).toEqual(["literal", "invalid"]);
});
