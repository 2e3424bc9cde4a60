import { checkProgram } from "../check/check.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { onCommandLine } from "../diagnostics/source.ts";
import { simplifier } from "../rewrite/engine.ts";
import { settle, type SettledLoss, type Value } from "../settings.ts";
import { stdlibSources } from "../stdlib-sources.ts";
import { conventionsOf } from "./conventions.ts";
import type { Explanation } from "./explanation.ts";
import { gradientFormulas, lossFormulas } from "./formula.ts";
import { formulaNames } from "./names.ts";
import { parametersOf } from "./parameters.ts";
import { differentiated, readLoss } from "./reading.ts";
import { findRewrites } from "./rewrites.ts";
import { scheduleOf } from "./schedule.ts";

/** What the TypeScript target promises of float32 kernels. */
const ACCURACY = [
  "Value: within 1e-6 of its magnitude, on well-scaled float32 data of up to 10⁷ elements.",
  "Each gradient element: within 4 ulp of float32, or 1e-6 of that gradient's largest magnitude where terms cancel.",
];

export interface Explained {
  readonly explanations: readonly Explanation[];
  /** The names of all losses, also of those that were not asked for. */
  readonly losses: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ExplainOptions {
  /** The one loss that is explained; by default all are. */
  readonly only?: string;
  /** Sources that are there only to be imported. */
  readonly importOnly?: readonly string[];
  /** Fixes options, or `reduction`: `[LOSS.]NAME` to a value. */
  readonly define?: Readonly<Record<string, Value>>;
}

/** Explains the losses of `sources`. Like `compile`, it is pure and throws for no mistake of a source. */
export function explain(sources: ReadonlyMap<string, string>, options: ExplainOptions = {}): Explained {
  const { only, importOnly = [], define = {} } = options;
  const isOwn = (path: string) => !importOnly.includes(path);
  const { files, diagnostics } = checkProgram(new Map([...sources].filter(([path]) => isOwn(path))), {
    std: stdlibSources,
    imported: new Map([...sources].filter(([path]) => !isOwn(path))),
    simplify: simplifier([]),
  });
  if (diagnostics.some(({ severity }) => severity === "error")) return { explanations: [], losses: [], diagnostics };
  const programs = files.flatMap((file) => file.losses);
  const { losses, mistakes } = settle(programs, { define, wrt: undefined, isComplete: true });
  const names = programs.map(({ name }) => name);
  if (mistakes.length > 0)
    return { explanations: [], losses: names, diagnostics: [...diagnostics, ...mistakes.map(onCommandLine)] };
  const paths = files.flatMap(({ path, losses: own }) => own.map(() => path));
  const explanations = losses.flatMap((loss, i) =>
    only === undefined || only === names[i] ? [explainLoss(paths[i]!, loss)] : [],
  );
  return { explanations, losses: names, diagnostics };
}

function explainLoss(file: string, { program, wrt }: SettledLoss): Explanation {
  const names = formulaNames(program);
  const reading = readLoss(program, wrt);
  return {
    file,
    name: program.name,
    doc: program.doc,
    ...parametersOf(program, wrt, names),
    loss: lossFormulas(reading, names),
    gradient: gradientFormulas(reading, names),
    ...findRewrites(reading.written, names),
    schedule: scheduleOf(program, wrt, names),
    conventions: conventionsOf(differentiated(reading.stable, wrt)),
    accuracy: ACCURACY,
  };
}
