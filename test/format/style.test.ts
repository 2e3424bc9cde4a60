import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { format } from "../../src/format.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

function formatted(text: string): string | undefined {
  return format("a.loss", text).text;
}

/** What becomes of an expression, as the value of a `let`. */
function expr(text: string): string | undefined {
  const match = /^loss f\(x: \[N\]\) \{\n {2}let y =([^]*)\n {2}reduce x\n\}\n$/.exec(
    formatted(`loss f(x: [N]) { let y = ${text} reduce x }`) ?? "",
  );
  return match?.[1]?.trim().replace(/\n {4}/g, "\n");
}

describe("parentheses", () => {
  test.each([
    ["((a))", "a"],
    ["(a + b)", "a + b"],
    ["(a * b) + (c / d)", "a * b + c / d"],
    ["(a + b) + c - (d)", "a + b + c - d"],
    ["((a + b) + c) + d", "a + b + c + d"],
    ["(a * b) / c", "a * b / c"],
    ["(a + b) > c and (d < e)", "a + b > c and d < e"],
    ["(a and b) and c", "a and b and c"],
    ["(-a) * (-b)", "-a * -b"],
    ["(f(a))[N = (i)]", "f(a)[N = i]"],
    ["f((a), (b + c))", "f(a, b + c)"],
    ["(if (a) then (b) else (if c then d else e))", "if a then b else if c then d else e"],
  ])("that say nothing go: %s", (text, result) => expect(expr(text)).toBe(result));

  test.each([
    ...["a + (b + c)", "a - (b - c)", "a * (b + c)", "a / (b * c)", "(-x)^2", "(a^b)^c", "2^-1", "-(a + b)"],
    ...["(a or b) and c", "(a < b) == c", "a == (not b)", "(a + b)[N = i]", "(if a then b else c) + d", "--x"],
  ])("that mean something stay: %s", (text) => expect(expr(text)).toBe(text));

  test.each(["(a and b) or c", "not (a == b)", "-(x^2)", "-(-x)", "2^(-1)", "a^(b^c)", "(a / b) * c"])(
    "that help most readers stay: %s",
    (text) => expect(expr(text)).toBe(text),
  );
  test.each(["if (if a then b else c) then d else e", "if a then (if b then c else d) else e"])(
    "around an if within an if stay: %s",
    (text) => expect(expr(text)).toBe(text),
  );
});

describe("layout", () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => name.repeat(40));
  test.each([
    ["a name", "aAa__1", "aAa__1"],
    ["numbers keep their spelling", "007 + 1E+5 + 1.50", "007 + 1E+5 + 1.50"],
    ["nothing is moved without need", `f( ${a},\n\n${b} )`, `f(${a}, ${b})`],
    ["a sum", `${a}+${b}*d-${c}`, `${a}\n+ ${b} * d\n- ${c}`],
    ["a product in a sum", `${a}+${b}*${c}*${c}`, `${a}\n+ ${b}\n  * ${c}\n  * ${c}`],
    ["an if", `if ${a} then ${b} else ${c}`, `if ${a} then ${b}\nelse ${c}`],
    [
      "an if with a long branch",
      `if d then ${a}+${b}+${c} else if e then d else e`,
      `if d then\n  ${a}\n  + ${b}\n  + ${c}\nelse if e then d\nelse e`,
    ],
  ])("%s", (_, text, result) => expect(expr(text)).toBe(result));

  test("a call breaks in place, with a comma behind its last argument", () => {
    expect(expr(`g[A](${a},${b},${c})`)).toBe(`g[A](\n${a},\n${b},\n${c},\n  )`);
  });

  test("so does a power of something in parentheses", () => {
    expect(expr(`(${a}+${b}+${c})^2`)).toBe(`(\n${a}\n+ ${b}\n+ ${c}\n  )^2`);
  });

  test("a whole file", () => {
    const text = `import{b,a,}from"./x.loss"fn f[A,B,](x,y,)=x[A=1][B as C]/// d
loss l(const a:[N,*S,]of C|(k),b:[]of bool,c:real=- 1 in(0,inf,],k:int in{1,2,})
{let z=not a metric m=1 reduce a{mean=1 sum=2,}}loss m(x:[]){reduce x{}}`;
    expect(formatted(text)).toBe(`import { b, a } from "./x.loss"
fn f[A, B](x, y) = x[A = 1][B as C] /// d
loss l(const a: [N, *S] of C | k, b: [] of bool, c: real = -1 in (0, inf], k: int in {1, 2}) {
  let z = not a
  metric m = 1
  reduce a { mean = 1, sum = 2 }
}
loss m(x: []) {
  reduce x
}
`);
  });
});

