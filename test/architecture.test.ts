import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));

/** The layers from the bottom up. A file imports from its own layer and from those below. */
const LAYERS = [
  "src/support",
  "src/diagnostics",
  "src/ir",
  "src/ops",
  "grammar",
  "src/syntax",
  "src/rewrite",
  "src/check",
  "src/differentiate",
  "src/schedule",
  "src/interpret",
  "src/backends",
  "src",
  "src/explain",
  "src/examine",
  "src/cli",
];

const files = ["src", "grammar"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
);

function layerOf(file: string): number {
  const found = LAYERS.findLastIndex(
    (layer) => file.startsWith(`${layer}/`) && (layer !== "src" || dirname(file) === "src"),
  );
  if (found < 0) throw new Error(`${file} is in no layer`);
  return found;
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const paths = [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map((match) => match[1]!);
  return paths.map((path) => join(dirname(file), path).replaceAll("\\", "/"));
}

test("imports only point down", () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => layerOf(imported) > layerOf(file))
      .map((imported) => `${file} imports ${imported}`),
  );
  expect(wrong).toEqual([]);
});

/** The folders of backends, and beside them what they share; shared code knows none of them. */
const BACKENDS = readdirSync(join(root, "src/backends"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(root, "src/backends", entry.name, "backend.ts")))
  .map((entry) => `src/backends/${entry.name}/`);

test("a backend is a folder that nothing but the list of backends imports from", () => {
  expect(BACKENDS).toEqual(expect.arrayContaining(["src/backends/typescript/", "src/backends/wgsl/"]));
  const wrong = files
    .filter((file) => file !== "src/backends/index.ts")
    .flatMap((file) =>
      importsOf(file)
        .filter((imported) => BACKENDS.some((folder) => imported.startsWith(folder) && !file.startsWith(folder)))
        .map((imported) => `${file} imports ${imported}`),
    );
  expect(wrong).toEqual([]);
});

test("nothing of WebGPU stands outside its backend", () => {
  const wrong = files
    .filter((file) => !file.startsWith("src/backends/wgsl/"))
    // The lists of targets and backends name it.
    .filter((file) => file !== "src/backends/index.ts" && file !== "src/backends/targets.ts")
    .filter((file) => /wgsl|gpu|shader/i.test(readFileSync(join(root, file), "utf8")));
  expect(wrong).toEqual([]);
});

test("only the command line touches disk and process", () => {
  const wrong = files
    .filter((file) => !file.startsWith("src/cli/"))
    .filter((file) =>
      /from "node:|\bprocess\.|Date\.now|performance\.now/.test(readFileSync(join(root, file), "utf8")),
    );
  expect(wrong).toEqual([]);
});

test("the compiler knows no particular loss", () => {
  const names = /\b(crossEntropy|cross_entropy|triplet|dice|focal|hinge|smooth_l1|kl_div)\b/;
  const wrong = files
    .filter((file) => file !== "src/stdlib-sources.ts")
    .filter((file) => names.test(readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")));
  expect(wrong).toEqual([]);
});
