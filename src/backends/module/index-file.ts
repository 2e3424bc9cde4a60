import { printString } from "./literal.ts";
import type { ModuleExports, ModuleText } from "./module.ts";

/** A module beside an index. */
export interface IndexEntry {
  /** Where the module is from the index, without extension: `folder/cross_entropy`. */
  readonly path: string;
  readonly exports: ModuleExports;
}

/** The text of an index that re-exports what modules export, except names that several of them have. */
export function printIndex(entries: readonly IndexEntry[], emit: "ts" | "js"): readonly ModuleText[] {
  const clashing = clashes(entries);
  const print = (extension: ModuleText["extension"], withTypes: boolean): ModuleText => {
    const lines = entries.flatMap((entry) => printEntry(entry, clashing, withTypes));
    const text = lines.length === 0 ? "export {};\n" : `${lines.join("\n")}\n`;
    return { extension, text: `${clashNotes(clashing)}${text}` };
  };
  return emit === "ts" ? [print(".ts", true)] : [print(".js", false), print(".d.ts", true)];
}

/** The names that an index leaves out, each with the modules that have it. */
export function clashes(entries: readonly IndexEntry[]): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const { path, exports } of entries) {
    for (const name of new Set([...exports.values, ...exports.types]))
      owners.set(name, [...(owners.get(name) ?? []), path]);
  }
  return new Map([...owners].filter(([, paths]) => paths.length > 1));
}

function clashNotes(clashing: ReadonlyMap<string, readonly string[]>): string {
  const notes = [...clashing].map(
    ([name, paths]) => `// Not here, since several modules have it: ${name} (${paths.join(", ")})\n`,
  );
  return notes.length === 0 ? "" : `${notes.join("")}\n`;
}

function printEntry(
  { path, exports }: IndexEntry,
  clashing: ReadonlyMap<string, unknown>,
  withTypes: boolean,
): readonly string[] {
  const from = printString(`./${modulePath(path)}.js`);
  const line = (keyword: string, names: readonly string[]): readonly string[] => {
    const free = names.filter((name) => !clashing.has(name));
    if (free.length === 0) return [];
    const short = `${keyword} { ${free.join(", ")} } from ${from};`;
    return [
      short.length <= 120 ? short : `${keyword} {\n${free.map((name) => `  ${name},\n`).join("")}} from ${from};`,
    ];
  };
  // A value's name brings the type of that name along.
  const types = exports.types.filter((name) => !exports.values.includes(name));
  return [...line("export", exports.values), ...(withTypes ? line("export type", types) : [])];
}

/** A path in an import, where some characters have a meaning of their own. */
function modulePath(path: string): string {
  return path.replace(/[%?#\\]/g, (character) => encodeURIComponent(character));
}
