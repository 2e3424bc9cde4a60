import { Command, CommanderError, Option } from "commander";
import { type Target, targets } from "../backends/targets.ts";
import { version } from "../version.ts";
import { checkCommand } from "./check-command.ts";
import type { CompileRequest } from "./compile-command.ts";
import { type Compiler, loadCompiler } from "./compiler.ts";
import { explainCommand } from "./explain-command.ts";
import { fmtCommand } from "./fmt-command.ts";
import { Misuse } from "./misuse.ts";
import { addDefine, addNames, type DefinedValue, oneOf, parsePackageName, parseTarget } from "./parse-values.ts";
import type { Terminal } from "./terminal.ts";

/** 0 done, warnings too; 1 the program has errors; 2 the command was misused. */
export type ExitStatus = 0 | 1 | 2;

/** Runs a command line. It never throws, and prints no stack trace for a mistake of the user. */
export async function run(
  argv: readonly string[],
  terminal: Terminal,
  load: () => Promise<Compiler> = loadCompiler,
): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const program = losscc();
  program.addCommand(
    compileCommand(async (request, watching) => {
      const { readSources } = await import("./read-sources.ts");
      const sources = await readSources(request.paths, terminal.cwd);
      const compiler = await load();
      requirePass(request.dumpAfter, compiler);
      if (watching) {
        const { watchCompile } = await import("./watch.ts");
        await watchCompile(request, sources, compiler, terminal);
        return;
      }
      const { runCompile } = await import("./compile-command.ts");
      status = (await runCompile(request, sources, compiler, terminal)) ? 0 : 1;
    }),
  );
  program.addCommand(
    fmtCommand(async (request) => {
      const { runFormat } = await import("./run-format.ts");
      status = (await runFormat(request, terminal)) ? 0 : 1;
    }),
  );
  program.addCommand(
    checkCommand(async (request) => {
      const { runCheck } = await import("./run-check.ts");
      status = (await runCheck(request, terminal)) ? 0 : 1;
    }),
  );
  program.addCommand(
    explainCommand(async (request) => {
      const { runExplain } = await import("./run-explain.ts");
      status = (await runExplain(request, terminal)) ? 0 : 1;
    }),
  );
  for (const command of [program, ...program.commands]) tame(command, terminal);
  try {
    await program.parseAsync(argv, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Misuse) {
      terminal.stderr.write(`losscc: ${error.message}\n`);
      return 2;
    }
    const reason = error instanceof Error ? error.message : String(error);
    terminal.stderr.write(`losscc: internal error: ${reason}\nThis is a bug in losscc.\n`);
    return 1;
  }
}

function losscc(): Command {
  return new Command("losscc")
    .description("Compiles the mathematics of a loss into a fused, stable kernel with its exact gradient.")
    .version(version, "--version", "print the version")
    .helpOption("--help", "print this help")
    .helpCommand(false)
    .usage("COMMAND [options]")
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText("after", "\n`losscc COMMAND --help` tells more about a command.");
}

/** Makes commander print where and how the rest of the command line does, and return instead of exiting. */
function tame(command: Command, terminal: Terminal): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => void terminal.stdout.write(text),
    writeErr: (text) => void terminal.stderr.write(text),
    outputError: (text, write) => write(text.replace(/^error: /, "losscc: ")),
  });
  command.showHelpAfterError(
    command.name() === "losscc"
      ? "`losscc --help` lists the commands."
      : `\`losscc ${command.name()} --help\` lists the options.`,
  );
}

interface CompileFlags {
  readonly out: string;
  readonly target: Target;
  readonly emit?: "ts" | "js";
  readonly dtype: "f32" | "f64";
  readonly define?: Readonly<Record<string, DefinedValue>>;
  readonly wrt?: readonly string[];
  readonly math: "precise" | "fast";
  readonly package?: string;
  readonly watch?: true;
  readonly json?: true;
  readonly quiet?: true;
  readonly dumpAfter?: string;
}

