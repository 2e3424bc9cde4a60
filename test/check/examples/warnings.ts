import { around, type Example } from "./example.ts";

export const warningExamples: readonly Example[] = [
  { title: "an unused let", source: around("let a = x\nreturn sum(x * y)"), finds: "LC9001 2:5" },
  { title: "an unused let that says so", source: around("let _a = x\nreturn sum(x * y)"), finds: [] },
  { title: "an unused input", source: around("return sum(x)"), finds: "LC9002 1:19" },
  {
    title: "an input that gives an index its size",
    source: "loss t(x: [N], const k: [K], const i: [N] of K) { reduce x * i }",
    finds: [],
  },
  {
    title: "an input that gives size its axis",
    source: "loss t(x: [N], const k: [K]) { reduce x / size(K) }",
    finds: [],
  },
  { title: "an unused option", source: "loss t(x: [N], k: int = 1) { reduce x }", finds: "LC9002 1:16" },
  {
    title: "an unused import",
    source: `import { f } from "std/a.loss"\n${around("return sum(x * y)")}`,
    std: { "std/a.loss": "fn f(x) = x" },
    finds: "LC9003 1:10",
  },
  {
    title: "a domain of a norm's order that reaches below 1",
    source: "loss t(x: [N], p: real = 2 in [0, 3]) { return norm(x, p) }",
    finds: "LC9005 1:31",
    hint: "let the domain begin at 1, as in [1, inf]",
  },
  {
    title: "a domain of a norm's order",
    source: "loss t(x: [N], p: real = 2 in [1, inf], q: real = 0 in [0, 1]) { return norm(x, p) + norm(x, q + 1) }",
    finds: [],
  },
  {
    title: "an unused parameter of a function",
    source: `fn f(a, b) = a\n${around("return sum(f(x, y) * y)")}`,
    finds: "LC9006 1:9",
    says: "the parameter 'b' of 'f'",
  },
  {
    title: "a parameter that says that it is not used",
    source: `fn f(a, _b) = a\n${around("return sum(f(x, y) * y)")}`,
    finds: [],
  },
  {
    title: "a parameter of a function of the library",
    source: `import { f } from "std/a.loss"\n${around("return sum(f(x, y) * y)")}`,
    std: { "std/a.loss": "fn f(a, b) = a" },
    finds: [],
  },
  { title: "a reduction of a scalar", source: "loss t(x: []) { reduce x { twice = 2 * x } }", finds: "LC9004 1:28" },
];
