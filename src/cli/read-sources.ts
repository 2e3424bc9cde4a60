import { readFile } from "node:fs/promises";
import { basename, dirname, join, posix, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { decodeSource } from "./decode-source.ts";
import { findSources, isSourceName, type NamedSource } from "./find-sources.ts";
import { importedPaths } from "./imported-paths.ts";
import { atFile, notUtf8, sameOutput } from "./messages.ts";
import { asMisuse } from "./misuse.ts";

/** All that one run of a command reads. */
export interface SourceSet {
  /** Texts by key, as `compile` takes them: a relative import resolves against its file's key. */
  readonly texts: Readonly<Record<string, string>>;
  /** The path to show to the user for a key. */
  readonly displays: ReadonlyMap<string, string>;
  /** Keys of the sources that were not named but are imported. */
  readonly importOnly: readonly string[];
  /** Output paths by key, where they are not the keys. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Absolute paths of the folders among the arguments. */
  readonly folders: readonly string[];
  /** Absolute paths of the files that were read, and of imports that are missing. */
  readonly files: readonly string[];
  /** Mistakes found on the way: clashing outputs, wrong bytes. */
  readonly diagnostics: readonly Diagnostic[];
}

interface LoadedSource extends NamedSource {
  readonly text: string;
  readonly imported: boolean;
}

/**
 * Reads the sources that the arguments mean, and from there every file that they import.
 *
 * @throws Misuse if an argument is no source or cannot be read
 */
export async function readSources(paths: readonly string[], cwd: string): Promise<SourceSet> {
  const { sources, folders } = await findSources(paths, cwd);
  const diagnostics: Diagnostic[] = [];
  const loaded: LoadedSource[] = [];
  for (const source of withoutClashes(sources, diagnostics)) {
    const bytes = await readFile(source.absolute).catch((error: unknown) => {
      throw asMisuse(source.display, error);
    });
    loaded.push({ ...source, text: decode(bytes, source.display, diagnostics), imported: false });
  }
  const missing = await loadImports(loaded, diagnostics);
  const files = [...new Set([...loaded.map((source) => source.absolute), ...missing])];
  return { ...keyed(loaded), folders, files, diagnostics };
}

/** Reports sources that would write the same file, on any file system; all but the first get a free name. */
function withoutClashes(sources: readonly NamedSource[], diagnostics: Diagnostic[]): NamedSource[] {
  const owners = new Map<string, NamedSource>();
  return sources.map((source, position) => {
    const slot = source.name.toLowerCase();
    const owner = owners.get(slot);
    if (owner === undefined) {
      owners.set(slot, source);
      return source;
    }
    diagnostics.push(atFile(source.display, sameOutput(owner.display)));
    return { ...source, name: source.name.replace(/\.loss$/, `~${position}.loss`) };
  });
}

function decode(bytes: Uint8Array, display: string, diagnostics: Diagnostic[]): string {
  const { text, fault } = decodeSource(bytes);
  if (fault !== undefined) diagnostics.push(atFile(display, notUtf8(fault), text, fault.offset));
  return text;
}

/** Appends every imported file that can be read; gives the paths of those that cannot. */
async function loadImports(loaded: LoadedSource[], diagnostics: Diagnostic[]): Promise<string[]> {
  const known = new Set(loaded.map((source) => `${source.name}\0${source.absolute}`));
  const readable = new Map(loaded.map((source) => [source.absolute, source.text]));
  const missing: string[] = [];
  for (const source of loaded) {
    for (const path of importedPaths(source.text)) {
      const absolute = resolve(dirname(source.absolute), path);
      const name = posix.join(posix.dirname(source.name), path);
      if (known.has(`${name}\0${absolute}`) || !isSourceName(basename(absolute))) continue;
      known.add(`${name}\0${absolute}`);
      const display = join(dirname(source.display), path);
      let text = readable.get(absolute);
      if (text === undefined) {
        const bytes = await readFile(absolute).catch(() => undefined);
        if (bytes === undefined) {
          missing.push(absolute);
          continue;
        }
        text = decode(bytes, display, diagnostics);
        readable.set(absolute, text);
      }
      loaded.push({ absolute, display, name, text, imported: true });
    }
  }
  return missing;
}

type Keyed = Pick<SourceSet, "texts" | "displays" | "importOnly" | "outputs">;

/**
 * Gives every source its key. Its name will do as long as no two files share one; they can when the
 * arguments come from several folders and import files of one name. Then the keys are the paths below
 * the folder that holds all of them.
 */
function keyed(loaded: readonly LoadedSource[]): Keyed {
  const files = new Map(loaded.map((source) => [source.name, source.absolute]));
  if (loaded.every((source) => files.get(source.name) === source.absolute)) {
    return withKeys(loaded, (source) => source.name);
  }
  const root = commonFolder(loaded.map((source) => dirname(source.absolute)));
  const key = (source: LoadedSource): string => relative(root, source.absolute).split(sep).join("/");
  const named = loaded.filter((source) => !source.imported);
  return { ...withKeys(loaded, key), outputs: Object.fromEntries(named.map((source) => [key(source), source.name])) };
}

function withKeys(loaded: readonly LoadedSource[], key: (source: LoadedSource) => string): Keyed {
  const texts = new Map<string, string>();
  const displays = new Map<string, string>();
  const named = new Set<string>();
  for (const source of loaded) {
    const own = key(source);
    if (!displays.has(own)) displays.set(own, source.display);
    texts.set(own, source.text);
    if (!source.imported) named.add(own);
  }
  const importOnly = [...texts.keys()].filter((own) => !named.has(own));
  return { texts: Object.fromEntries(texts), displays, importOnly };
}

function commonFolder(folders: readonly string[]): string {
  let common = folders[0] ?? "";
  for (const folder of folders) {
    while (relative(common, folder).split(sep)[0] === "..") common = dirname(common);
  }
  return common;
}