const targetDocs = Object.entries(targets)
  .map(([name, { doc }]) => `${name}, ${doc}`)
  .join("; ");

function compileCommand(action: (request: CompileRequest, watching: boolean) => Promise<void>): Command {
  return new Command("compile")
    .summary("compile sources into modules")
    .description("Compiles sources into modules. A folder means every .loss file below it (node_modules apart).")
    .usage("<file.loss | folder>... --out DIR [options]")
    .argument("<file.loss | folder...>", "the sources")
    .requiredOption("--out <DIR>", "the folder to write to; a.loss becomes DIR/a.ts")
    .addOption(
      new Option(`--target <${Object.keys(targets).join("|")}>`, `kernel technology: ${targetDocs}`)
        .default("ts")
        .argParser(parseTarget),
    )
    .addOption(
      new Option("--emit <ts|js>", "F.ts, or F.js with F.d.ts (default: ts)").argParser(oneOf("--emit", ["ts", "js"])),
    )
    .addOption(
      new Option("--dtype <f32|f64>", "element type of real tensors")
        .default("f32")
        .argParser(oneOf("--dtype", ["f32", "f64"])),
    )
    .option("--define <[LOSS.]NAME=VALUE>", "fix an option, or reduction, at build time; repeatable", addDefine)
    .option("--wrt <NAME[,NAME]...>", "the inputs to differentiate, instead of all that are not const", addNames)
    .addOption(
      new Option("--math <precise|fast>", "elementary functions within 2 or 4 ulp of float32")
        .default("fast")
        .argParser(oneOf("--math", ["precise", "fast"])),
    )
    .option(
      "--package <NAME>",
      "make DIR a publishable npm package: package.json, README, .js and .d.ts",
      parsePackageName,
    )
    .option("--watch", "compile again when a source or an imported file changes")
    .option("--json", "print the diagnostics as a JSON array on stdout")
    .option("--quiet", "print nothing but diagnostics")
    .option("--dump-after <PASS>", "print the state after a pass of the compiler")
    .helpOption("--help", "print this help")
    .addHelpText("after", COMPILE_EXAMPLES)
    .action((paths: string[], flags: CompileFlags) => action(compileRequest(paths, flags), flags.watch === true));
}

const COMPILE_EXAMPLES = `
Examples:
  losscc compile my.loss --out generated
  losscc compile losses --out generated --emit js --watch
  losscc compile my.loss --out generated --define reduction=sum --define my_loss.margin=0.5
  losscc compile losses --out dist --package my-losses

Exit status: 0 done; 1 the sources have errors, nothing is written; 2 the command was misused.`;

function compileRequest(paths: readonly string[], flags: CompileFlags): CompileRequest {
  if (flags.out === "") throw new Misuse("--out takes a folder");
  if (flags.package !== undefined && flags.emit === "ts")
    throw new Misuse("--package writes .js and .d.ts: leave out --emit ts");
  const dtypes: readonly string[] = targets[flags.target].dtypes;
  if (!dtypes.includes(flags.dtype))
    throw new Misuse(`--target ${flags.target} has no --dtype ${flags.dtype}; it has ${dtypes.join(", ")}`);
  return {
    paths,
    out: flags.out,
    options: {
      target: flags.target,
      emit: flags.package === undefined ? (flags.emit ?? "ts") : "js",
      dtype: flags.dtype,
      math: flags.math,
      define: flags.define ?? {},
      ...(flags.wrt === undefined ? {} : { wrt: flags.wrt }),
      ...(flags.package === undefined ? {} : { package: flags.package }),
    },
    json: flags.json === true,
    quiet: flags.quiet === true,
    ...(flags.dumpAfter === undefined ? {} : { dumpAfter: flags.dumpAfter }),
  };
}

function requirePass(pass: string | undefined, compiler: Compiler): void {
  if (pass === undefined || compiler.PASSES.includes(pass)) return;
  throw new Misuse(`--dump-after: '${pass}' is not a pass; the passes are ${compiler.PASSES.join(", ")}`);
}
