import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { examine } from "../../src/examine/examine.ts";
import { stdlibSources } from "../../src/stdlib-sources.ts";
import { compareCall } from "../../src/examine/compare.ts";
import { subjectOf } from "../../src/examine/subject.ts";
import { compiled, examined } from "./support.ts";

const stdlib = Object.fromEntries([...stdlibSources].map(([path, text]) => [path.replace("std/", ""), text]));

test("the standard library is clean", async () => {
  const { diagnostics, reports } = await examine(stdlib, { samples: 48, seed: 2 });
  expect(diagnostics).toEqual([]);
  expect(reports).toHaveLength(15);
  for (const { samples, compared, slopeError, ulps } of reports) {
    expect(samples).toBe(48);
    expect(compared).toBeGreaterThan(24);
    expect(slopeError).toBeLessThan(1e-6);
    expect(ulps).toBeLessThanOrEqual(4);
  }
});

test("the golden programs are clean", async () => {
  const folder = new URL("../golden/", import.meta.url);
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const sources = names.map(({ name }) => [
    `${name}.loss`,
    readFileSync(new URL(`${name}/${name}.loss`, folder), "utf8"),
  ]);
  const { diagnostics } = await examine(Object.fromEntries(sources), { samples: 24, seed: 1 });
  expect(diagnostics).toEqual([]);
});

test("the same seed gives the same report, another seed another", async () => {
  const run = (seed: number) => examine({ "t.loss": stdlib["triplet.loss"]! }, { samples: 8, seed });
  const [first, second, other] = [await run(3), await run(3), await run(4)];
  expect(second).toEqual(first);
  expect(other).not.toEqual(first);
});

test("sources with errors are not sampled", async () => {
  const { diagnostics, reports } = await examine({ "t.loss": "loss t(x: [N]) { reduce y }" }, { samples: 8, seed: 1 });
  expect(diagnostics.map(({ code }) => code)).toEqual(["LC2005"]);
  expect(reports).toEqual([]);
});

test.each([
  ["an input of twelve axes", "loss t(x: [A, B, C, D, E, F, G, H, I, J, K, L]) { reduce x * x }"],
  ["required options", "loss t(x: [N], k: real, n: int, f: bool) { reduce if f then k * x else n * x^2 }"],
  [
    "bounds that name options",
    "loss t(x: [N] in [lo, hi], lo: real = 0, hi: real = 1 in (lo, inf)) { reduce (x - lo) * (hi - x) }",
  ],
  ["an axis that is only indexed", "loss t(x: [C], const t: [N] of C) { return sum(x[C = t]^2) }"],
  ["sizes that must agree", "loss t(x: [N, M]) { reduce x * x[N as K][M as N][K as M] }"],
  ["a domain that is empty by default", "loss t(x: [N] in [a, b], a: real = 2, b: real = 1) { reduce x^2 }"],
  ["scalar inputs", "loss t(x: [], y: []) { return x^2 * y }"],
  ["no value outside a half line", "loss t(x: [N]) { reduce log(x) }"],
  [
    "sentinels from a set",
    "loss t(x: [N, C], const t: [N] of C | s, s: int = -1 in {-1, -2, 7}) { reduce if t == s then 0 else -log_softmax[C](x)[C = t] }",
  ],
  ["a stopped gradient", "loss t(x: [N]) { reduce stop_gradient(x) * x }"],
  ["indices that may be out of range", "loss t(x: [N], k: int = 0) { reduce x[N = index(N) + k]^2 }"],
  ["names that JavaScript reserves", "loss delete(class: [N], default: real = 1) { reduce class * default }"],
  ["ties", "loss t(x: [N, C]) { reduce max[C](x) - min[C](x) + abs(x[C = argmax[C](x)]) }"],
  [
    "conventions that are no slope",
    "loss t(x: [N], y: [N]) { reduce relu(x) - relu(-x) + (if x != y then exp(x) else min(exp(x), exp(y))) }",
  ],
  [
    "a formula whose exponentials underflow under a logarithm",
    "loss t(x: [N, C], const y: [N] of C) { let l = log(softmax[C](x)) reduce l[C = y] / sum[C](l) + 4 * (1 - exp(l)[C = y]) }",
  ],
  [
    "a divergence that is small beside its terms",
    "loss t(a: [N, C], b: [N, C]) { let p = softmax[C](a) let q = softmax[C](b) let m = 0.5 * (p + q) reduce 0.5 * sum[C](p * log(p / m) + q * log(q / m)) }",
  ],
  [
    "a formula whose exponentials nearly underflow",
    "loss t(z: [N], l: [N], const k: [N] in [0, inf)) { let p = sigmoid(z) reduce -log((1 - p) * exp(-exp(l) + k * l - lgamma(k + 1))) }",
  ],
  ["orders of a norm that a call refuses", "loss t(x: [N, D], p: real = 2) { reduce norm[D](x, p) }"],
  ["values that overflow float32", "loss t(x: [N]) { reduce 1e200 * x^2 }"],
])("samples %s", async (_, text) => {
  const { failures, samples, compared } = await examined(text);
  expect(failures).toEqual([]);
  expect(samples).toBeGreaterThan(8);
  expect(compared).toBeGreaterThan(8);
});

test("a call whose data has no index for a metric is no call to compare", async () => {
  const report = await examined(
    "loss t(x: [N], const i: [N] of N) { metric next = sum(x[N = i + 1]) reduce x^2 { next = sum(x[N = i + 2]) } }",
  );
  expect(report.failures).toEqual([]);
  expect(report.samples).toBeGreaterThan(0);
});

test("a loss that is never finite has no samples", async () => {
  expect(await examined("loss t(x: [N]) { reduce log(-abs(x) - 1) }")).toMatchObject({ samples: 0, failures: [] });
});

test("fewer calls of a huge loss are compared", async () => {
  const lets = Array.from({ length: 2000 }, (_, i) => `let a${i + 1} = abs(a${i}) - x`);
  const report = await examined(`loss t(x: [N]) { let a0 = x ${lets.join(" ")} reduce a2000 }`, undefined, 64);
  expect(report.failures).toEqual([]);
  expect(report.samples).toBeGreaterThanOrEqual(8);
  expect(report.samples).toBeLessThan(64);
});

test("a gradient that is 0 in one form and too large for float32 in another says nothing where no accuracy is promised", async () => {
  const { program, kernel } = await compiled(
    "loss ratio(x: [N, A], const a: [N] of A, const old: [N]) { reduce exp(log_softmax[A](x)[A = a] - old) }",
  );
  const call = {
    dimensions: new Map([
      ["N", [1]],
      ["A", [2]],
    ]),
    inputs: new Map([
      ["x", [0, -137]],
      ["a", [0]],
      ["old", [-545]],
    ]),
    options: new Map<string, number>(),
    reduction: "sum",
    gradOutput: [1],
  };
  expect(compareCall(subjectOf(program, kernel), call)?.failures).toEqual([]);
});
