import { describe, expect, test } from "vitest";
import { errorsOf } from "./support.ts";

const loss = (expr: string, param = "1") => `loss t(x: [N], p: real = ${param}) {\nlet a = ${expr}\nreturn a + b\n}`;
const nests: readonly (readonly [string, (count: number) => string])[] = [
  ["parentheses", (n) => `${"(".repeat(n)}x${")".repeat(n)}`],
  ["calls", (n) => `${"f(".repeat(n)}x${")".repeat(n)}`],
  ["calls with axes", (n) => `${"sum[A](".repeat(n)}x${")".repeat(n)}`],
  ["selections", (n) => `${"x[A = ".repeat(n)}x${"]".repeat(n)}`],
  ["minus signs", (n) => `${"- ".repeat(n)}x`],
  ["nots", (n) => `${"not ".repeat(n)}x`],
  ["powers", (n) => `${"x ^ ".repeat(n)}x`],
  ["negative powers", (n) => `${"x ^ -".repeat(n / 2)}x${n % 2 === 1 ? " ^ 1" : ""}`],
  ["ifs in else", (n) => `${"if x then x else ".repeat(n)}x`],
  ["ifs in if", (n) => `${"if ".repeat(n)}x${" then x else x".repeat(n)}`],
  ["ifs in then", (n) => `${"if x then ".repeat(n)}x${" else x".repeat(n)}`],
];

describe.each(nests)("%s", (_, nest) => {
  test("nest 200 deep", () => expect(errorsOf(loss(nest(200)))).toEqual([]));
  test("nest 200 deep in a default", () => expect(errorsOf(loss("x", nest(200)))).toEqual([]));
  test("are too many at 201", () => expect(errorsOf(loss(nest(201)))).toEqual([expect.stringMatching(/^LC1108 2:/)]));
  test("are too many at 50,000", () =>
    expect(errorsOf(loss(nest(50_000)))).toEqual([expect.stringMatching(/^LC1108 2:/)]));
});

describe("what stands side by side does not nest", () => {
  test.each([
    ["terms", Array.from({ length: 5_000 }, () => "-(x)").join(" + ")],
    ["powers", Array.from({ length: 5_000 }, () => "x ^ -2").join(" * ")],
    ["arguments", `f(${Array.from({ length: 5_000 }, () => "-x").join(", ")})`],
    ["conditions", Array.from({ length: 5_000 }, () => "not x").join(" and ")],
    ["selections", `x${"[A = -1]".repeat(5_000)}`],
  ])("%s", (_, expr) => expect(errorsOf(loss(expr))).toEqual([]));
});

describe("errors at the limit are no crash", () => {
  test.each(["sum[A](", "f(", "(", "x[A = ", "if ", "- "])("in %s", (open) => {
    expect(errorsOf(loss(open.repeat(200)))).toEqual(["LC1101 3:1"]);
    expect(errorsOf(loss(`${open.repeat(200)}x y`))).toEqual([expect.stringMatching(/^LC1101 2:/)]);
  });
});
