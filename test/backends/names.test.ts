import { camelCase } from "../../src/support/camel-case.ts";
import { describe, expect, test } from "vitest";
import { declaredNames, frameType, nameLosses } from "../../src/backends/module/names.ts";
import { namesOf } from "../../src/backends/module/embed.ts";
import { hostShell } from "../../src/backends/typescript/shell.ts";
import { load, moduleOf } from "./load.ts";
import { input, program, unit } from "./units.ts";

describe("the names of losses", () => {
  test("are camelCase", () => {
    expect(nameLosses(["cross_entropy"], [])).toEqual([
      {
        exported: "crossEntropy",
        local: "crossEntropy",
        metaExported: "crossEntropyMeta",
        metaLocal: "crossEntropyMeta",
        stem: "CrossEntropy",
      },
    ]);
    expect(frameType("smooth_l1")).toBe("SmoothL1Frame");
  });

  test("differ inside the module where they must", () => {
    const [first, second] = nameLosses(["delete", "delete_"], []);
    expect([first!.exported, first!.local, first!.metaExported]).toEqual(["delete", "delete_", "deleteMeta"]);
    expect([second!.exported, second!.local]).toEqual(["delete_", "delete__"]);
    expect(nameLosses(["mse", "Mse"], []).map(({ stem }) => stem)).toEqual(["Mse", "Mse_"]);
    expect(nameLosses(["mse", "mse_meta"], []).map(({ metaExported }) => metaExported)).toEqual([
      "mseMeta_",
      "mseMetaMeta",
    ]);
  });

  test("of a program text's declarations", () => {
    expect(declaredNames("function a() {\n  const b = 1;\n}\nconst c = 2;\nexport interface D {}")).toEqual([
      "a",
      "c",
      "D",
    ]);
  });
});

const awkward = [
  ...["delete", "await", "arguments", "eval", "undefined", "default", "class", "yield", "async", "let", "enum", "new"],
  ...["Object", "Math", "Float32Array", "Symbol", "globalThis", "NaN", "constructor", "toString", "name", "frame"],
  ...["bad_index", "createLoss", "call", "run", "read", "product", "plan", "mse", "Mse", "mseMeta", "_x_", "number"],
];

test("any name works", async () => {
  const units = awkward.map((name) => {
    const loss = program(name, [input("x", ["S"])]);
    return unit(loss, { forward: "  frame.value = 1;", backward: "  frame.value = 2;" }, "js");
  });
  const module = await load(moduleOf(units));
  const exported = nameLosses(awkward, namesOf(hostShell.runtime)).map((names) => names.exported);
  for (const name of exported) {
    expect(module[name]!.value({ x: new Float32Array(1) })).toBe(1);
    expect(Object.keys(module)).toContain(name);
  }
  expect(Object.keys(module)).toHaveLength(2 * awkward.length);
});

test.each([
  ["smooth_l1", "smoothL1"],
  ["a_b_c", "aBC"],
  ["x_1", "x1"],
  ["a_B", "aB"],
  ["_a", "_a"],
  ["a_", "a_"],
  ["a__b", "a__b"],
])("%s becomes %s", (name, javascript) => {
  expect(camelCase(name)).toBe(javascript);
});
