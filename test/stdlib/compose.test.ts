import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compileAndLoad, stdlibSources } from "../reference/kernels.ts";

const readme = readFileSync(new URL("../../stdlib/README.md", import.meta.url), "utf8");
const composed = /```\n(import[^`]*)```/.exec(readme)![1]!;

const inputs = { data: Float64Array.of(2, -1, 0.5, -3, 0), shape: [5] };
const target = { data: Float64Array.of(1, 0, 1, 0, 1), shape: [5] };

describe("losses made of the standard library's functions", () => {
  it("the README's Dice and binary cross-entropy is the mean of the two", async () => {
    const own = (await compileAndLoad({ "dice_bce.loss": composed }, "f64")).kernel("dice_bce");
    const std = await compileAndLoad(stdlibSources(), "f64");
    const both = own.valueAndGrad({ logits: inputs, target });
    const dice = std.kernel("dice").valueAndGrad({ input: inputs, target });
    const logits = { data: inputs.data, shape: [5, 1] };
    const bce = std.kernel("bce_with_logits").valueAndGrad({ logits, target: { data: target.data, shape: [5, 1] } });
    expect(both.value).toBeCloseTo((Number(dice.value) + Number(bce.value)) / 2, 14);
    both.grads["logits"]!.forEach((g, i) => {
      expect(g).toBeCloseTo((dice.grads["input"]![i]! + bce.grads["logits"]![i]!) / 2, 14);
    });
  });

  it("the README lists every loss and every function", () => {
    const sources = Object.values(stdlibSources()).join("\n");
    for (const [, name] of sources.matchAll(/^(?:loss|fn) (\w+)/gm)) expect(readme).toContain(`\`${name}`);
  });
});
