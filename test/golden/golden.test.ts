import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compile } from "../../src/compile.ts";
import { shadersIn } from "../wgsl/load.ts";
import { explain } from "../../src/explain/explain.ts";
import { explanationText } from "../../src/explain/text.ts";

const here = new URL("./", import.meta.url);
const cases = readdirSync(here, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));

const PLAIN = { title: (text: string) => text, dim: (text: string) => text };

/** What a reviewer wants to see change, and nothing else: run `npx vitest -u test/golden` after a wanted change. */
const SHOWN = ["stabilize", "differentiate", "tidy"];

test.each(cases)("%s compiles to what stands in its folder", async (name) => {
  const source = readFileSync(new URL(`${name}/${name}.loss`, here), "utf8");
  const stages: string[] = [];
  const { files, diagnostics } = await compile(
    { [`${name}.loss`]: source },
    {
      emit: "js",
      onPass: ({ pass, dump }) => {
        if (SHOWN.includes(pass)) stages.push(`=== ${pass}\n${dump()}\n`);
      },
    },
  );
  expect(diagnostics).toEqual([]);
  await expect(stages.join("\n")).toMatchFileSnapshot(`${name}/stages.txt`);
  const { explanations } = explain(new Map([[`${name}.loss`, source]]));
  const page = explanations.map((explanation) => explanationText(explanation, PLAIN)).join("\n\n");
  await expect(page).toMatchFileSnapshot(`${name}/explain.txt`);
  await expect(kernelsOf(files[`${name}.js`]!)).toMatchFileSnapshot(`${name}/kernels.js`);
});

/** Losses of different shapes: elements, rows with indices, totals of a tensor, pairs of rows, scans. */
const ON_DEVICE = ["gaussian_nll", "label_smoothing", "tversky", "clip", "earth_mover"];

test.each(ON_DEVICE)("%s compiles to the shaders that stand in its folder", async (name) => {
  const source = readFileSync(new URL(`${name}/${name}.loss`, here), "utf8");
  const { files, diagnostics } = await compile({ [`${name}.loss`]: source }, { target: "wgsl", emit: "js" });
  expect(diagnostics).toEqual([]);
  const shaders = shadersIn(files[`${name}.js`]!);
  expect(shaders.length).toBeGreaterThan(1);
  await expect(`${shaders.join("\n\n")}\n`).toMatchFileSnapshot(`${name}/shaders.wgsl`);
});

/** The kernels of a module, without its shell and its runtime. */
function kernelsOf(module: string): string {
  const start = module.search(/^function \w+(?:Forward|Backward)\d*\(/m);
  return `${module.slice(start, module.indexOf("\n// The runtime of losscc")).trimEnd()}\n`;
}
