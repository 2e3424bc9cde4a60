import type { LocatedReport } from "../examine/examine.ts";
import { reportLine } from "../examine/report-line.ts";
import type { CheckRequest } from "./check-command.ts";
import { type Examiner, loadExaminer } from "./compiler.ts";
import { startProgress } from "./progress.ts";
import { readSources, type SourceSet } from "./read-sources.ts";
import { diagnosticsAsJson } from "./report.ts";
import { displayOf, errorsIn, gather, internalError, report } from "./run-diagnostics.ts";
import type { Terminal } from "./terminal.ts";

/** The code of an entry that says what was measured. */
const MEASURED = "LC5000";

/** Examines sources and reports; gives whether there was no error. */
export async function runCheck(
  request: CheckRequest,
  terminal: Terminal,
  load: () => Promise<Examiner> = loadExaminer,
): Promise<boolean> {
  const sources = await readSources(request.paths, terminal.cwd);
  const progress = await startProgress("checking", terminal, request.quiet || request.json);
  let last: string | undefined;
  const { examine } = await load();
  const result = await examine(sources.texts, {
    samples: request.samples,
    seed: request.seed,
    importOnly: sources.importOnly,
    onLoss: async (file, loss) => {
      last = file;
      await progress.render(`${displayOf(sources, file)}: ${loss}`);
    },
  })
    .catch((error: unknown) => ({ diagnostics: [internalError(error, last)], reports: [] }))
    .finally(() => progress.stop());
  const diagnostics = gather(sources, result.diagnostics);
  if (request.json) {
    const measured = request.report ? result.reports.map((entry) => measuredEntry(entry, sources)) : [];
    terminal.stdout.write(diagnosticsAsJson(diagnostics, measured));
  } else {
    report(diagnostics, request, sources, terminal);
    const width = Math.max(0, ...result.reports.map(({ loss }) => loss.length));
    if (result.reports.length === 0 && diagnostics.length === 0 && !request.quiet)
      terminal.stderr.write(`losscc: ${request.paths.join(", ")}: no loss to check\n`);
    if (!request.quiet) for (const entry of result.reports) terminal.stdout.write(`${reportLine(entry, width)}\n`);
  }
  return errorsIn(diagnostics) === 0;
}

/** What was measured of a loss, in the shape of a diagnostic. */
function measuredEntry(entry: LocatedReport, sources: SourceSet): object {
  const { at, loss, asked, samples, slopeError, ulps, compared, kinks, failures } = entry;
  const { line, column, endLine, endColumn } = at;
  return {
    file: displayOf(sources, at.file),
    line,
    column,
    endLine,
    endColumn,
    severity: "info",
    code: MEASURED,
    message: reportLine(entry, 0),
    report: { loss, ok: failures.length === 0, asked, samples, gradientError: slopeError, ulps, compared, kinks },
  };
}
