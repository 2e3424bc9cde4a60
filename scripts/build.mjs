// Builds dist/: embeds what the compiler carries, compiles the compiler, and with it the standard library.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

for (const script of ["embed-stdlib.mjs", "embed-runtime.mjs"]) {
  const path = join(root, "scripts", script);
  if (existsSync(path)) runNode(path);
}

rmSync(dist, { recursive: true, force: true });
runNode(binOf("typescript", "tsc"), "--project", join(root, "tsconfig.json"));
chmodSync(join(dist, "src/cli/main.js"), 0o755);
takeParserInOneFile();
await compileStdlib();

function runNode(...args) {
  try {
    execFileSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  } catch {
    process.exit(1);
  }
}

/** The script behind a package's command: started directly, it needs no shell on any system. */
function binOf(packageName, command) {
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  return join(dirname(manifest), typeof bin === "string" ? bin : bin[command]);
}

/** What is built imports chevrotain's one-file build: its entry is 600 files, which take half a second of every command to find. */
function takeParserInOneFile() {
  const entry = createRequire(import.meta.url).resolve("chevrotain");
  const folder = join(dist, "chevrotain");
  mkdirSync(folder);
  cpSync(join(dirname(entry), "../chevrotain.min.mjs"), join(folder, "chevrotain.mjs"));
  cpSync(join(dirname(entry), "../../LICENSE.txt"), join(folder, "LICENSE.txt"));
  for (const name of readdirSync(dist, { recursive: true })) {
    if (!name.endsWith(".js")) continue;
    const path = join(dist, name);
    const target = relative(dirname(path), join(folder, "chevrotain.mjs")).replaceAll("\\", "/");
    const text = readFileSync(path, "utf8");
    const taken = text.replaceAll('from "chevrotain"', `from "${target}"`);
    if (taken !== text) writeFileSync(path, taken);
  }
}

/** Compiles stdlib/ into dist/stdlib, which is `losscc/stdlib`. */
async function compileStdlib() {
  const { compile } = await import(new URL("../dist/src/index.js", import.meta.url).href);
  const names = readdirSync(join(root, "stdlib")).filter((name) => name.endsWith(".loss"));
  const sources = Object.fromEntries(
    names.sort().map((name) => [name, readFileSync(join(root, "stdlib", name), "utf8")]),
  );
  const { files, diagnostics } = await compile(sources, { target: "ts", emit: "js", dtype: "f32", index: true });
  for (const { file, line, column, severity, code, message } of diagnostics) {
    console.error(`stdlib/${file}:${line}:${column}: ${severity} ${code}: ${message}`);
  }
  if (diagnostics.some(({ severity }) => severity === "error")) process.exit(1);
  for (const [name, text] of Object.entries(files)) {
    const path = join(dist, "stdlib", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
