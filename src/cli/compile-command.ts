import { resolve } from "node:path";
import type { CompileOptions, PassEvent } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Compiler } from "./compiler.ts";
import { atFile, NOT_UTF8, notReadable, ourFault } from "./messages.ts";
import type { Misuse } from "./misuse.ts";
import { startProgress } from "./progress.ts";
import type { SourceSet } from "./read-sources.ts";
import { diagnosticsAsJson, formatDiagnostics } from "./report.ts";
import { colorsFor, type Terminal } from "./terminal.ts";
import { writeFiles } from "./write-files.ts";

/** What `losscc compile` was asked to do. */
export interface CompileRequest {
  readonly paths: readonly string[];
  readonly out: string;
  readonly options: Omit<CompileOptions, "index" | "importOnly" | "outputs" | "onPass">;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly dumpAfter?: string;
}

/** Compiles, reports, and writes if there was no error; gives whether there was none. */
export async function runCompile(
  request: CompileRequest,
  sources: SourceSet,
  compiler: Compiler,
  terminal: Terminal,
): Promise<boolean> {
  const progress = await startProgress("compiling", terminal, request.quiet || request.json);
  const dumps: string[] = [];
  let last: PassEvent | undefined;
  const options: CompileOptions = {
    ...request.options,
    index: sources.folders.length > 0 || request.options.package !== undefined,
    importOnly: sources.importOnly,
    ...(sources.outputs === undefined ? {} : { outputs: sources.outputs }),
    onPass: (event) => {
      last = event;
      progress.show(`${displayOf(sources, event.file)}: ${event.pass}`);
      if (event.pass === request.dumpAfter) dumps.push(formatDump(event, sources));
    },
  };
  const result = await compiler
    .compile(sources.texts, options)
    .catch((error: unknown) => ({ files: {}, diagnostics: [internalError(error, last)] }))
    .finally(() => progress.stop());
  const diagnostics = gather(sources, result.diagnostics);
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const changed = errors === 0 ? await writeFiles(resolve(terminal.cwd, request.out), request.out, result.files) : 0;

  (request.json ? terminal.stderr : terminal.stdout).write(dumps.join(""));
  report(diagnostics, request, sources, terminal);
  if (!request.quiet && !request.json && terminal.stderr.isTTY === true) {
    terminal.stderr.write(summary(errors, Object.keys(result.files).length, changed, request.out));
  }
  return errors === 0;
}

function displayOf(sources: SourceSet, file: string): string {
  return sources.displays.get(file) ?? file;
}

function formatDump(event: PassEvent, sources: SourceSet): string {
  const what = event.loss === undefined ? "" : `, ${event.loss}`;
  return `// after ${event.pass}: ${displayOf(sources, event.file)}${what}\n${event.dump().trimEnd()}\n\n`;
}

/** A mistake of ours. It is reported like any other, so that a build that reads --json sees it too. */
function internalError(error: unknown, last: PassEvent | undefined): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return atFile(last?.file ?? "", ourFault(reason, last?.pass));
}

/**
 * All diagnostics of a run, by the paths that the user knows, in the order of the sources. A file that
 * is there under two keys is reported once; of one with wrong bytes, only that is reported.
 */
function gather(sources: SourceSet, compiled: readonly Diagnostic[]): readonly Diagnostic[] {
  const broken = new Set(sources.diagnostics.filter(({ code }) => code === NOT_UTF8).map(({ file }) => file));
  const shown = compiled
    .map((diagnostic) => withDisplays(diagnostic, sources))
    .filter((diagnostic) => !broken.has(diagnostic.file));
  const ranks = new Map(["", ...sources.displays.values()].map((file, rank) => [file, rank]));
  const rank = ({ file }: Diagnostic): number => ranks.get(file) ?? ranks.size;
  const unique = new Map(
    [...sources.diagnostics, ...shown].map((diagnostic) => [JSON.stringify(diagnostic), diagnostic]),
  );
  return [...unique.values()].sort((a, b) => rank(a) - rank(b) || a.line - b.line || a.column - b.column);
}

function withDisplays(diagnostic: Diagnostic, sources: SourceSet): Diagnostic {
  const { labels, ...rest } = diagnostic;
  const shown = { ...rest, file: displayOf(sources, diagnostic.file) };
  if (labels === undefined) return shown;
  return { ...shown, labels: labels.map((label) => ({ ...label, file: displayOf(sources, label.file) })) };
}

function report(
  diagnostics: readonly Diagnostic[],
  request: Pick<CompileRequest, "json">,
  sources: SourceSet | undefined,
  terminal: Terminal,
): void {
  if (request.json) {
    terminal.stdout.write(diagnosticsAsJson(diagnostics));
    return;
  }
  const keys = new Map([...(sources?.displays ?? [])].map(([key, display]) => [display, key]));
  const textOf = (file: string): string | undefined => sources?.texts[keys.get(file) ?? file];
  terminal.stderr.write(formatDiagnostics(diagnostics, textOf, colorsFor(terminal.stderr, terminal.env)));
}

/** Reports a misuse that came up while watching as an error of the run, which does not end the watch. */
export function reportMisuse(misuse: Misuse, request: Pick<CompileRequest, "json">, terminal: Terminal): void {
  report([atFile("", notReadable(misuse.message))], request, undefined, terminal);
}

function summary(errors: number, files: number, changed: number, out: string): string {
  if (errors > 0) return `${count(errors, "error")}; nothing was written\n`;
  return `${count(files, "file")} in ${out}, ${changed === 0 ? "none" : changed} changed\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
