import { around, type Example } from "./example.ts";

const deep = (count: number) => `return sum(x) + sum(y) + ${"(".repeat(count)}1${")".repeat(count)}`;

export const syntaxExamples: readonly Example[] = [
  {
    title: "a character without meaning",
    source: around("return sum(x * y) % 2"),
    finds: "LC1001 2:19",
    says: "'%'",
    hint: "write mod(a, b)",
  },
  {
    title: "a byte order mark inside",
    source: around("return sum(x * y)\uFEFF"),
    finds: "LC1001 2:18",
    says: "U+FEFF",
  },
  { title: "an open string", source: 'import { f } from "./a.loss\n', finds: "LC1002 1:19" },
  {
    title: "a letter after a number",
    source: around("return sum(2x * y)"),
    finds: "LC1003 2:13",
    says: "x directly follows the number 2",
  },
  { title: "a letter after an exponent", source: around("return sum(2e5f * y)"), finds: "LC1003 2:15" },
  { title: "an int beyond 32 bits", source: around("return sum(x * y) + 2147483648"), finds: "LC1004 2:21" },
  {
    title: "a token that cannot continue",
    source: around("let a = x y\nreturn sum(a)"),
    finds: "LC1101 2:11",
    says: "unexpected 'y'",
  },
  {
    title: "a selection with a comparison",
    source: around("let a = x[C == 1]\nreturn sum(a)"),
    finds: "LC1101 2:13",
    hint: "to select, write x[A = i]",
  },
  {
    title: "a selection by position",
    source: around("let a = x[0]\nreturn sum(a)"),
    finds: "LC1101 2:11",
    hint: "an axis is a name, and to select along it is x[A = 0]",
  },
  {
    title: "an argument by name",
    source: around("let a = sum(x, axis=1)\nreturn a"),
    finds: "LC1101 2:20",
    hint: "to compare, write '=='; axes stand before the arguments: sum[A](x)",
  },
  {
    title: "a type of another language",
    source: "loss t(x: [N], k: float = 1) { reduce k * x }",
    finds: "LC1101 1:19",
    hint: "write 'real'",
  },
  {
    title: "a method",
    source: around("return x.sum()"),
    finds: "LC1001 2:9",
    hint: "a number has digits on both sides of the point: 0.5, 1.0; a function is called as f(x)",
  },
  {
    title: "the end of the file",
    source: "loss t(x: [N]) {\n  reduce x",
    finds: "LC1101 2:11",
    says: "end of the file",
  },
  {
    title: "the end of the file after a line",
    source: "loss t(x: [N]) {\n  reduce x\n",
    finds: "LC1101 3:1",
    says: "end of the file",
  },
  { title: "no result", source: "loss t(x: [N]) {\n  let a = x\n}", finds: "LC1101 3:1", says: "unexpected '}'" },
  {
    title: "a let after the result",
    source: "loss t(x: [N]) {\n  reduce x\n  let a = 1\n}",
    finds: "LC1101 3:3",
    says: "unexpected 'let'",
  },
  { title: "a keyword as a name", source: "loss t(in: [N]) { reduce in }", finds: ["LC1101 1:8", "LC1101 1:26"] },
  { title: "a chain of comparisons", source: around("let a = x < y < 2\nreturn sum(a)"), finds: "LC1102 2:15" },
  { title: "not as an operand", source: around("let a = x == not y\nreturn sum(a)"), finds: "LC1103 2:14" },
  {
    title: "if as an operand",
    source: around("let a = x + if true then 1 else 2\nreturn sum(a)"),
    finds: "LC1104 2:13",
  },
  { title: "a call of no name", source: around("return sum(x) + (y)(1)"), finds: "LC1105 2:20" },
  {
    title: "a list of axes alone",
    source: around("let a = x[C]\nreturn a"),
    finds: "LC1106 3:1",
    says: "unexpected 'return'",
  },
  {
    title: "a list of axes after no name",
    source: around("return (sum)[N, C](x)"),
    finds: "LC1107 2:15",
    says: "unexpected ','",
  },
  { title: "201 parentheses", source: around(deep(201)), finds: "LC1108 2:226" },
  { title: "20,000 parentheses", source: around(deep(20_000)), finds: "LC1108 2:226" },
  { title: "200 parentheses are fine", source: around(deep(200)), finds: [] },
];
