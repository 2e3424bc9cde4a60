import type { FoldName } from "../ir/graph.ts";
import { folds } from "../ops/folds.ts";
import { operator } from "../ops/index.ts";
import { invariant } from "../support/invariant.ts";

/** The float64 meaning of a fold: its monoid over the elements in order, from the identity. */
export function foldMeaning(fold: FoldName): (elements: Float64Array) => number {
  if (fold === "logsumexp") return logsumexp;
  if (fold === "norm") return norm;
  const { identity, step } = folds[fold];
  invariant(step !== undefined, `${fold} has a meaning`);
  const { meaning } = operator(step);
  return (elements) => elements.reduce((state, element) => meaning(state, element), identity);
}

/** `largest + log(1 + exp(x1 - largest) + ...)`, over the others: accurate also where one element is nearly all. */
function logsumexp(elements: Float64Array): number {
  const largest = elements.reduce((x, y) => Math.max(x, y), -Infinity);
  if (!Number.isFinite(largest)) return largest;
  const place = elements.indexOf(largest);
  const others = elements.reduce((sum, x, position) => (position === place ? sum : sum + Math.exp(x - largest)), 0);
  return largest + Math.log1p(others);
}

/** The sum of `elements * exp(exponents)` in parts of exp(m), with m the largest of their exponents. */
export function scaledSum(elements: Float64Array, exponents: Float64Array): number {
  const largest = exponents.subarray(0, elements.length).reduce((x, y) => Math.max(x, y), -Infinity);
  const scale = (exponent: number) => (exponent === largest ? 1 : Math.exp(exponent - largest));
  return elements.reduce((sum, x, i) => (exponents[i] === -Infinity ? sum : sum + x * scale(exponents[i]!)), 0);
}

/** `largest * sqrt((x1 / largest)^2 + ...)`: no square overflows or underflows. */
function norm(elements: Float64Array): number {
  const largest = elements.reduce((x, y) => Math.max(x, Math.abs(y)), 0);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  return largest * Math.sqrt(elements.reduce((sum, x) => sum + (x / largest) ** 2, 0));
}
