import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "../../src/compile.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The examples' sources, in a folder of their own: a test builds them there, and leaves those of the repository alone. */
export function copyExamples() {
  const folder = mkdtempSync(join(tmpdir(), "losscc-example-"));
  const filter = (path: string) => !["generated", "dist"].includes(basename(path));
  cpSync(join(root, "examples"), folder, { recursive: true, filter });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  return {
    folder,
    /** Compiles losses into an example's `generated`. */
    async generate(sources: Readonly<Record<string, string>>, target: "ts" | "wgsl", example: string): Promise<void> {
      const { files } = await compile(sources, { target, emit: "ts", dtype: "f32" });
      mkdirSync(join(folder, example, "generated"), { recursive: true });
      for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, example, "generated", path), text);
    },
    /** Compiles an example's TypeScript into its `dist`. */
    compile(example: string): void {
      const tsc = join(root, "node_modules/typescript/bin/tsc");
      const types = join(root, "node_modules/@types");
      execFileSync(process.execPath, [tsc, "-p", join(folder, example), "--typeRoots", types], { stdio: "pipe" });
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
