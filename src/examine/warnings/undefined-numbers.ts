import { neverFinite, neverInRange, undefinedGradient } from "../../diagnostics/catalogue/examine.ts";
import { interpret } from "../../interpret/interpret.ts";
import { environmentOf } from "../call.ts";
import { sampler } from "../sample-call.ts";
import { showCall } from "../show-call.ts";
import { poles } from "./poles.ts";
import { placeOfName, type Warning, type WarningSubject } from "./subject.ts";

/** Gradients that are NaN where the value is finite, in a sampled call, unless a pole explains them. */
export const undefinedGradients: Warning = (subject) => {
  const { program, report } = subject;
  if (report.undefinedGradients.length === 0 || poles(subject).length > 0) return [];
  return report.undefinedGradients.map(({ call, found }) => ({
    at: placeOfName(program, found),
    message: undefinedGradient(found, showCall(program, call)),
  }));
};

/** Losses for which no sampled call has a finite value. */
export const neverFiniteValue: Warning = (subject) => {
  const { program, report, sampling } = subject;
  if (report.samples > 0) return [];
  const index = alwaysOutOfRange(subject);
  const message = index === undefined ? neverFinite(program.name, sampling.samples) : neverInRange(program.name, index);
  return [{ at: program.places.loss, message }];
};

/** How the source spells an index that is out of range in every call, if there is one. */
function alwaysOutOfRange({ program, reduced, sampling }: WarningSubject): string | undefined {
  const draw = sampler(program, sampling.seed);
  const calls = Array.from({ length: sampling.samples }, (_, sample) => draw(sample, 0)).filter(
    (call) => call !== undefined,
  );
  const wrong = calls.map((call) => {
    const { indexErrors } = interpret([reduced.written, ...reduced.writtenMetrics], environmentOf(program, call));
    return new Set(indexErrors.flatMap(({ node }) => program.graph.spellingsOf(node)));
  });
  const [first, ...rest] = wrong;
  return first && [...first].find((spelling) => rest.every((other) => other.has(spelling)));
}