describe("comments", () => {
  test.each([
    ["an empty file", "", ""],
    ["white space only", " \r\n\t\n", ""],
    ["comments only", "\n\n// a  \r\n\n\n  /// b\n//// c", "// a\n\n/// b\n//// c\n"],
    [
      "at every place of a loss",
      "// 1\n\n\nloss f( // 2\n\n  // 3\n  x: [N] // 4\n  , y: [N], /// 5\n  // 6\n\n) { // 7\n\n\n  // 8\n\n  reduce x // 9\n\n  // 10\n} // 11\n\n// 12\n",
      `// 1

loss f( // 2
  // 3
  x: [N], // 4
  y: [N], /// 5
  // 6
) { // 7
  // 8

  reduce x // 9

  // 10
} // 11

// 12
`,
    ],
    [
      "in expressions",
      "fn f(x) = // 1\n  x + // 2\n  // 3\n  y // 4\n  + g(x // 5\n  , y) * ( // 6\n z)",
      `fn f(x) = // 1
  x
  + // 2
  // 3
  y // 4
  + g(
    x, // 5
    y,
  )
    * ( // 6
      z
    )
`,
    ],
    [
      "documentation does not go to the next parameter",
      "loss f(x: [N] /// of x\n, y: [N]) { reduce x }",
      "loss f(\n  x: [N] /// of x\n  ,\n  y: [N],\n) {\n  reduce x\n}\n",
    ],
    [
      "documentation does not go to the next let",
      "loss f(x: [N]) { let a = (x /// of a\n) let b = a reduce b }",
      "loss f(x: [N]) {\n  let a = (\n    x /// of a\n  )\n  let b = a\n  reduce b\n}\n",
    ],
  ])("%s", (_, text, result) => {
    expect(formatted(text)).toBe(result);
    expect(formatted(result)).toBe(result);
  });
});

test("long and deep sources are formatted like any other", () => {
  const nested = (open: string, close: string): string => open.repeat(199) + "x" + close.repeat(199);
  const values = [
    "x" + " + x".repeat(100_000),
    "x" + "[N = i]".repeat(10_000),
    "f(" + "x, // c\n".repeat(30_000) + ")",
    nested("(", ")"),
    nested("(x + ", ")"),
    nested("max(x, ", ")"),
    nested("x[N = ", "]"),
    nested("-", ""),
    nested("not ", ""),
    nested("x^", ""),
    nested("if x then ", " else x"),
    nested("if x then x else ", ""),
  ];
  for (const value of values) {
    const once = formatted(`loss f(x: [N]) { reduce ${value} }`);
    expect(once !== undefined && formatted(once) === once, value.slice(0, 20)).toBe(true);
  }
});

test("a name such as __proto__ is a name like any other", () => {
  const text = "fn __proto__(constructor, toString) = constructor + toString.__proto__";
  expect(formatted(text)).toBeUndefined();
  expect(formatted("fn __proto__(constructor) = toString[__proto__ = hasOwnProperty]")).toBe(
    "fn __proto__(constructor) = toString[__proto__ = hasOwnProperty]\n",
  );
});

test("the sources of this repository are in the canonical style", () => {
  const sources = ["stdlib", "examples", "test"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".loss") && !name.includes("node_modules"))
      .map((name) => join(root, folder, name)),
  );
  expect(sources.length).toBeGreaterThan(15);
  for (const path of sources) {
    const text = readFileSync(path, "utf8");
    expect(format(path, text).text, path).toBe(text);
  }
});
