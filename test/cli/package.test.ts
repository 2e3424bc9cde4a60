import { execFileSync, execSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { folderWith } from "./command-line.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const LOSS = `/// Mean squared error.
loss squared(input: [*S], const target: [*S]) {
  reduce (input - target)^2
}
`;

/** Fits y = 2 x + 1 by gradient descent; prints the loss at the start and at the end. */
const TRAIN = `import { squared } from "@me/losses";

const xs = [-1, -0.5, 0, 0.5, 1];
const target = Float32Array.from(xs, (x) => 2 * x + 1);
let [slope, offset] = [0, 0];
const values = [];
for (let step = 0; step < 200; step++) {
  const input = Float32Array.from(xs, (x) => slope * x + offset);
  const { value, grads } = squared.valueAndGrad({ input, target });
  values.push(value);
  grads.input.forEach((grad, at) => {
    slope -= 0.3 * grad * (xs[at] ?? 0);
    offset -= 0.3 * grad;
  });
}
console.log(JSON.stringify([values[0], values.at(-1)]));
`;

const TYPED = `${TRAIN.replace("const values = [];", "const values: number[] = [];")}
const point: Float32Array = squared.value({ input: target, target }, { reduction: "none" });
// @ts-expect-error a scalar is no array
const wrong: Float32Array = squared.value({ input: target, target }, { reduction: "mean" });
console.log(point, wrong);
`;

const TSCONFIG = {
  compilerOptions: {
    ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noEmit: true, types: [] },
    ...{ target: "ES2022", lib: ["ES2023", "DOM"], module: "NodeNext", skipLibCheck: false },
  },
  include: ["train.ts"],
};

test("a package that is packed, installed in an empty project, and trained with, in JavaScript and TypeScript", () => {
  const home = folderWith({
    "losses/squared.loss": LOSS,
    "project/package.json": JSON.stringify({ name: "project", private: true, type: "module" }),
    "project/train.js": TRAIN,
    "project/train.ts": TYPED,
    "project/tsconfig.json": JSON.stringify(TSCONFIG),
  });
  const [made, project] = [join(home, "made"), join(home, "project")];
  node(home, join(ROOT, "dist/src/cli/main.js"), "compile", "losses", "--out", "made", "--package", "@me/losses");
  expect(readdirSync(made)).toEqual([
    "README.md",
    "index.d.ts",
    "index.js",
    "package.json",
    "squared.d.ts",
    "squared.js",
  ]);
  const manifest = JSON.parse(readFileSync(join(made, "package.json"), "utf8")) as Record<string, unknown>;
  expect(manifest).toMatchObject({ name: "@me/losses", type: "module", sideEffects: false });
  expect(manifest["dependencies"]).toBeUndefined();

  const [tarball] = JSON.parse(shell(made, "npm pack --json --pack-destination ..")) as [
    { filename: string; files: unknown[] },
  ];
  expect(tarball.files).toHaveLength(6);
  shell(project, `npm install --offline --no-audit --no-fund ../${tarball.filename}`);
  expect(existsSync(join(project, "node_modules/@me/losses/index.js"))).toBe(true);

  const [first, last] = JSON.parse(node(project, "train.js")) as [number, number];
  expect(first).toBeGreaterThan(1);
  expect(last).toBeLessThan(1e-6);
  node(project, join(ROOT, "node_modules/typescript/bin/tsc"), "--project", ".");
});

function node(cwd: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, args, { cwd, encoding: "utf8" });
}

function shell(cwd: string, command: string): string {
  return execSync(command, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
