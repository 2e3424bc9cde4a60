import { around, type Example } from "./example.ts";

const doubled = ["fn f0(x) = x + 1", ...Array.from({ length: 30 }, (_, i) => `fn f${i + 1}(x) = f${i}(f${i}(x))`)].join(
  "\n",
);

const unused = (body: string): string => `fn f(a, b) = ${body}`;

const same = "fn same(x, y) = if x == y then true else x != y";

export const typeExamples: readonly Example[] = [
  { title: "a bool in arithmetic", source: around("return sum(x) + (sum(y) > 0)"), finds: "LC3001 2:17" },
  { title: "a bool in a function", source: around("return sum(exp(x > y))"), finds: "LC3001 2:16" },
  { title: "a sum of bools", source: around("return sum(x > y)"), finds: "LC3001 2:12" },
  { title: "a number as a condition", source: around("return sum(if x then y else 0)"), finds: "LC3002 2:15" },
  {
    title: "a number counted",
    source: around("return count(x * y)"),
    finds: "LC3002 2:14",
    says: "a real with axes N, C",
  },
  { title: "two numbers in and", source: around("return count(x and y)"), finds: ["LC3002 2:14", "LC3002 2:20"] },
  {
    title: "a selection at a real",
    source: around("return sum(x[C = 1.5] * y)"),
    finds: "LC3003 2:18",
    hint: "an input of indices is declared 'of C'",
  },
  {
    title: "a selection at a quotient",
    source: around("return sum(x[C = size(C) / 2] * y)"),
    finds: "LC3003 2:18",
    hint: "'/' gives a real, and div(a, b) of two ints an int",
  },
  { title: "mod of a real", source: around("return sum(mod(x, 2) * y)"), finds: "LC3003 2:16" },
  {
    title: "a number equals a bool",
    source: around("return count(x == (y > 0))"),
    finds: "LC3004 2:14",
    hint: "a bool is compared with 'true' or 'false', and is itself a condition",
  },
  { title: "branches of two kinds", source: around("return sum(if x > 0 then y else true)"), finds: "LC3004 2:12" },
  { title: "a norm of order 0.5", source: around("return norm(x * y, 0.5)"), finds: "LC3005 2:20" },
  { title: "a norm of many orders", source: around("return norm(x, y)"), finds: "LC3006 2:16" },
  {
    title: "a norm whose order is learned",
    source: "loss t(x: [N], q: []) { return norm(x, 1 + abs(q)) }",
    finds: "LC3008 1:40",
    says: "depends on 'q'",
  },
  {
    title: "a norm whose order is an input without a gradient",
    source: "loss t(x: [N], const p: [], q: []) { return norm(x, p) + norm(x, stop_gradient(q)) }",
    finds: [],
  },
  {
    title: "a default below 1 for the order of a norm",
    source: "loss t(x: [N], p: real = 1) { return norm(x, p / 2) }",
    finds: "LC3009 1:26",
    says: "the default of 'p', 1, makes 0.5 the order of 'norm(x, p / 2)'",
  },
  {
    title: "such a default where no norm uses it",
    source: "loss t(x: [N], p: real = 0.5) { return if p < 1 then sum(x) else norm(x, p) }",
    finds: [],
  },
  { title: "an expansion without end", source: `${doubled}\nloss t(x: [N]) { reduce f30(x) }`, finds: "LC3007 2:15" },
  {
    title: "an error inside a function, once",
    source: `fn f(a) = a and true\n${around("return sum(x) + count(f(x)) + count(f(y))")}`,
    finds: "LC3002 1:11",
  },
  { title: "a number in and, in a function that nothing calls", source: unused("a and 1"), finds: "LC3002 1:20" },
  { title: "branches of two kinds there", source: unused("if a then 1 else true"), finds: "LC3004 1:14" },
  { title: "a number negated there", source: unused("not 3"), finds: "LC3002 1:18" },
  { title: "a parameter of two kinds", source: unused("a + (if a then b else 1)"), finds: "LC3001 1:14" },
  {
    title: "parameters of two kinds, by way of one another",
    source: unused("(a == b) and (a > 1) and b"),
    finds: "LC3002 1:39",
  },
  { title: "an index that is a real", source: unused("div(a, 2.0 * b)"), finds: "LC3003 1:21" },
  { title: "a count of numbers", source: unused("count(a + b)"), finds: "LC3002 1:20" },
  {
    title: "an argument of the wrong kind, once",
    source: `fn g(x) = x + 1\nfn f(a) = g(a > 0)\n${around("return sum(x) + sum(f(y))")}`,
    finds: "LC3001 2:13",
  },
  {
    title: "a function of bools and of numbers",
    source: `${same}\nfn f(a, b) = same(a > b, true) and same(a, 2)`,
    finds: [],
  },
  { title: "a mean of bools", source: unused("mean(a > b) + mean(a) + clamp(b, 0, 3) / 2"), finds: [] },
  {
    title: "nothing follows from an error",
    source: around("let a = x + true\nlet b = a and 1\nreturn b[K = 2]"),
    finds: "LC3001 2:13",
  },
];
