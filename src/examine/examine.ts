import { checkProgram } from "../check/check.ts";
import { compile } from "../compile.ts";
import type { Diagnostic, Location } from "../diagnostics/diagnostic.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import { simplifier } from "../rewrite/engine.ts";
import { stdlibSources } from "../stdlib-sources.ts";
import { camelCase } from "../support/camel-case.ts";
import { reportFailures } from "./diagnose.ts";
import { examineLoss, type LossReport, type Sampling } from "./examine-loss.ts";
import { Bounds } from "./bounds.ts";
import { loadKernels } from "./kernel.ts";
import { subjectOf } from "./subject.ts";
import { findWarnings } from "./warnings/warnings.ts";

export interface ExamineOptions extends Sampling {
  /** Sources that are there only to be imported. */
  readonly importOnly?: readonly string[];
  /** Told of each loss before it is sampled. */
  readonly onLoss?: (file: string, loss: string) => void | Promise<void>;
}

/** What was found of one loss. */
export interface LocatedReport extends LossReport {
  /** Where the loss's name stands. */
  readonly at: Location;
}

export interface ExamineResult {
  /** By file in the order of the sources, then by place. */
  readonly diagnostics: readonly Diagnostic[];
  /** Empty if the sources have errors. */
  readonly reports: readonly LocatedReport[];
}

/** Checks sources, and compares the float32 kernel of each loss with what the loss means. Pure, as `compile` is. */
export async function examine(
  sources: Readonly<Record<string, string>>,
  { importOnly = [], onLoss = () => {}, ...sampling }: ExamineOptions,
): Promise<ExamineResult> {
  const { files, diagnostics } = await compile(sources, { emit: "js", index: false, importOnly });
  if (diagnostics.some(({ severity }) => severity === "error")) return { diagnostics, reports: [] };
  const texts = Object.entries(sources);
  const checked = checkProgram(new Map(texts.filter(([path]) => !importOnly.includes(path))), {
    std: stdlibSources,
    imported: new Map(texts.filter(([path]) => importOnly.includes(path))),
    simplify: simplifier([]),
  });
  const reporter = new Reporter();
  const reports: LocatedReport[] = [];
  for (const { path, losses } of checked.files) {
    const kernels = await loadKernels(files[path.replace(/\.loss$/, ".js")]!);
    for (const program of losses) {
      await onLoss(path, program.name);
      const subject = subjectOf(program, kernels[camelCase(program.name)]!);
      const report = examineLoss(subject, sampling);
      reportFailures(program, report, reporter);
      for (const { at, message } of findWarnings({ ...subject, bounds: new Bounds(program), report, sampling }))
        reporter.report(at, message);
      const { source, span } = program.places.loss;
      reports.push({ ...report, at: source.locate(span) });
    }
  }
  const order = Object.keys(sources);
  const all = [...diagnostics, ...reporter.sorted(order)];
  const rank = ({ file }: Diagnostic) => order.indexOf(file);
  return { diagnostics: all.sort((a, b) => rank(a) - rank(b) || a.span.start - b.span.start), reports };
}
