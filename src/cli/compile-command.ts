import { resolve } from "node:path";
import type { CompileOptions, PassEvent } from "../compile-options.ts";
import type { Compiler } from "./compiler.ts";
import { atFile, notReadable } from "./messages.ts";
import type { Misuse } from "./misuse.ts";
import { startProgress } from "./progress.ts";
import type { SourceSet } from "./read-sources.ts";
import { count, displayOf, errorsIn, gather, internalError, report } from "./run-diagnostics.ts";
import type { Terminal } from "./terminal.ts";
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
    .catch((error: unknown) => ({ files: {}, diagnostics: [internalError(error, last?.file, last?.pass)] }))
    .finally(() => progress.stop());
  const diagnostics = gather(sources, result.diagnostics);
  const errors = errorsIn(diagnostics);
  const changed = errors === 0 ? await writeFiles(resolve(terminal.cwd, request.out), request.out, result.files) : 0;

  (request.json ? terminal.stderr : terminal.stdout).write(dumps.join(""));
  report(diagnostics, request, sources, terminal);
  if (!request.quiet && !request.json && terminal.stderr.isTTY === true) {
    terminal.stderr.write(summary(errors, Object.keys(result.files).length, changed, request.out));
  }
  return errors === 0;
}

function formatDump(event: PassEvent, sources: SourceSet): string {
  const what = event.loss === undefined ? "" : `, ${event.loss}`;
  return `// after ${event.pass}: ${displayOf(sources, event.file)}${what}\n${event.dump().trimEnd()}\n\n`;
}

/** Reports a misuse that came up while watching as an error of the run, which does not end the watch. */
export function reportMisuse(misuse: Misuse, request: Pick<CompileRequest, "json">, terminal: Terminal): void {
  report([atFile("", notReadable(misuse.message))], request, undefined, terminal);
}

function summary(errors: number, files: number, changed: number, out: string): string {
  if (errors > 0) return `${count(errors, "error")}; nothing was written\n`;
  return `${count(files, "file")} in ${out}, ${changed === 0 ? "none" : changed} changed\n`;
}
