import { describe, expect, test } from "vitest";
import { postfix } from "../../src/syntax/ast.ts";
import { errorsOf, lossIn, shape } from "./support.ts";

describe("operators bind", () => {
  test.each([
    ["a + b * c", "(add a (mul b c))"],
    ["a - b - c", "(sub (sub a b) c)"],
    ["a / b * c", "(mul (div a b) c)"],
    ["(a - (b))", "(sub a b)"],
    ["-a ^ 2", "(neg (pow a 2))"],
    ["2 ^ -1", "(pow 2 (neg 1))"],
    ["a ^ b ^ c", "(pow a (pow b c))"],
    ["a ^ -b ^ c * d", "(mul (pow a (neg (pow b c))) d)"],
    ["-a * b", "(mul (neg a) b)"],
    ["- - a", "(neg (neg a))"],
    ["a * -b", "(mul a (neg b))"],
    ["not a == b", "(not (eq a b))"],
    ["not not a and b", "(and (not (not a)) b)"],
    ["a and not b or c", "(or (and a (not b)) c)"],
    ["a or b and c < d + 1", "(or a (and b (lt c (add d 1))))"],
    ["if a then b else c + d", "(if a b (add c d))"],
    ["if a then if b then c else d else e", "(if a (if b c d) e)"],
    ["if a then b else if c then d else e", "(if a b (if c d e))"],
    ["(if a then b else c) + d", "(add (if a b c) d)"],
    ["a + b[C = 1]", "(add a b[C = 1])"],
    ["-x[N as M][M = i + 1]", "(neg x[N as M][M = (add i 1)])"],
    ["(a + b)[N as M]", "(add a b)[N as M]"],
    ["f(a, b,)[C = 1]", "f(a b)[C = 1]"],
    ["sum[A, B,](x)", "sum[A B](x)"],
    ["f()", "f()"],
    ["1.5e-3 + 2E2 + 007", "(add (add 0.0015 200) 7)"],
    ["true == false", "(eq true false)"],
    ["inf", "Infinity"],
    ["-2147483648", "(neg 2147483648)"],
  ])("%s", (text, tree) => {
    expect(shape(text)).toBe(tree);
  });
});

describe("what the flat grammar lets through is an error at its token", () => {
  const inBody = (text: string) => errorsOf(`loss t(x: [N]) {\nreturn ${text}\n}`);
  test.each([
    ["a < b == c", "LC1102 2:14"],
    ["a + not b", "LC1103 2:12"],
    ["-not b", "LC1103 2:9"],
    ["-if a then b else c", "LC1104 2:9"],
    ["1(2)", "LC1105 2:9"],
    ["f(x)(y)", "LC1105 2:12"],
    ["x[A = 1](y)", "LC1105 2:16"],
    ["f(x)[A](y)", "LC1107 2:14"],
    ["x[A]", "LC1106 3:1"],
    ["x[A][B = 1]", "LC1106 2:12"],
    ["x[A @ 1]", "LC1001 2:12"],
    ["-(2147483648)", "LC1004 2:10"],
    ["-2147483648 ^ 2", "LC1004 2:9"],
    ["f(a,, b)", "LC1101 2:12"],
    ["x[A = 1, B = 2]", "LC1101 2:15"],
    [".5", "LC1001 2:8"],
    ["1.", "LC1001 2:9"],
    ["0x10", "LC1003 2:9"],
    ["1_000", "LC1003 2:9"],
  ])("%s", (text, found) => {
    expect(inBody(text)).toEqual([found]);
  });
});

test("spans take in parentheses", () => {
  const { result } = lossIn("loss t(x: [N]) { return (x + 1) * 2 }");
  const value = result!.kind === "return" ? result!.value : undefined;
  expect(value!.span).toEqual({ start: 24, end: 35 });
  expect(value!.kind === "binary" && value!.left.span).toEqual({ start: 24, end: 31 });
});

test("a sum of 100,000 terms parses", { timeout: 60_000 }, () => {
  const { result } = lossIn(`loss t(x: [N]) { return ${Array.from({ length: 100_000 }, () => "x").join(" + ")} }`);
  expect(result!.kind === "return" && postfix(result!.value).length).toBe(199_999);
});
