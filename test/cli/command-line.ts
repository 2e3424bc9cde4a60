import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { afterEach } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { Compiler } from "../../src/cli/compiler.ts";
import type { CompileOptions } from "../../src/compile-options.ts";
import { type ExitStatus, run } from "../../src/cli/program.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder with these files in it, gone after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "losscc-cli-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return folder;
}

export interface Outcome {
  readonly status: ExitStatus;
  readonly stdout: string;
  readonly stderr: string;
  /** What the compiler was called with, the last time. */
  readonly sources: Readonly<Record<string, string>>;
  readonly options: CompileOptions | undefined;
}

export interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  readonly stdin?: string | Uint8Array;
  readonly compiler?: Compiler;
}

/** Runs a command line in a folder, with a compiler that only copies. */
export async function losscc(cwd: string, argv: readonly string[], setting: Setting = {}): Promise<Outcome> {
  let [stdout, stderr] = ["", ""];
  let sources: Readonly<Record<string, string>> = {};
  let options: CompileOptions | undefined;
  const compiler = setting.compiler ?? copier;
  const terminal = {
    cwd,
    env: setting.env ?? {},
    stdin: inChunks(setting.stdin ?? ""),
    stdout: { write: (text: string) => (stdout += text), isTTY: setting.isTTY },
    stderr: { write: (text: string) => (stderr += text), isTTY: setting.isTTY },
    onStop: () => {},
  };
  const status = await run(argv, terminal, async () => ({
    PASSES: compiler.PASSES,
    compile: (givenSources, givenOptions) => {
      sources = givenSources;
      options = givenOptions;
      return compiler.compile(givenSources, givenOptions);
    },
  }));
  return { status, stdout, stderr, sources, options };
}

/** A stream that cuts characters. */
async function* inChunks(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let start = 0; start < bytes.length; start += 3) yield bytes.subarray(start, start + 3);
}

export interface Watching {
  /** The next line on stdout, when it comes. */
  nextLine(): Promise<string>;
  /** Asks it to stop, as Ctrl+C does. */
  stop(): Promise<ExitStatus>;
  readonly ended: Promise<ExitStatus>;
}

/** Starts a watching command line in a folder. */
export function startWatching(cwd: string, argv: readonly string[]): Watching {
  const lines: string[] = [];
  let wake = (): void => {};
  let stop = (): void => {};
  const stdout = {
    write: (text: string) => {
      lines.push(...text.trimEnd().split("\n"));
      wake();
    },
  };
  const terminal = {
    cwd,
    env: {},
    stdin: inChunks(""),
    stdout,
    stderr: { write: () => {} },
    onStop: (call: () => void) => (stop = call),
  };
  const ended = run(argv, terminal, async () => copier);
  return {
    nextLine: async () => {
      while (lines.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return lines.shift()!;
    },
    stop: () => {
      stop();
      return ended;
    },
    ended,
  };
}

/**
 * A compiler that copies: a source becomes a comment. Every `!` in a source is an error, every `?` a
 * warning, and an import must be among the sources.
 */
export const copier: Compiler = {
  PASSES: ["parse", "emit"],
  compile: async (sources, options) => {
    const files: Record<string, string> = {};
    const diagnostics: Diagnostic[] = [];
    for (const [key, text] of Object.entries(sources)) {
      for (const mark of text.matchAll(/[!?]+/g)) diagnostics.push(marked(key, text, mark.index, mark[0]));
      for (const [, path = ""] of text.matchAll(/from "(\.[^"]*)"/g)) {
        const missing = !(posix.join(posix.dirname(key), path) in sources);
        if (missing) diagnostics.push({ ...marked(key, text, text.indexOf(path), path), message: `no ${path}` });
      }
      if (options.importOnly?.includes(key)) continue;
      options.onPass?.({ pass: "emit", file: key, dump: () => `dump of ${text.trim()}` });
      const name = (options.outputs?.[key] ?? key).replace(/\.loss$/, "");
      files[`${name}.${options.emit}`] = `// ${text}`;
      if (options.emit === "js") files[`${name}.d.ts`] = "export {};\n";
    }
    if (options.index) files[`index.${options.emit}`] = "// index\n";
    return { files: diagnostics.some(({ severity }) => severity === "error") ? {} : files, diagnostics };
  },
};

function marked(file: string, text: string, offset: number, mark: string): Diagnostic {
  const before = text.slice(0, offset).split("\n");
  const [line, column] = [before.length, before.at(-1)!.length + 1];
  const end = { endLine: line, endColumn: column + mark.length };
  const span = { start: offset, end: offset + mark.length };
  const severity = mark.startsWith("?") ? "warning" : "error";
  const hint = mark === "!!" ? { hint: "did you mean '!'?" } : {};
  return { file, span, line, column, ...end, severity, code: "LC1234", message: `a ${mark}`, ...hint };
}
