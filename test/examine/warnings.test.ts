import { describe, expect, test } from "vitest";
import * as catalogue from "../../src/diagnostics/catalogue/examine.ts";
import { examine } from "../../src/examine/examine.ts";

interface Example {
  readonly title: string;
  readonly source: string;
  /** `code line:column` of each warning. */
  readonly finds: readonly string[];
  /** Part of the first message. */
  readonly says?: string;
}

const found = (title: string, source: string, finds: string, says: string): Example => ({
  title,
  source,
  finds: [finds],
  says,
});
const clean = (title: string, source: string): Example => ({ title, source, finds: [] });

const examples: readonly Example[] = [
  found("log of [0, 1]", "loss t(p: [N] in [0, 1]) { reduce -log(p) }", "LC5101 1:36", "the argument 'p' can be 0"),
  clean("log of (0, 1]", "loss t(p: [N] in (0, 1]) { reduce -log(p) }"),
  clean("log of a max", "loss t(p: [N] in [0, 1]) { reduce -log(max(p, 1e-12)) }"),
  clean("log with an option as guard", "loss t(p: [N] in [0, 1], eps: real = 1e-8) { reduce -log(p + eps) }"),
  clean("log that is limited", "loss t(p: [N] in [0, 1]) { reduce -clamp(log(p), -100, inf) }"),
  clean("log that is limited from above after a minus", "loss t(p: [N] in [0, 1]) { reduce min(-log(p), 100) }"),
  found(
    "log limited, of what may be negative",
    "loss t(p: [N]) { reduce -max(log(p), -100) }",
    "LC5101 1:30",
    "0 or less",
  ),
  clean("log of a softmax", "loss t(x: [N, C]) { reduce log(softmax[C](x)) }"),
  clean("log of a sum of exponentials", "loss t(x: [N, C]) { reduce log(sum[C](exp(x)) + 1) }"),
  found("log of anything", "loss t(x: [N]) { reduce log(x) }", "LC5101 1:25", "the argument 'x' can be 0 or less"),
  found("log(1 - p)", "loss t(p: [N] in [0, 1]) { reduce log(1 - p) }", "LC5101 1:35", "'1 - p' can be 0"),
  clean("log(1 - p) of [0, 1)", "loss t(p: [N] in [0, 1)) { reduce log(1 - p) }"),
  clean("log under conditions", "loss t(p: [N]) { reduce if p > 0 and p < 1 then log(p) + log(1 - p) else 0 }"),
  clean("log in the branch that a failed condition leaves", "loss t(p: [N]) { reduce if p <= 0 then 0 else log(p) }"),
  found(
    "log of all elements, under a condition on one",
    "loss t(x: [N]) { reduce if x > 0 then sum[N](log(x)) else x }",
    "LC5101 1:46",
    "the argument 'x'",
  ),
  clean(
    "a domain that depends on an option, in a branch on it",
    "loss t(p: [N] in [if l then -inf else 0.1, inf], l: bool = false) { reduce if l then p else log(p) }",
  ),
  found("log through a function", "fn f(a) = log(a)\nloss t(x: [N] in [0, 1]) { reduce f(x) }", "LC5101 1:11", "'x'"),
  found(
    "log through a function of the library",
    'import { kl_term_log } from "std/kl_div.loss"\nloss t(x: [N], y: [N]) { reduce kl_term_log(x, log(y)) }',
    "LC5101 2:48",
    "'y'",
  ),
  found(
    "log through a selection",
    "loss t(p: [N, C] in [0, 1], const i: [N] of C) { let l = log(p)\nreduce -l[C = i] }",
    "LC5101 1:58",
    "'p'",
  ),
  clean(
    "log of 1 and a square, scaled by an option",
    "loss t(x: [N], nu: real = 4 in (0, inf)) { reduce log(1 + x^2 / nu) }",
  ),
  clean(
    "log of 1 and a square, scaled by an exponential",
    "loss t(x: [N], s: [N]) { reduce log(1 + (x / exp(s))^2 / (exp(s) + 2)) }",
  ),
  clean(
    "log of a normal's expected improvement, which is positive",
    "loss t(z: [N]) { reduce -log(z * 0.5 * (1 + erf(z / sqrt(2))) + exp(-z^2 / 2) / sqrt(2 * pi)) }",
  ),
  clean(
    "log that only the rewriting makes",
    "loss t(x: [N, C] in [0, 1], w: [N, C]) { reduce log(sum[C](exp(x * w) * x) + 1) + x }",
  ),
  clean("odds of a softmax", "loss t(x: [N, C]) { let p = softmax[C](x) reduce -sum[C](p * log(p / (1 - p))) }"),
  found(
    "a quotient under a log",
    "loss t(h: [N, D], r: real = 0.1 in (0, 1)) { reduce log((1 - r) / (1 - mean[D](sigmoid(h)))) }",
    "LC5103 1:67",
    "the divisor '1 - mean[D](sigmoid(h))' can be 0",
  ),
  clean("log that an option limits", "loss t(p: [N] in [0, 1], a: real = -4) { reduce -max(log(p), a) }"),
  found(
    "xlogy of another",
    "loss t(p: [N] in [0, 1], const t: [N] in [0, 1]) { reduce -xlogy(t, p) }",
    "LC5101 1:60",
    "'p'",
  ),
  clean("an entropy", "loss t(p: [N, C] in [0, 1]) { reduce -sum[C](xlogy(p, p)) }"),
  clean("division by an exponential less 1", "loss t(x: [N], k: real = 1 in (0, inf)) { reduce x / (exp(k) - 1) }"),
  clean("log of an open domain's complement", "loss t(l: [N] in (-inf, 0)) { reduce -log(1 - exp(l)) }"),
  found(
    "log of a closed domain's complement",
    "loss t(l: [N] in (-inf, 0]) { reduce -log(1 - exp(l)) }",
    "LC5101 1:39",
    "'1 - exp(l)'",
  ),
  found(
    "a root that an inverse hyperbolic cosine takes in",
    "loss t(d: [N] in [0, inf)) { let g = 1 + d reduce log(g + sqrt(g^2 - 1)) }",
    "LC5102 1:59",
    "'g^2 - 1' can be 0",
  ),
  clean("roots that are norms, in a quotient's place", "loss t(a: [N, D]) { reduce a / max(sqrt(sum[D](a^2)), 1e-6) }"),

  found("sqrt of [0, inf)", "loss t(x: [N] in [0, inf)) { reduce sqrt(x) }", "LC5102 1:37", "the slope of this root"),
  clean("sqrt of data", "loss t(x: [N], const w: [N] in [0, inf)) { reduce x * sqrt(w) }"),
  clean("sqrt of a sum of squares, which is a norm", "loss t(x: [N, D]) { reduce sqrt(sum[D](x^2)) }"),
  clean("sqrt with a guard", "loss t(x: [N], eps: real = 1e-3 in (0, inf)) { reduce sqrt(x^2 + eps^2) }"),
  clean("sqrt of a variance with a guard", "loss t(x: [N, C]) { reduce (x - mean[N](x)) / sqrt(var[N](x) + 1e-5) }"),
  found("sqrt of anything", "loss t(x: [N]) { reduce sqrt(x) }", "LC5102 1:25", "can be negative"),

  found("division by an input", "loss t(a: [N], b: [N]) { reduce a / b }", "LC5103 1:37", "the divisor 'b' can be 0"),
  clean("division by a positive input", "loss t(a: [N], b: [N] in (0, inf)) { reduce a / b }"),
  clean("division in a branch without 0", "loss t(a: [N], b: [N]) { reduce if b == 0 then 0 else a / b }"),
  clean("division in a branch away from 0", "loss t(a: [N]) { reduce if abs(a) < 1e-6 then 1 else sin(a) / a }"),
  found("division by a norm", "loss t(x: [N, D]) { reduce x / norm[D](x) }", "LC5103 1:32", "'norm[D](x)'"),
  clean("division by a guarded norm", "loss t(x: [N, D]) { reduce x / max(norm[D](x), 1e-12) }"),
  clean("a mean", "loss t(x: [N]) { reduce x^2 { other = sum(x) / size(N) } }"),
  clean(
    "a mean of what counts",
    "loss t(x: [N], const m: [N] of bool) { return sum(if m then x^2 else 0) / (2 * count(m)) }",
  ),
  clean("an unbiased variance", "loss t(x: [N]) { return sum((x - mean(x))^2) / (size(N) - 1) }"),
  found(
    "division by a position",
    "loss t(x: [N]) { metric m = sum(x / index(N)) reduce x }",
    "LC5103 1:37",
    "the divisor can be 0",
  ),
  clean(
    "division by a difference that is not 0",
    "loss t(x: [N], a: real = 1) { reduce if a == 2 then x else x / abs(a - 2) }",
  ),
  found("a difference, at a tie", "loss t(a: [N], b: [N]) { reduce 1 / (a - b) }", "LC5103 1:37", "'a - b' can be 0"),
  found("a difference to a number", "loss t(a: [N]) { reduce a / (1 - a) }", "LC5103 1:29", "'1 - a' can be 0"),
  clean("a difference of options", "loss t(x: [N], hi: real = 2) { reduce x / (hi - 1) }"),
  clean("a sum of both signs", "loss t(x: [N], const w: [N]) { return sum(x * w) / sum(w) }"),
  found(
    "a sum that is not negative",
    "loss t(x: [N], const w: [N] in [0, 1]) { return sum(x * w) / sum(w) }",
    "LC5103 1:62",
    "'sum(w)'",
  ),

  clean(
    "a count, where there is something to count",
    "loss t(x: [N, M], const m: [N, M] of bool) { reduce if any[M](m) then sum[M](if m then x^2 else 0) / count[M](m) else 0 }",
  ),
  clean(
    "a count that is asked for",
    "loss t(x: [N], const m: [N] of bool) { return if count(m) > 0 then sum(x^2) / count(m) else 0 * sum(x) }",
  ),

  clean(
    "the logarithm of a union of areas with a guard",
    "loss t(p: [N] in [0, 1], const t: [N] of bool, eps: real = 1) { let i = sum(if t then p else 0) return -log((i + eps) / (sum(p) + count(t) - i + eps)) }",
  ),
  clean(
    "the root of a union of areas, element by element",
    "loss t(x: [N], const t: [N] in [0, 1]) { let p = sigmoid(x) reduce sqrt(p + t - p * t + 1e-6) }",
  ),
  clean(
    "what a least number leaves of a sum",
    "loss t(p: [N] in [0, 1], const t: [N] in [0, 1]) { return log(sum(p + t) - sum(min(p, t)) + 1) }",
  ),
  found(
    "a union of areas with no guard",
    "loss t(p: [N] in [0, 1], const t: [N] in [0, 1]) { let i = sum(p * t) return log(sum(p) + sum(t) - i) }",
    "LC5101 1:78",
    "can be 0, where this logarithm is -inf",
  ),
  found(
    "what is taken away that is no part",
    "loss t(p: [N] in [0, 1], const t: [N] in [0, 2]) { let i = sum(p * t) return log(sum(p) + 1 - i) }",
    "LC5101 1:78",
    "0 or less",
  ),

  found(
    "lgamma of [0, inf)",
    "loss t(x: [N] in [0, inf)) { reduce lgamma(x) }",
    "LC5114 1:37",
    "'x' can be 0, where lgamma",
  ),
  found(
    "digamma of anything",
    "loss t(x: [N]) { reduce digamma(x + 1) }",
    "LC5114 1:25",
    "0 or a negative whole number",
  ),
  found("lgamma of [-2, -1]", "loss t(x: [N] in [-2, -1]) { reduce lgamma(x) }", "LC5114 1:37", "be a negative whole"),
  clean("lgamma between its poles", "loss t(x: [N] in (-1, 0)) { reduce lgamma(x) }"),
  clean(
    "lgamma of a count and 1",
    "loss t(x: [N], const k: [N] in [0, inf)) { reduce exp(x) - k * x + lgamma(k + 1) }",
  ),
  clean("lgamma where it is finite", "loss t(x: [N] in [0, inf)) { reduce if x > 0 then lgamma(x) else 0 }"),

  found("a root as a power", "loss t(x: [N] in [0, 1]) { reduce x^0.3 }", "LC5104 1:35", "infinite slope"),
  found(
    "the root of a distance as a power",
    "loss t(x: [N], const y: [N]) { reduce abs(x - y)^0.5 }",
    "LC5104 1:39",
    "'abs(x - y)' can be 0",
  ),
  found("a power of -1, which is a division", "loss t(x: [N]) { reduce x^-1 }", "LC5104 1:25", "is infinite"),
  found("a fractional power", "loss t(x: [N]) { reduce x^1.5 }", "LC5104 1:25", "can be negative"),
  clean("a fractional power of [0, 1]", "loss t(x: [N] in [0, 1]) { reduce x^1.5 }"),
  found("a negative power", "loss t(x: [N]) { reduce x^-3 }", "LC5104 1:25", "is infinite"),
  found(
    "an exponent below 1, where a gradient is NaN",
    "loss t(x: [N] in [0, 1], const y: [N] in {0, 1}, g: real = 0.5 in (0, 1)) { reduce (1 - y) * x^g }",
    "LC5104 1:94",
    "for 'g' below 1",
  ),
  clean("an exponent that may be below 1", "loss t(x: [N], g: real = 2 in [0, inf)) { reduce sigmoid(x)^g }"),
  clean("a whole power", "loss t(x: [N]) { reduce x^5 }"),

  found(
    "an epsilon beside 1",
    "loss t(p: [N] in [0, 1]) { reduce log(1 - p + 1e-10) }",
    "LC5105 1:39",
    "1e-10 changes nothing in float32 beside 1",
  ),
  clean("an epsilon beside what may be 0", "loss t(p: [N] in [0, 1]) { reduce log(p + 1e-10) }"),
  clean("an epsilon that 1 does not swallow", "loss t(p: [N] in [0, 1]) { reduce log(1 - p + 1e-6) }"),
  found(
    "an epsilon beside large numbers",
    "loss t(x: [N] in [10, 20]) { reduce log(x + 1e-7) }",
    "LC5105 1:41",
    "numbers of at least 10",
  ),
  found(
    "an epsilon that is an option",
    "loss t(x: [N], eps: real = 1e-9) { reduce log(exp(x) + 1 + eps) }",
    "LC5105 1:47",
    "'eps' = 1e-9",
  ),
  found(
    "an epsilon that is 0",
    "loss t(p: [N] in [0, 1]) { reduce log(max(p, 1e-50)) }",
    "LC5106 1:39",
    "1e-50 is 0 in float32",
  ),
  clean("a small number that float32 has", "loss t(p: [N] in [0, 1]) { reduce log(max(p, 1e-30)) }"),

  found(
    "a metric of nothing",
    "loss t(x: [N]) { metric m = 2 * size(N)\nreduce x^2 }",
    "LC5107 1:25",
    "the metric 'm'",
  ),
  found(
    "a reduction of nothing",
    "loss t(x: [N]) { reduce x^2 { mean = 1 / size(N) } }",
    "LC5107 1:38",
    "the reduction 'mean'",
  ),
  clean("a metric of data", "loss t(x: [N], const y: [N]) { metric m = mean(y)\nreduce x^2 * y }"),
  found(
    "an input that only metrics use",
    "loss t(x: [N], y: [N]) { metric m = mean(y)\nreduce x^2 }",
    "LC5108 1:16",
    "'y'",
  ),
  clean("data that only metrics use", "loss t(x: [N], const y: [N]) { metric m = mean(y)\nreduce x^2 }"),
  found(
    "a gradient that is 0",
    "loss t(x: [N], y: [N]) { reduce floor(x) * y }",
    "LC5109 1:8",
    "the gradient of 'x' is 0",
  ),
  clean("a gradient that is 0 nearly everywhere", "loss t(x: [N]) { reduce relu(x - 1) }"),
  found(
    "a gradient that is 0 wherever it is looked at",
    "loss t(x: [N], y: [N]) { reduce y + relu(-x^2 - 1) }",
    "LC5110 1:8",
    "'x'",
  ),

  found(
    "a gradient that is NaN where the value is finite",
    "loss t(x: [N]) { reduce xlogy(x, x^2) - xlogy(x, abs(x)) }",
    "LC5111 1:8",
    "the gradient of 'x' can be NaN",
  ),
  clean(
    "a gradient that is NaN only where an exponential is too large for any float",
    "loss t(m: [N, K], s: [N, K]) { reduce -logsumexp[K](-s - (m * exp(-s))^2 / 2) }",
  ),
  found(
    "an index that is always out of range",
    "loss t(x: [N]) { reduce x - x[N = index(N) + 1] }",
    "LC5113 1:6",
    "'x[N = index(N) + 1]' was out of range in every sampled call",
  ),
  {
    title: "no finite value",
    source: "loss t(x: [N]) { reduce log(-abs(x) - 1) }",
    finds: ["LC5112 1:6", "LC5101 1:25"],
    says: "no call of 't'",
  },
];

