import { around, type Example } from "./example.ts";

const doubled = ["fn f0(x) = x + 1", ...Array.from({ length: 30 }, (_, i) => `fn f${i + 1}(x) = f${i}(f${i}(x))`)].join(
  "\n",
);

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
  { title: "a selection at a real", source: around("return sum(x[C = 1.5] * y)"), finds: "LC3003 2:18" },
  { title: "mod of a real", source: around("return sum(mod(x, 2) * y)"), finds: "LC3003 2:16" },
  { title: "a number equals a bool", source: around("return count(x == (y > 0))"), finds: "LC3004 2:14" },
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
  {
    title: "nothing follows from an error",
    source: around("let a = x + true\nlet b = a and 1\nreturn b[K = 2]"),
    finds: "LC3001 2:13",
  },
];
