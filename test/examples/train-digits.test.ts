import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { stdlibSources } from "../reference/kernels.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("examples/train-digits", () => {
  const folder = mkdtempSync(join(tmpdir(), "losscc-example-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("compiles, learns, and reads more than 95 in 100 test digits", async () => {
    const example = join(folder, "train-digits");
    cpSync(join(root, "examples/data"), join(folder, "data"), { recursive: true });
    mkdirSync(join(example, "generated"), { recursive: true });
    for (const name of ["train", "dense", "digits", "random"]) {
      cpSync(join(root, "examples/train-digits", `${name}.ts`), join(example, `${name}.ts`));
    }
    cpSync(join(root, "examples/train-digits/tsconfig.json"), join(example, "tsconfig.json"));
    writeFileSync(join(example, "package.json"), '{ "type": "module" }');
    const { files } = await compile(stdlibSources(), { target: "ts", emit: "ts", dtype: "f32" });
    for (const [path, text] of Object.entries(files)) writeFileSync(join(example, "generated", path), text);

    const tsc = join(root, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [tsc, "-p", example, "--typeRoots", join(root, "node_modules/@types")], {
      stdio: "pipe",
    });
    const printed = execFileSync(process.execPath, [join(example, "dist/train.js"), "12"], { encoding: "utf8" });

    const losses = [...printed.matchAll(/loss (\d+\.\d+)/g)].map(([, loss]) => Number(loss));
    expect(losses.length).toBe(12);
    expect(losses.at(-1)!).toBeLessThan(0.5 * losses[0]!);
    expect(Number(/test accuracy (\d\.\d+)/.exec(printed)?.[1])).toBeGreaterThan(0.95);
  }, 120_000);
});
