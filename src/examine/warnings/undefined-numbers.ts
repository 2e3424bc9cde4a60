import { neverFinite, undefinedGradient } from "../../diagnostics/catalogue/examine.ts";
import { showCall } from "../show-call.ts";
import { poles } from "./poles.ts";
import { placeOfName, type Warning } from "./subject.ts";

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
export const neverFiniteValue: Warning = ({ program, report, sampling }) =>
  report.samples > 0 ? [] : [{ at: program.places.loss, message: neverFinite(program.name, sampling.samples) }];
