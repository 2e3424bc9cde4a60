import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { allOf, asMisuse, Misuse } from "./misuse.ts";

/** A source that the user named, by itself or through its folder. */
export interface NamedSource {
  readonly absolute: string;
  /** Its path as the user typed it; below a folder, the folder as typed and the rest. */
  readonly display: string;
  /** Its path below the output folder, with slashes: a file's base name, or its path in the folder. */
  readonly name: string;
}

export interface FoundSources {
  readonly sources: readonly NamedSource[];
  /** Absolute paths of the folders among the arguments. */
  readonly folders: readonly string[];
}

/** Folders that are other people's: a `.loss` file in them is not part of what the user meant. */
export const SKIPPED_FOLDERS: readonly string[] = ["node_modules", ".git"];

/**
 * The sources that the arguments of a command mean, in the order of the arguments, those of a folder
 * sorted. A file that comes up twice under one name is one source.
 *
 * @throws Misuse if an argument is no `.loss` file and no folder with one below it
 */
export async function findSources(paths: readonly string[], cwd: string): Promise<FoundSources> {
  const sources = new Map<string, NamedSource>();
  const folders: string[] = [];
  const wrong: Misuse[] = [];
  for (const path of paths) {
    try {
      const { found, folder } = await findSource(path, cwd);
      if (folder !== undefined) folders.push(folder);
      for (const source of found) sources.set(`${source.name}\0${source.absolute}`, source);
    } catch (error) {
      if (!(error instanceof Misuse)) throw error;
      wrong.push(error);
    }
  }
  if (wrong.length > 0) throw allOf(wrong);
  return { sources: [...sources.values()], folders };
}

/** The sources that one argument means, and the folder that it is, if it is one. */
async function findSource(
  path: string,
  cwd: string,
): Promise<{ readonly found: readonly NamedSource[]; readonly folder?: string }> {
  if (path === "") throw new Misuse("a source needs a name: '' is no file and no folder");
  const absolute = resolve(cwd, path);
  const info = await stat(absolute).catch((error: unknown) => {
    throw asMisuse(path, error);
  });
  if (info.isDirectory()) return { found: await sourcesBelow(path, absolute), folder: absolute };
  return { found: [namedFile(path, absolute, info.isFile())] };
}

function namedFile(path: string, absolute: string, isFile: boolean): NamedSource {
  if (!isFile || !isSourceName(basename(absolute))) throw new Misuse(`${path}: not a .loss file`);
  return { absolute, display: path, name: basename(absolute) };
}

async function sourcesBelow(path: string, absolute: string): Promise<NamedSource[]> {
  const { glob } = await import("tinyglobby");
  const names = await glob("**/*.loss", {
    cwd: absolute,
    dot: true,
    expandDirectories: false,
    ignore: SKIPPED_FOLDERS.map((folder) => `**/${folder}/**`),
  });
  const sources = names
    .filter((name) => isSourceName(basename(name)))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => ({ absolute: resolve(absolute, name), display: joinTyped(path, name), name }));
  if (sources.length === 0) throw new Misuse(`${path}: no .loss file in this folder`);
  return sources;
}

/** Whether a base name is one of a source: `.loss` alone has nothing to name its output by. */
export function isSourceName(name: string): boolean {
  return name.endsWith(".loss") && name !== ".loss";
}

/** `folder/name` without touching how the folder was typed: `./a/` and `b.loss` give `./a/b.loss`. */
function joinTyped(folder: string, name: string): string {
  return folder === "." ? name : `${folder.replace(/[/\\]+$/, "")}/${name}`;
}
