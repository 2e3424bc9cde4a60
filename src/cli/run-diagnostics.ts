import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { atFile, NOT_UTF8, ourFault } from "./messages.ts";
import type { SourceSet } from "./read-sources.ts";
import { diagnosticsAsJson, formatDiagnostics } from "./report.ts";
import { colorsFor, type Terminal } from "./terminal.ts";

/** The path that the user knows a source by. */
export function displayOf(sources: SourceSet, file: string): string {
  return sources.displays.get(file) ?? file;
}

export const errorsIn = (diagnostics: readonly Diagnostic[]): number =>
  diagnostics.filter(({ severity }) => severity === "error").length;

/** A mistake of ours. It is reported like any other, so that a build that reads --json sees it too. */
export function internalError(error: unknown, file = "", after?: string): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return atFile(file, ourFault(reason, after));
}

/**
 * All diagnostics of a run, by the paths that the user knows, in the order of the sources. A file that
 * is there under two keys is reported once; of one with wrong bytes, only that is reported.
 */
export function gather(sources: SourceSet, compiled: readonly Diagnostic[]): readonly Diagnostic[] {
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

/** Prints diagnostics for people on stderr, or as JSON on stdout. */
export function report(
  diagnostics: readonly Diagnostic[],
  request: { readonly json: boolean },
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

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
