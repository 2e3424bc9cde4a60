import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { describe, expect, test } from "vitest";
import { commentText } from "../../src/backends/module/docs.ts";
import { printLiteral } from "../../src/backends/module/literal.ts";
import { printModule } from "../../src/backends/module/module.ts";
import { load, moduleOf, temporaryFolder } from "./load.ts";
import { mseUnit, pickUnit } from "./units.ts";

const print = async (emit: "ts" | "js"): Promise<readonly string[]> => {
  const module = moduleOf([mseUnit(emit), pickUnit(emit)], { doc: "Two losses.\n\nBy hand." });
  return (await printModule(module, emit)).map((file) => file.text);
};

describe("a module's text", () => {
  test("is the same every time, in short lines", async () => {
    const texts = [...(await print("ts")), ...(await print("js"))];
    expect([...(await print("ts")), ...(await print("js"))]).toEqual(texts);
    for (const line of texts.join("").split("\n")) {
      expect(line.length).toBeLessThanOrEqual(120);
      expect(line).toBe(line.trimEnd());
    }
  });

  test("begins with where it comes from", async () => {
    const [text] = await print("ts");
    expect(text).toMatch(/^\/\*\n \* Generated from sample.loss by losscc 0.1.0. Do not edit.\n \*\n \* Two losses.\n/);
  });

  test("has only the runtime that it needs, and imports nothing", async () => {
    const text = (await printModule(moduleOf([mseUnit("js")]), "js"))[0]!.text;
    expect(text).not.toMatch(/badIndex|isIndex|isWithin|isOneOf|isBool|import/);
    expect(text).toContain("function createLoss(");
  });

  test("is left out by a bundler as far as it is not used", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "all.mjs"), (await print("js"))[0]!);
    const bundled = async (main: string): Promise<string> => {
      writeFileSync(join(folder, "main.mjs"), main);
      const bundle = await rolldown({ input: join(folder, "main.mjs") });
      return (await bundle.generate()).output[0].code;
    };
    expect(await bundled('import "./all.mjs";')).not.toContain("function");
    const one = await bundled('import { mse } from "./all.mjs"; console.log(mse);');
    expect(one).toContain("mseForward");
    expect(one).not.toMatch(/pickLoss|badIndex|isWithin/);
  });
});

test("what is known of a loss is enough to build a form", async () => {
  const { pickLossMeta } = (await load(moduleOf([pickUnit("js")]))) as unknown as { pickLossMeta: object };
  expect(pickLossMeta).toMatchObject({
    name: "pickLoss",
    source: "pick_loss",
    axes: [
      { name: "N", starred: false },
      { name: "C", starred: false },
    ],
    reductions: ["mean", "sum", "per_sample", "none"],
    metrics: [{ name: "activeCount", source: "active_count", doc: "How many count." }],
    gradients: ["logits", "weight"],
    inPlace: ["weight"],
    options: [
      { name: "ignoreIndex", source: "ignore_index", type: "int", default: -100, domain: null },
      { name: "labelSmoothing", domain: { kind: "range", text: "[0, 1)", lo: 0, hi: 1, loOpen: false, hiOpen: true } },
      { name: "shift" },
      { name: "flip", type: "bool", default: false },
    ],
  });
  expect((pickLossMeta as { inputs: unknown[] }).inputs).toMatchObject([
    { name: "logits", doc: "Scores.\n\nSee */ and `x`.", element: "real", array: "Float32Array", default: null },
    { name: "target", element: "index", indexOf: "C", sentinel: "ignoreIndex", gradient: false, constant: true },
    { name: "weight", default: 1, inPlace: true },
    { name: "mask", element: "bool", array: "Uint8Array" },
    { name: "scale", axes: [] },
  ]);
});

test("a comment holds whatever a doc says", () => {
  expect(commentText("a */ b /** c \\ \u2028d  \n")).toBe("a *\\/ b /** c \\\nd");
  expect(commentText("@ts-expect-error")).toBe("&#64;ts-expect-error");
});

test("a literal is written on a line where it fits", () => {
  expect(printLiteral({ a: 1, "b c": [true, null, "\u2028"], d: undefined }, "value")).toBe(
    '{ a: 1, "b c": [true, null, "\\u2028"] }',
  );
  expect(printLiteral({ a: -0, b: [Infinity, -2] }, "type")).toBe(
    "{ readonly a: number; readonly b: readonly [number, -2] }",
  );
  expect(printLiteral({ __proto__x: 1, ["__proto__"]: 2 }, "value")).toBe('{ __proto__x: 1, ["__proto__"]: 2 }');
  const long = "x".repeat(70);
  expect(printLiteral({ a: long, b: [long] }, "value")).toBe(`{\n  a: "${long}",\n  b: ["${long}"],\n}`);
});
