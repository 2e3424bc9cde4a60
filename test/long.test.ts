import { expect, test } from "vitest";
import { compile } from "../src/compile.ts";

const times = (count: number, part: (i: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, i) => part(i));

test.each([
  ["6,000 conditions", `loss t(x: [N]) { reduce if ${times(6000, (i) => `x > -${i}`).join(" and ")} then x else 0 }`],
  [
    "300 choices inside each other",
    `loss t(x: [N]) {\n  let x0 = x\n${times(300, (i) => `  let x${i + 1} = if x > ${i} then x${i} else x * ${i}`).join("\n")}\n  reduce x300\n}`,
  ],
])("%s compile", { timeout: 120_000 }, async (_, text) => {
  const { files, diagnostics } = await compile({ "t.loss": text });
  expect(diagnostics).toEqual([]);
  expect(Object.keys(files)).toEqual(["t.ts"]);
});
