import type { LossProgram } from "../ir/program.ts";
import type { TargetFacts } from "../ir/target.ts";
import type { CompiledLoss, Nests } from "../schedule/compiled-loss.ts";
import type { Dtype } from "./module/arrays.ts";
import type { Shell } from "./module/module.ts";
import type { LossUnit } from "./module/unit.ts";

/** What a build chooses that kernels depend on. */
export interface Style {
  readonly dtype: Dtype;
  readonly math: "precise" | "fast";
  /** Whether types are written. */
  readonly typed: boolean;
}

/** The passes in front of a backend, for one loss. */
export interface Passes {
  readonly kernels: (target: TargetFacts) => CompiledLoss;
  /** The checks of computed indices alone, where there are any. */
  readonly checks: (target: TargetFacts) => Nests | undefined;
}

/** A kernel technology. */
export interface Backend {
  readonly shell: Shell;
  /** The kernels of a loss as text. */
  readonly printUnit: (program: LossProgram, wrt: readonly string[], passes: Passes, style: Style) => LossUnit;
  /** Declarations that the kernels of a module share. */
  readonly printHelpers?: (units: readonly LossUnit[]) => string;
}
