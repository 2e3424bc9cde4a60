import { beforeAll, expect, test } from "vitest";
import { compile } from "../../src/index.ts";
import { importText, type Loss } from "./load.ts";

const SOURCE = `
/// A clamp, a choice by data, one with an arm that may be infinite, and a larger of two.
loss jagged(x: [N], const y: [N], margin: real = 1) {
  let near = clamp(x - y, -margin, margin)
  let far = if y > 0 then (if x < 0 then margin * x else x * x) else 0
  reduce near * y + far + max(x, 2 * y)
}
`;
const SIZE = 23;
const ODD = [Infinity, -Infinity, NaN, 3e38, -0];

let text = "";
let jagged: Loss;
beforeAll(async () => {
  const { files } = await compile({ "jagged.loss": SOURCE }, { emit: "js" });
  text = files["jagged.js"]!;
  ({ jagged } = (await importText(text)) as { jagged: Loss });
});

test("choices that follow the data are made without jumps", () => {
  expect(text).toContain("- 0.5 + 0.5");
});

/** Value and gradient of some elements. The kernel takes four elements a turn, and one by one what is left. */
function run(x: Float32Array, y: Float32Array) {
  const { value, grads } = jagged.valueAndGrad({ x, y }, { reduction: "none" });
  return [...(value as Float32Array), ...grads["x"]!];
}

test.each(ODD)("%d among finite numbers gives the same as each element alone", (odd) => {
  for (let at = 0; at < 2 * SIZE; at++) {
    const x = Float32Array.from({ length: SIZE }, (_, i) => ((i * 7) % 5) - 2);
    const y = Float32Array.from({ length: SIZE }, (_, i) => ((i * 3) % 4) - 1.5);
    (at < SIZE ? x : y)[at % SIZE] = odd;
    const alone = Array.from({ length: SIZE }, (_, i) => run(x.subarray(i, i + 1), y.subarray(i, i + 1)));
    const positive = (n: number | undefined) => n! + 0;
    expect(run(x, y).map(positive)).toEqual([...alone.map(([v]) => positive(v)), ...alone.map(([, g]) => positive(g))]);
  }
});
