import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Reporter } from "../diagnostics/reporter.ts";
import type { LossProgram } from "../ir/program.ts";
import type { Simplify } from "../ops/build.ts";
import { checkFn } from "./check-fn.ts";
import { checkImportCycles, checkRecursion } from "./cycles.ts";
import { elaborateLoss } from "./elaborate-loss.ts";
import { loadModules } from "./load.ts";
import { checkTypes } from "./type-of-fn.ts";
import { reportUnusedImports, reportUnusedInFns } from "./unused.ts";

/** A source file and the losses in it that have no error. */
export interface CheckedFile {
  readonly path: string;
  readonly doc?: string;
  readonly losses: readonly LossProgram[];
}

export interface CheckOptions {
  /** The texts of the standard library by import path: `std/x.loss`. */
  readonly std: ReadonlyMap<string, string>;
  /** Applied to each node as the graphs are made. */
  readonly simplify: Simplify;
  /** Inputs that the build differentiates even where they are const. */
  readonly wrt?: readonly string[];
  /** Further files that `sources` may import by path; they yield no losses. */
  readonly imported?: ReadonlyMap<string, string>;
}

/** Parses, checks and elaborates every file of `sources`, a map from path (forward slashes) to text. */
export function checkProgram(
  sources: ReadonlyMap<string, string>,
  options: CheckOptions,
): { files: readonly CheckedFile[]; diagnostics: readonly Diagnostic[] } {
  const reporter = new Reporter();
  const texts = { sources, std: options.std, imported: options.imported ?? new Map<string, string>() };
  const { main, all } = loadModules(texts, reporter);
  checkImportCycles(all, reporter);
  const fns = checkRecursion(all, reporter);
  for (const fn of fns) checkFn(fn, reporter);
  checkTypes(fns, reporter);
  const files = main.map((module) => {
    const losses = module.ast.items.filter((item) => item.kind === "loss");
    const programs = losses.map((loss) => elaborateLoss(loss, module, options, reporter));
    // An error often hides a use.
    if (!reporter.hasErrorIn(module.path)) {
      reportUnusedImports(module, reporter);
      reportUnusedInFns(module, reporter);
    }
    return { path: module.path, losses: programs.filter((program) => program !== undefined) };
  });
  return { files, diagnostics: reporter.sorted([...sources.keys()]) };
}
