import type { Example } from "./example.ts";

const p = (params: string, value = "sum(x)") => `loss t(\n${params}\n) { return ${value} }`;

export const parameterExamples: readonly Example[] = [
  { title: "starred and not", source: p("x: [N, *S],\ny: [S]", "sum(x) + sum(y)"), finds: "LC2201 3:5" },
  { title: "two stars", source: p("x: [*S, *T]"), finds: "LC2202 2:10" },
  {
    title: "an axis twice in a tensor",
    source: p("x: [N, N]"),
    finds: "LC2203 2:8",
    hint: "each axis has a name of its own, also where two are of one size",
  },
  { title: "an axis only with defaults", source: p("x: [N],\nw: [C] = 1", "sum(x) * sum(w)"), finds: "LC2204 3:5" },
  {
    title: "an index into no axis",
    source: p("x: [N],\nconst y: [N] of C", "sum(x + y)"),
    finds: "LC2205 3:17",
    hint: "an index goes into an axis of an input, 'N'",
  },
  {
    title: "an index into a starred axis",
    source: p("x: [*S],\nconst y: [] of S", "sum(x + y)"),
    finds: "LC2206 3:16",
  },
  { title: "a const option", source: p("x: [N],\nconst k: int", "sum(x) * k"), finds: "LC2207 3:1" },
  { title: "nothing to differentiate", source: "loss t(const x: [N]) { reduce x }", finds: "LC2208 1:6" },
  { title: "only indices", source: "loss t(x: [N] of N) { reduce x }", finds: "LC2208 1:6" },
  {
    title: "a default of an option",
    source: p("x: [N],\nk: int,\nm: int = k", "sum(x) * m * k"),
    finds: "LC2209 4:10",
  },
  {
    title: "a default of a size",
    source: p("x: [N],\nk: int = size(N)", "sum(x) * k"),
    finds: "LC2209 3:10",
    says: "known only at the call",
  },
  { title: "a real for an int", source: p("x: [N],\nk: int = 2.0", "sum(x) * k"), finds: "LC2210 3:10" },
  { title: "a bool for a real", source: p("x: [N],\nw: [N] = true", "sum(x * w)"), finds: "LC2210 3:10" },
  {
    title: "a default outside",
    source: p("x: [N],\nk: real = 0 in (0, 1]", "sum(x) * k"),
    finds: "LC2211 3:11",
    says: "the default of 'k', 0, is not among its allowed values, (0, 1]",
  },
  { title: "a default not in the set", source: p("x: [N],\nk: int = 3 in {1, 2}", "sum(x) * k"), finds: "LC2211 3:10" },
  {
    title: "a default of NaN",
    source: p("x: [N],\nk: real = 0 / 0 in [-inf, inf]", "sum(x) * k"),
    finds: "LC2211 3:11",
  },
  { title: "an empty domain", source: p("x: [N],\nk: real in (1, 1]", "sum(x) * k"), finds: "LC2212 3:12" },
  {
    title: "a domain from above, with a default: one mistake",
    source: p("x: [N],\nk: real = 2 in [3, 1]", "sum(x) * k"),
    finds: ["LC2212 3:16"],
    hint: "a range is written from its lower to its upper bound",
  },
  { title: "no int between", source: p("x: [N],\nk: int in (1, 2)", "sum(x) * k"), finds: "LC2212 3:11" },
  {
    title: "a domain of a bool",
    source: p("x: [N],\nk: bool in {1}", "if k then sum(x) else 0"),
    finds: "LC2213 3:12",
  },
  { title: "a bound of an input", source: p("x: [],\nk: real in [x, 1]", "x * k"), finds: "LC2214 3:13" },
  {
    title: "a sentinel of a size",
    source: p("x: [N],\nconst y: [N] of N | size(N)", "sum(x + y)"),
    finds: "LC2214 3:21",
  },
  { title: "a bool as a bound", source: p("x: [N],\nk: real in [0, true]", "sum(x) * k"), finds: "LC2215 3:16" },
  {
    title: "a real as a sentinel",
    source: p("x: [N],\nconst y: [N] of N | r,\nr: real = 1", "sum(x + y)"),
    finds: "LC2215 3:21",
  },
  {
    title: "a default that is no index",
    source: p("x: [N],\nconst y: [N] of N = -1", "sum(x + y)"),
    finds: "LC2216 3:21",
  },
  { title: "an int that overflows", source: p("x: [N],\nk: int = 2147483647 + 1", "sum(x) * k"), finds: "LC2217 3:10" },
  { title: "the smallest int is fine", source: p("x: [N],\nk: int = -2147483648", "sum(x) * k"), finds: [] },
  {
    title: "bounds and sentinels of later options",
    source: p("x: [N],\nconst y: [N] of N | -k in [k - 9, r],\nk: int,\nr: real", "sum(x + y)"),
    finds: [],
  },
];
