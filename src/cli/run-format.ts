import { access, constants, readFile, realpath } from "node:fs/promises";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { counted } from "../diagnostics/message.ts";
import { format } from "../format.ts";
import { decodeSource } from "./decode-source.ts";
import { findSources } from "./find-sources.ts";
import { atFile, notFormatted, notUtf8, ourFault } from "./messages.ts";
import { asMisuse } from "./misuse.ts";
import { diagnosticsAsJson, formatDiagnostics } from "./report.ts";
import { colorsFor, type Terminal } from "./terminal.ts";
import { replaceFiles } from "./write-files.ts";

/** What `losscc fmt` was asked to do. */
export interface FormatRequest {
  /** `-` alone is standard input. */
  readonly paths: readonly string[];
  readonly check: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

interface SourceBytes {
  /** Absolute and without links; absent for standard input. */
  readonly path?: string;
  readonly display: string;
  readonly bytes: Uint8Array;
}

interface FormattedSource extends SourceBytes {
  readonly before: string;
  /** Absent where the source has an error. */
  readonly text?: string;
  readonly changes: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Formats sources, all or none, or only looks whether they are formatted; gives whether all is well.
 *
 * @throws Misuse if a source cannot be read or written
 */
export async function runFormat(request: FormatRequest, terminal: Terminal): Promise<boolean> {
  const sources = request.paths[0] === "-" ? [await readStdin(terminal)] : await readFiles(request.paths, terminal.cwd);
  const formatted = sources.map(formatSource);
  const errors = formatted.flatMap(({ diagnostics }) => diagnostics);
  const changed = formatted.filter(({ changes }) => changes);

  if (!request.check && errors.length === 0) await write(formatted, changed, terminal);
  report(request, formatted, terminal);
  if (!request.quiet && !request.json && terminal.stderr.isTTY === true) {
    terminal.stderr.write(summary(request.check, formatted.length, changed.length, errors.length));
  }
  return errors.length === 0 && !(request.check && changed.length > 0);
}

async function readStdin(terminal: Terminal): Promise<SourceBytes> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of terminal.stdin) chunks.push(chunk);
  return { display: "<stdin>", bytes: Buffer.concat(chunks) };
}

/** Reads the files that the arguments mean; one with several names is read once. */
async function readFiles(paths: readonly string[], cwd: string): Promise<readonly SourceBytes[]> {
  const files = new Map<string, SourceBytes>();
  for (const { absolute, display } of (await findSources(paths, cwd)).sources) {
    try {
      const path = await realpath(absolute);
      if (!files.has(path)) files.set(path, { path, display, bytes: await readFile(path) });
    } catch (error) {
      throw asMisuse(display, error);
    }
  }
  return [...files.values()];
}

function formatSource(source: SourceBytes): FormattedSource {
  const { text: before, fault } = decodeSource(source.bytes);
  const failed = (diagnostics: readonly Diagnostic[]) => ({ ...source, before, changes: false, diagnostics });
  if (fault !== undefined) return failed([atFile(source.display, notUtf8(fault), before, fault.offset)]);
  try {
    const { text, diagnostics } = format(source.display, before);
    if (text === undefined) return failed(diagnostics);
    return { ...source, before, text, changes: !Buffer.from(text).equals(source.bytes), diagnostics };
  } catch (error) {
    return failed([
      atFile(source.display, ourFault(error instanceof Error ? error.message : String(error), undefined)),
    ]);
  }
}

async function write(
  formatted: readonly FormattedSource[],
  changed: readonly FormattedSource[],
  terminal: Terminal,
): Promise<void> {
  for (const { path, text } of formatted) if (path === undefined) terminal.stdout.write(text ?? "");
  const files = changed.flatMap(({ path, display, text = "" }) =>
    path === undefined ? [] : [{ path, display, text }],
  );
  for (const { path, display } of files) {
    // A file may be replaced in a folder that may be written, whatever is said of the file itself.
    await access(path, constants.W_OK).catch((error: unknown) => {
      throw asMisuse(`cannot write ${display}`, error);
    });
  }
  await replaceFiles(files);
}

function report(request: FormatRequest, formatted: readonly FormattedSource[], terminal: Terminal): void {
  const changed = request.check ? formatted.filter(({ changes }) => changes) : [];
  if (request.json) {
    const found = formatted.flatMap((source) => [
      ...source.diagnostics,
      ...(changed.includes(source) ? [notCanonical(source)] : []),
    ]);
    terminal.stdout.write(diagnosticsAsJson(found));
    return;
  }
  const texts = new Map(formatted.map(({ display, before }) => [display, before]));
  const errors = formatted.flatMap(({ diagnostics }) => diagnostics);
  terminal.stderr.write(formatDiagnostics(errors, (file) => texts.get(file), colorsFor(terminal.stderr, terminal.env)));
  if (!request.quiet) for (const { display } of changed) terminal.stdout.write(`${display}\n`);
}

/** At the first character that would change; a byte order mark stands before all of them. */
function notCanonical({ display, before, text = "" }: FormattedSource): Diagnostic {
  let same = 0;
  while (same < before.length && before[same] === text[same]) same++;
  return atFile(display, notFormatted(), before, same === before.length && same === text.length ? 0 : same);
}

function summary(check: boolean, files: number, changed: number, errors: number): string {
  if (errors > 0) return `${counted(errors, "error")}${check ? "" : "; nothing was written"}\n`;
  const some = changed === 0 ? "none" : changed;
  return check ? `${counted(files, "file")}, ${some} would change\n` : `${counted(files, "file")}, ${some} changed\n`;
}
