import { epsilons } from "./epsilons.ts";
import { withoutGradient, withoutInputs } from "./independence.ts";
import { poles } from "./poles.ts";
import { neverFiniteValue, undefinedGradients } from "./undefined-numbers.ts";
import type { Finding, Warning, WarningSubject } from "./subject.ts";

/** What is likely a mistake: one entry a kind. */
const warnings: readonly Warning[] = [
  poles,
  epsilons,
  withoutInputs,
  withoutGradient,
  neverFiniteValue,
  undefinedGradients,
];

/** All likely mistakes of a loss. */
export function findWarnings(subject: WarningSubject): readonly Finding[] {
  return warnings.flatMap((warning) => warning(subject));
}
