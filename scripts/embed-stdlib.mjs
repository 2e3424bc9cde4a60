// Writes src/stdlib-sources.ts: the texts of stdlib/*.loss, so that `compile` finds `std/x.loss` without a file system.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = new URL("../stdlib/", import.meta.url);
const target = new URL("../src/stdlib-sources.ts", import.meta.url);

const names = readdirSync(folder)
  .filter((name) => name.endsWith(".loss"))
  .sort();
const entries = names.map((name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  return `  [${JSON.stringify(`std/${name}`)}, ${JSON.stringify(text)}],\n`;
});

const module = `// Generated from stdlib/ by scripts/embed-stdlib.mjs.

/** The sources of the standard library by the path that an import names: \`std/mse.loss\`. */
export const stdlibSources: ReadonlyMap<string, string> = new Map([
${entries.join("")}]);
`;

// An unchanged file keeps its time stamp, so that watchers stay calm.
let before = "";
try {
  before = readFileSync(target, "utf8");
} catch {
  // The first time there is none.
}
if (before !== module) writeFileSync(target, module);
