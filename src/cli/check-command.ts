import { Command, Option } from "commander";
import { wholeNumber } from "./parse-values.ts";

/** What `losscc check` was asked to do. */
export interface CheckRequest {
  readonly paths: readonly string[];
  readonly samples: number;
  readonly seed: number;
  readonly json: boolean;
  readonly report: boolean;
  readonly quiet: boolean;
}

interface CheckFlags {
  readonly samples: number;
  readonly seed: number;
  readonly json?: true;
  readonly report?: true;
  readonly quiet?: true;
}

export function checkCommand(action: (request: CheckRequest) => Promise<void>): Command {
  return new Command("check")
    .summary("find mistakes, and hold each gradient against finite differences")
    .description(
      "Reports mistakes, samples what each loss declares as allowed, and compares the float32 kernel with the float64\n" +
        "meaning: gradients with finite differences, all numbers in ulp. Prints one line a loss, and a call that shows it\n" +
        "where something is wrong. A folder means every .loss file below it (node_modules apart).",
    )
    .usage("<file.loss | folder>... [options]")
    .argument("<file.loss | folder...>", "the sources")
    .addOption(
      new Option("--samples <N>", "calls to sample of each loss, fewer of a huge one")
        .default(64)
        .argParser(wholeNumber("--samples", 1)),
    )
    .addOption(
      new Option("--seed <N>", "another seed samples other calls").default(1).argParser(wholeNumber("--seed", 0)),
    )
    .option("--json", "print the diagnostics as a JSON array on stdout")
    .option("--report", "with --json: an entry of severity info for each loss, with what was measured")
    .option("--quiet", "print nothing but diagnostics")
    .helpOption("--help", "print this help")
    .addHelpText("after", EXAMPLES)
    .action((paths: string[], { samples, seed, json, report, quiet }: CheckFlags) =>
      action({ paths, samples, seed, json: json === true, report: report === true, quiet: quiet === true }),
    );
}

const EXAMPLES = `
Examples:
  losscc check my.loss
  losscc check losses --samples 1000 --seed 7
  losscc check losses --json --report

Exit status: 0 done, warnings too; 1 the sources have errors, or a comparison failed; 2 the command was misused.`;
