import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { printIndex } from "../../src/backends/module/index-file.ts";
import { moduleExports } from "../../src/backends/module/module.ts";
import { printPackage } from "../../src/backends/module/package.ts";
import { hostShell } from "../../src/backends/typescript/shell.ts";
import { compile } from "../../src/compile.ts";
import { moduleOf, temporaryFolder } from "./load.ts";
import { input, mseUnit, pickUnit, program, unit } from "./units.ts";

test("an index re-exports what does not clash", () => {
  const entry = (path: string, values: string[], types: string[]) => ({ path, exports: { values, types } });
  const entries = [
    entry("a", ["mse", "mseMeta", "x", "XInputs"], ["MseInputs", "XInputs", "XOptions"]),
    entry("b c/d#", ["mse", "delete"], ["MseInputs"]),
  ];
  const notes =
    "// Not here, since several modules have it: mse (a, b c/d#)\n// Not here, since several modules have it: MseInputs (a, b c/d#)\n\n";
  const values = ['export { mseMeta, x, XInputs } from "./a.js";\n', 'export { delete } from "./b c/d%23.js";\n'];
  const types = 'export type { XOptions } from "./a.js";\n';
  expect(printIndex(entries, "js")).toEqual([
    { extension: ".js", text: notes + values.join("") },
    { extension: ".d.ts", text: notes + values[0]! + types + values[1]! },
  ]);
  expect(printIndex(entries, "ts")).toEqual([{ extension: ".ts", text: notes + values[0]! + types + values[1]! }]);
  expect(printIndex([], "ts")).toEqual([{ extension: ".ts", text: "export {};\n" }]);
});

test("a module exports a loss, its description and its types", () => {
  const exports = moduleExports(moduleOf([mseUnit("js")]));
  expect(exports.values).toEqual(["mse", "mseMeta"]);
  expect(exports.types).toContain("MseInputs");
});

test("a package can be imported by its name", async () => {
  const odd = unit(
    program("delete", [input("x", ["*S"], { doc: "a | b\nc" })]),
    { forward: "frame.value = 1;", backward: "" },
    "js",
  );
  const modules = [
    { ...moduleOf([mseUnit("js"), odd]), path: "mse" },
    { ...moduleOf([pickUnit("js")]), path: "more/pick_loss" },
  ];
  const losses = { name: "@me/losses", version: "0.1.0", shell: hostShell, modules };
  const files = await printPackage(losses);
  expect(await printPackage(losses)).toEqual(files);

  const folder = temporaryFolder();
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, "package", path)), { recursive: true });
    writeFileSync(join(folder, "package", path), text);
  }
  mkdirSync(join(folder, "node_modules/@me"), { recursive: true });
  symlinkSync(join(folder, "package"), join(folder, "node_modules/@me/losses"));
  writeFileSync(
    join(folder, "main.mjs"),
    `import { mse, pickLossMeta, delete as remove } from "@me/losses";
import { pickLoss } from "@me/losses/more/pick_loss";
const x = Float32Array.of(1);
console.log(mse.value({ input: x, target: x }), pickLossMeta.name, typeof pickLoss.workspace, remove.value({ x }));`,
  );
  expect(execFileSync(process.execPath, ["main.mjs"], { cwd: folder, encoding: "utf8" })).toBe(
    "0 pickLoss function 1\n",
  );

  const text = new Map(files.map((file) => [file.path, file.text]));
  const manifest = JSON.parse(text.get("package.json")!) as { sideEffects: boolean; files: string[] };
  expect(manifest.sideEffects).toBe(false);
  for (const file of manifest.files) expect(text.has(file)).toBe(true);
  const readme = text.get("README.md")!;
  expect(readme).toContain('import { mse } from "@me/losses";');
  expect(readme).toContain("pickLoss.valueAndGrad(\n  { logits: { data: logits, shape: [N, C] }, target },\n);");
  expect(readme).toContain('import { delete as delete_ } from "@me/losses";');
  expect(readme).toContain("| `x` | Float32Array | [*S] | a \\| b c |");
});

test("a package for a device says how its losses get it", async () => {
  const source = "loss near(x: [N], y: []) { reduce (x - y)^2 }";
  const { files } = await compile({ "near.loss": source }, { target: "wgsl", package: "losses" });
  const readme = files["README.md"]!;
  expect(readme).toContain("No dependencies; for WebGPU, in browsers and elsewhere.");
  expect(readme).toContain(`\`\`\`js
import { near } from "losses";

const kernel = await near.create(device); // a GPUDevice
const { value, grads, metrics } = await kernel.valueAndGrad(
  { x, y },
);
\`\`\``);
});
