import { describe, expect, test } from "vitest";
import { stdlibSources } from "../src/stdlib-sources.ts";
import { compileAndLoad } from "./reference/kernels.ts";

// What a choice leaves out has no gradient and spoils none, also where nothing is left in, and where it is NaN.

const pull = "mean(log(1 + sum[N](if index(C) == label then exp(-32 * (s - 0.1)) else 0)))";
const push = "mean(log(1 + sum[N](if index(C) == label then 0 else exp(32 * (s + 0.1)))))";
const anchor = (name: string, value: string) => `loss ${name}(s: [N, C], const label: [N] of C) { return ${value} }`;

describe.each(["f32", "f64"] as const)("%s", (dtype) => {
  const real = (values: readonly number[]) => (dtype === "f32" ? Float32Array.from(values) : Float64Array.from(values));

  test("the slopes of a sum are the sums of the slopes where a class has no member, or no other", async () => {
    const losses = [anchor("pull", pull), anchor("push", push), anchor("both", `${pull} + ${push}`)];
    const compiled = await compileAndLoad({ "all.loss": losses.join("\n") }, dtype, {});
    const s = { data: real([0.9, -0.3, 0.1, 0.7, 0.2, -0.6]), shape: [2, 3] };
    const slopes = (name: string) =>
      compiled.kernel(name).valueAndGrad({ s, label: { data: Int32Array.of(0, 0), shape: [2] } }).grads.s!;
    const [pulled, pushed, both] = [slopes("pull"), slopes("push"), slopes("both")];
    for (let i = 0; i < both.length; i++) expect(both[i]).toBeCloseTo(pulled[i]! + pushed[i]!, 5);
    expect(both.some((slope) => slope !== 0)).toBe(true);
  });

  test.each(["mean", "sum", "none"])("a row that is left out may be NaN, reduction %s", async (reduction) => {
    const source = stdlibSources.get("std/cross_entropy.loss")!;
    const compiled = await compileAndLoad({ "all.loss": source }, dtype, {});
    const logits = { data: real([1, 2, 3, NaN, Infinity, 0]), shape: [2, 3] };
    const { grads } = compiled
      .kernel("cross_entropy")
      .valueAndGrad(
        { logits, target: { data: Int32Array.of(1, -100), shape: [2] } },
        { labelSmoothing: 0.1, reduction },
      );
    expect([...grads.logits!].slice(3)).toEqual([0, 0, 0]);
  });
});