describe("warnings", () => {
  test.each(examples)("$finds $title", async ({ source, finds, says }) => {
    const { diagnostics } = await examine({ "t.loss": source }, { samples: 24, seed: 1 });
    expect(
      diagnostics.map(
        ({ code, line, column, severity }) => `${severity === "warning" ? "" : severity}${code} ${line}:${column}`,
      ),
    ).toEqual(finds);
    if (says !== undefined) expect(diagnostics[0]!.message).toContain(says);
    if (finds.length > 0) expect(diagnostics[0]!.hint).toBeDefined();
  });
});

test.each([
  [
    "what is not negative",
    "loss t(x: [N], const w: [N] in [0, 1]) { return sum(x * w) / sum(w) }",
    "sum(x * w) / max(sum(w), 1e-12)",
  ],
  [
    "what may be negative",
    "loss t(a: [N], b: [N]) { reduce 1 / (a - b) }",
    "as in 'if a - b == 0 then 0 else x / (a - b)'",
  ],
  ["a power", "loss t(x: [N]) { reduce x^-2 }", "as in 'if x == 0 then 0 else x^-2'"],
  ["a logarithm with a factor", "loss t(p: [N] in [0, 1]) { reduce -p * log(p) }", "xlogy(w, p)"],
])("the guard fits %s", async (_, source, guard) => {
  const { diagnostics } = await examine({ "t.loss": source }, { samples: 24, seed: 1 });
  expect(diagnostics.map(({ hint }) => hint)).toEqual([expect.stringContaining(guard)]);
});

test("every kind of warning has an example", () => {
  const codes = Object.values(catalogue).flatMap((message) => String(message).match(/LC51[0-9]{2}/g) ?? []);
  expect(codes).toHaveLength(Object.keys(catalogue).length - 3);
  const shown = new Set(examples.flatMap(({ finds }) => finds).map((text) => text.slice(0, 6)));
  expect(codes.filter((code) => !shown.has(code))).toEqual([]);
});
