import { Command } from "commander";
import { addDefine, type DefinedValue } from "./parse-values.ts";
import type { ExplainRequest } from "./run-explain.ts";

interface ExplainFlags {
  readonly define?: Readonly<Record<string, DefinedValue>>;
  readonly json?: true;
}

/** `losscc explain`. */
export function explainCommand(action: (request: ExplainRequest) => Promise<void>): Command {
  return new Command("explain")
    .summary("show losses and gradients as mathematics")
    .description(
      "Shows each loss of a file, or one of them: its formula and gradients, the rewrites that keep it accurate, the " +
        "sweeps over the data, scratch memory, and the conventions at kinks.",
    )
    .usage("<file.loss> [loss] [options]")
    .argument("<file.loss>", "the source")
    .argument("[loss]", "one loss of it (default: all)")
    .option("--define <[LOSS.]NAME=VALUE>", "fix an option, or reduction, first; repeatable", addDefine)
    .option("--json", "print the same as a JSON array on stdout, one object a loss; diagnostics, if there are errors")
    .helpOption("--help", "print this help")
    .addHelpText("after", EXPLAIN_EXAMPLES)
    .action((path: string, loss: string | undefined, { define, json }: ExplainFlags) =>
      action({ path, ...(loss !== undefined && { loss }), define: define ?? {}, json: json === true }),
    );
}

const EXPLAIN_EXAMPLES = `
Examples:
  losscc explain my.loss
  losscc explain my.loss my_loss --define p=2

Exit status: 0 done; 1 the source has errors; 2 the command was misused.`;
