import { Command } from "commander";
import { Misuse } from "./misuse.ts";
import type { FormatRequest } from "./run-format.ts";

interface FmtFlags {
  readonly check?: true;
  readonly json?: true;
  readonly quiet?: true;
}

/** `losscc fmt`. */
export function fmtCommand(action: (request: FormatRequest) => Promise<void>): Command {
  return new Command("fmt")
    .summary("bring sources into the canonical style")
    .description(
      "Brings sources into the canonical style. A folder means every .loss file below it (node_modules apart); " +
        "- alone is standard input, formatted to standard output.",
    )
    .usage("[--check] <file.loss | folder>... | -")
    .argument("<file.loss | folder...>", "the sources, or - alone")
    .option("--check", "write nothing; list the files that are not in the canonical style")
    .option("--json", "print the diagnostics as a JSON array on stdout, files that --check finds among them")
    .option("--quiet", "print nothing but diagnostics")
    .helpOption("--help", "print this help")
    .addHelpText("after", FMT_EXAMPLES)
    .action((paths: string[], flags: FmtFlags) => action(formatRequest(paths, flags)));
}

const FMT_EXAMPLES = `
Examples:
  losscc fmt losses
  losscc fmt --check losses
  losscc fmt - < my.loss

Exit status: 0 done; 1 a source has a syntax error and nothing is written, or --check finds a file that is not in the
canonical style; 2 the command was misused.`;

function formatRequest(paths: readonly string[], flags: FmtFlags): FormatRequest {
  if (paths.includes("-") && paths.length > 1) throw new Misuse("- stands alone: standard input or files, not both");
  if (paths[0] === "-" && flags.json && !flags.check)
    throw new Misuse("fmt - writes the text to stdout: --json needs --check");
  return { paths, check: flags.check === true, json: flags.json === true, quiet: flags.quiet === true };
}
