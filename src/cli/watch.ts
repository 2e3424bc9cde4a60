import { basename, dirname, relative, sep } from "node:path";
import type { FSWatcher } from "chokidar";
import { type CompileRequest, reportMisuse, runCompile } from "./compile-command.ts";
import type { Compiler } from "./compiler.ts";
import { isSourceName, SKIPPED_FOLDERS } from "./find-sources.ts";
import { asMisuse, Misuse } from "./misuse.ts";
import { readSources, type SourceSet } from "./read-sources.ts";
import type { Terminal } from "./terminal.ts";

/** Changes this close together, in milliseconds, are one: editors write in several steps. */
const SETTLE = 60;

/**
 * Compiles, and again whenever the sources or what they import have changed, until the user stops it.
 * A run is made when the bytes differ from those of the last run, so a mere touch makes none.
 *
 * @param first what the sources were when the command started: it says where to watch
 * @throws Misuse if the system cannot watch files, or the first run cannot write
 */
export async function watchCompile(
  request: CompileRequest,
  first: SourceSet,
  compiler: Compiler,
  terminal: Terminal,
): Promise<void> {
  const watched = watchedFolders(first);
  const { watch } = await import("chokidar");
  const watcher = watch([...watched.all], {
    ignored: (path, stats) => stats !== undefined && !watched.wants(path, stats.isFile()),
  });
  try {
    await new Promise<void>((stop, fail) => {
      // What the first run cannot read or write is a misuse; later it may be only for now.
      let started = false;
      const run = serialised(async () => {
        await runIfChanged(request, compiler, terminal, watcher, watched, started);
        started = true;
      }, fail);
      watcher.on("error", (error) => fail(asMisuse("cannot watch the sources", error)));
      watcher.on("all", () => run(SETTLE));
      watcher.on("ready", () => run(0));
      terminal.onStop(stop);
    });
  } finally {
    await watcher.close();
  }
}

/** A function that runs an action after a pause: one at a time, and calls that come meanwhile make one more run. */
function serialised(action: () => Promise<void>, fail: (error: unknown) => void): (pause: number) => void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  return (pause) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(action).catch(fail);
    }, pause);
  };
}

async function runIfChanged(
  request: CompileRequest,
  compiler: Compiler,
  terminal: Terminal,
  watcher: FSWatcher,
  watched: WatchedFolders,
  started: boolean,
): Promise<void> {
  try {
    const sources = await readSources(request.paths, terminal.cwd);
    const added = watched.extend(sources);
    if (added.length > 0) watcher.add(added);
    if (!watched.isNews(JSON.stringify([sources.texts, sources.importOnly, sources.diagnostics]))) return;
    await runCompile(request, sources, compiler, terminal);
    if (!request.json && !request.quiet && terminal.stderr.isTTY === true)
      terminal.stderr.write("watching for changes\n");
  } catch (error) {
    if (!(error instanceof Misuse) || !started) throw error;
    if (watched.isNews(error.message)) reportMisuse(error, request, terminal);
  }
}

/** What is watched so far. Files are watched through their folders, so one that is deleted may come back. */
interface WatchedFolders {
  readonly all: ReadonlySet<string>;
  /** Whether a file or folder is of interest. */
  wants(path: string, isFile: boolean): boolean;
  /** Takes in the paths of a run; gives the folders that are new. */
  extend(sources: SourceSet): string[];
  /** Whether a state of the sources differs from the one before. */
  isNews(state: string): boolean;
}

function watchedFolders(first: SourceSet): WatchedFolders {
  const deep = new Set(first.folders);
  const flat = new Set(first.files.map((file) => dirname(file)));
  const all = new Set([...deep, ...flat]);
  let lastState: string | undefined;
  return {
    all,
    wants: (path, isFile) =>
      isFile ? isSourceName(basename(path)) : all.has(path) || [...deep].some((folder) => isBelow(path, folder)),
    extend: (sources) => {
      const added = [...new Set(sources.files.map((file) => dirname(file)))].filter(
        (folder) => !all.has(folder) && ![...deep].some((above) => isBelow(folder, above)),
      );
      for (const folder of added) all.add(folder);
      return added;
    },
    isNews: (state) => {
      const news = state !== lastState;
      lastState = state;
      return news;
    },
  };
}

function isBelow(path: string, folder: string): boolean {
  const [first = "", ...rest] = relative(folder, path).split(sep);
  return first !== ".." && ![first, ...rest].some((part) => SKIPPED_FOLDERS.includes(part));
}
