import { describe, expect, test } from "vitest";
import { errorsOf, lossIn, parseText } from "./support.ts";

test("documentation belongs to what follows", () => {
  const text = `/// The file.
import { f } from "./a.loss"
/// Of fn.
///
///   Indented.  \r
//// plain
// plain
fn g(x) = x /// of the loss
/// too
loss t( /// of x
  x: [N], /// of y
  /// more of y
  const y: [N], z: [N]
) {
  /// of a
  let a = x
  /// of m
  metric m = 1 /// of nothing
  reduce a
}`;
  const { file } = parseText(text);
  const [, fn, loss] = file.items;
  expect(fn!.kind === "fn" && fn!.doc).toBe("Of fn.\n\n  Indented.");
  if (loss?.kind !== "loss") throw new Error("no loss");
  expect(loss.doc).toBe("of the loss\ntoo");
  expect(loss.params.map(({ doc }) => doc)).toEqual(["of x", "of y\nmore of y", ""]);
  expect(loss.statements.map(({ doc }) => doc)).toEqual(["of a", "of m"]);
});

describe("every production is read", () => {
  test.each([
    ["trailing commas", 'import { a, b, } from "./a.loss" fn f[A, B,](x, y,) = f[A, B,](x, y,)'],
    [
      "types",
      "loss t(a: [], b: [N, *S,], c: [N] of real, d: [N] of bool, e: [N] of N, f: [N] of N | -1, g: real, h: int, i: bool,) { return 1 }",
    ],
    [
      "defaults and domains",
      "loss t(a: [N] = 1 in [0, 1], b: real in (0, 1), c: int = 2 in {1, 2,}, d: real in [0, inf,)) { return 1 }",
    ],
    ["const", "loss t(const a: [N], const b: [N] = 1) { return 1 }"],
    ["reductions with and without commas", "loss t(a: [N]) { reduce a { b = 1 c = 2, d = 3, } }"],
    ["no reductions", "loss t(a: [N]) { reduce a {} }"],
    ["all on a line without spaces", "loss t(a:[N]){let b=a+1reduce b}".replace("1reduce", "1 reduce")],
    ["an empty file", " \t\r\n// nothing\n"],
    ["names like keywords", "loss t(inn: [N], real_: [N], _: [N], True: [N]) { reduce inn * real_ * _ * True }"],
  ])("%s", (_, text) => expect(errorsOf(text)).toEqual([]));
});

test("a domain keeps which ends are open", () => {
  const { params } = lossIn("loss t(a: [N] in (0, 1], b: real in [0, 1)) { return 1 }");
  expect(params.map(({ domain }) => domain?.kind === "range" && [domain.loOpen, domain.hiOpen])).toEqual([
    [true, false],
    [false, true],
  ]);
});

test("a byte order mark is no column, and CRLF ends a line", () => {
  expect(errorsOf("\uFEFF$\r\n  $")).toEqual(["LC1001 1:1", "LC1001 2:3"]);
});

test("a column counts UTF-16 units", () => {
  expect(errorsOf('import { f } from "./😀.loss" $')).toEqual(["LC1001 1:31"]);
});
