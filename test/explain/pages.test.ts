import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { explain } from "../../src/explain/explain.ts";
import { explanationText } from "../../src/explain/text.ts";
import { stdlibSources } from "../../src/stdlib-sources.ts";

const PLAIN = { title: (text: string) => text, dim: (text: string) => text };

const page = (text: string, define: Record<string, number> = {}): string =>
  explain(new Map([["a.loss", text]]), { define })
    .explanations.map((explanation) => explanationText(explanation, PLAIN))
    .join("\n\n");

test.each([...stdlibSources])("%s reads as it stands in this folder", async (path, text) => {
  await expect(page(text)).toMatchFileSnapshot(`${path.replace(/^std\/|\.loss$/g, "")}.txt`);
});

test("the excerpt in the README is what the command prints", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, source = ""] = /(\/\/\/ A smooth absolute error[\s\S]*?)```/.exec(readme) ?? [];
  const text = page(source);
  const part = (from: string, to: string) => text.slice(text.indexOf(from), text.indexOf(to)).trimEnd();
  expect(readme).toContain(`${part("Loss\n", "Rewrites for")}\n\n${part("Sweeps over", "Accuracy")}\n\`\`\``);
});

test("a sum of a thousand terms and a deep nest stay a page", () => {
  const many = Array.from({ length: 1000 }, (_, i) => `sin(${i} * x)`).join(" + ");
  const deep = `${"exp(sin(".repeat(90)}x${"))".repeat(90)}`;
  for (const body of [many, deep]) {
    const text = page(`loss a(x: [N]) { reduce ${body} }`);
    expect(text).toMatch(/more terms|more parts/);
    expect(text.split("\n").length).toBeLessThan(250);
  }
});

test("a derivative in a let is named only where all that the let does passes through it", () => {
  const whole = page("loss a(x: [N]) { let p = sigmoid(x)\n reduce sin(p) + p * p }");
  expect(whole).toContain("∂L/∂p[n]");
  const rewritten = page("loss a(x: [N]) { let p = sigmoid(x)\n reduce sin(p) + log(p) }");
  expect(rewritten).not.toContain("∂L/∂p[n]");
  const moved = page("loss a(x: [N, C]) { let p = sigmoid(x)\n reduce sum[C](sin(p)) + p[C = 0] }");
  expect(moved).not.toContain("∂L/∂p[n");
});

test("names that clash with axes are told apart", () => {
  const text = page("loss a(n: [N, M], g: [N]) { let m = n * g\n reduce m / size(N) }");
  expect(text).toContain("m[N, M] = n[N, M]·g[N]");
  expect(text).toContain("∂L/∂n[N, M] = ∂L/∂m[N, M]·g[N]");
  expect(text).toContain("∂L/∂m[N, M] = g2[N, M] / |N|");
  expect(text).not.toContain("if: the gradient");
});

test("a reduction that uses an input beside the point says what it adds", () => {
  const text = page("loss a(x: [N], w: [N]) { reduce x * w { mean = sum(x * w) / sum(w) } }");
  expect(text).toContain('added to it by reduction "mean"');
});

test("what elaboration took apart has its name again", () => {
  const text = page(
    "loss a(x: [N, C], const t: [N] of C) { let s = log_softmax[C](x)\n reduce s[C = t] + mean[C](x) * x[C = argmax[C](x)] }",
  );
  expect(text).toContain("log_softmax_c(x[n, c])");
  expect(text).toContain("mean_c x[n, c]");
  expect(text).toMatch(/⟦(argmax_c\(x\[n, c\]\)|argmax_x\[n\]) = c⟧/);
  expect(text).not.toContain("max over axes");
  const running = page("loss a(x: [N, C]) { reduce sum[C](cumsum[C](x) * cumsum[C](x)) }");
  expect(running).toContain("Σ_{≥c} 2·g[n]·Σ_{≤c} x[n, c]");
});

test("a fixed option is gone", () => {
  const source = "loss a(x: [N], p: real = 3) { reduce x ^ p }";
  expect(page(source)).toContain("x[n]^p");
  expect(page(source, { p: 2 })).toContain("x[n]²");
});

test("the same text gives the same page", () => {
  const text = stdlibSources.get("std/focal.loss")!;
  expect(page(text)).toBe(page(text));
});
