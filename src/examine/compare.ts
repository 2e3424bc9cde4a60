import type { Environment } from "../interpret/interpret.ts";
import { camelCase } from "../support/camel-case.ts";
import { nearbyCall } from "./nearby.ts";
import { Random } from "../support/random.ts";
import { type Call, environmentOf } from "./call.ts";
import { callKernel, type KernelResult } from "./kernel.ts";
import { excusedErrors, writtenNoise } from "./inherent.ts";
import { type Evaluated, evaluateCall, type Meaning, type Part } from "./meaning.ts";
import { overflows } from "./overflow.ts";
import { slopeAtZero } from "./slope.ts";
import type { Subject } from "./subject.ts";
import { ulp32 } from "./ulp.ts";

/** What is wrong with a call. */
export type Failure =
  /** A gradient is not the slope of the value: that of the graph, or only that of the kernel. */
  | {
      readonly kind: "slope";
      readonly name: string;
      readonly element: number;
      readonly expected: number;
      readonly got: number;
    }
  /** A number of the kernel is farther from the float64 meaning than is promised. */
  | {
      readonly kind: "accuracy";
      readonly part: Part;
      readonly element: number;
      readonly expected: number;
      readonly got: number;
    }
  /** The kernel refuses a call that the declarations allow. */
  | { readonly kind: "refused"; readonly message: string };

/** What comparing one call showed. */
export interface Comparison {
  readonly failures: readonly Failure[];
  /** The worst distance of a gradient from the slope by differences, relative to the larger of 1, value and slope. */
  readonly slopeError: number;
  /** The worst error of a float32 number, in ulp, or where numbers cancel in quarters of 1e-6 of the largest. */
  readonly ulps: number;
  /** The gradients that could not be compared: a kink is near. */
  readonly kinks: number;
  readonly compared: number;
  /** The gradients with an element that is not 0. */
  readonly moving: readonly string[];
  /** The gradients with a NaN, though the value is finite, and not since a number is too large for float64. */
  readonly undefinedGradients: readonly string[];
}

/** Compares one call with the float64 meaning. Undefined where the value is not finite, or the data make the call an error. */
export function compareCall(subject: Subject, call: Call): Comparison | undefined {
  const run = runCall(subject, call);
  if (run === undefined) return undefined;
  if ("refused" in run) return { ...NOTHING, failures: [{ kind: "refused", message: run.refused }] };
  const { exact, meaning, environment } = run;
  const slopes = compareSlopes(run);
  const isSlope = (failure: Failure): failure is Failure & { kind: "slope" } => failure.kind === "slope";
  const wrong = slopes.failures.filter(isSlope).filter(({ name }) => isWrongNearby(subject, call, name));
  const { failures, ulps } = compareNumbers(run, call.gradOutput);
  const undefinedGradients = [...exact.gradients].filter(([, elements]) => elements.some(Number.isNaN));
  const isOverflow = undefinedGradients.length > 0 && overflows(meaning, environment);
  const moving = [...exact.gradients].filter(([, elements]) => elements.some((x) => x !== 0));
  return {
    slopeError: slopes.slopeError,
    kinks: slopes.kinks + slopes.failures.length - wrong.length,
    compared: slopes.compared - slopes.failures.length + wrong.length,
    failures: [...wrong, ...failures],
    ulps,
    moving: moving.map(([name]) => name),
    undefinedGradients: isOverflow ? [] : undefinedGradients.map(([name]) => name),
  };
}

/** A call of the kernel beside what it means. */
interface Run {
  readonly meaning: Meaning;
  readonly environment: Environment;
  readonly exact: Evaluated;
  readonly result: KernelResult;
}

function runCall(subject: Subject, call: Call): Run | { readonly refused: string } | undefined {
  const { program, kernel } = subject;
  const meaning = call.reduction === "none" ? subject.unreduced! : subject.reduced;
  const environment = environmentOf(program, call);
  const exact = evaluateCall(meaning, environment, call.gradOutput);
  if (exact === undefined || ![...exact.written, ...exact.value].every(Number.isFinite)) return undefined;
  try {
    return { meaning, environment, exact, result: callKernel(kernel, program, call) };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

/** How often a nearby call is looked for. */
const NEARBY = 4;

/**
 * Whether a gradient that is not the slope is not the slope nearby either. A gradient that is made of conventions at a tie,
 * as that of `relu(x) - relu(-x)` at 0, need not be the slope there, and is right all around.
 */
function isWrongNearby(subject: Subject, call: Call, name: string): boolean {
  const random = new Random(3);
  for (let attempt = 0; attempt < NEARBY; attempt++) {
    const near = nearbyCall(subject.program, call, random);
    const run = runCall(subject, near);
    if (run === undefined || "refused" in run) continue;
    const { failures, undecided } = compareSlopes(run);
    if (failures.some((failure) => failure.kind === "slope" && failure.name === name)) return true;
    if (!undecided.includes(name)) return false;
  }
  return false;
}

const NOTHING: Comparison = {
  failures: [],
  slopeError: 0,
  ulps: 0,
  kinks: 0,
  compared: 0,
  moving: [],
  undefinedGradients: [],
};

/** Where rounding moves the value by more, relative to its size, differences of it say nothing. */
const NOISE = 1e-10;

/** Each gradient along a random direction, and where that is wrong element by element. */
function compareSlopes({ exact, environment, result: { grads } }: Run): Pick<
  Comparison,
  "failures" | "slopeError" | "kinks" | "compared"
> & {
  readonly undecided: readonly string[];
} {
  const failures: Failure[] = [];
  const undecided: string[] = [];
  let [slopeError, compared] = [0, 0];
  const random = new Random(1);
  for (const [name, elements] of exact.gradients) {
    const { data } = environment.inputs.get(name)!;
    if (data.length === 0 || !elements.every(Number.isFinite)) continue;
    const own = grads[camelCase(name)]!;
    const value = exact.asFunctionOf(name);
    // Too large for float32: the kernel's is infinite.
    const fits = elements.every((x) => Number.isFinite(Math.fround(x)));
    const along = (direction: ArrayLike<number>) => {
      const dot = (gradient: ArrayLike<number>) =>
        elements.reduce((sum, _, i) => (direction[i] === 0 ? sum : sum + gradient[i]! * direction[i]!), 0);
      const found = slopeAtZero((t) => value(Float64Array.from(data, (x, i) => x + t * direction[i]!)), dot(elements));
      if (found === undefined) return undefined;
      const weight = elements.reduce((sum, x, i) => sum + Math.abs(x * direction[i]!), 0);
      const distance = Math.abs(dot(elements) - found.slope);
      const rounded = fits ? Math.abs(dot(own) - found.slope) : 0;
      const agrees = distance <= found.tolerance && rounded <= found.tolerance + 2 * RELATIVE * weight;
      return { ...found, distance, agrees };
    };
    const isNoisy = (size: number) => writtenNoise(exact.disturbed, value(data)) > NOISE * size;
    const whole = along(Float64Array.from(data, () => random.between(-1, 1)));
    if (whole === undefined || (!whole.agrees && isNoisy(whole.size))) {
      undecided.push(name);
      continue;
    }
    compared++;
    if (whole.agrees) {
      slopeError = Math.max(slopeError, whole.distance / whole.size);
      continue;
    }
    for (let element = 0; element < data.length; element++) {
      const single = along(Float64Array.from(data, (_, i) => Number(i === element)));
      if (single === undefined || single.agrees) continue;
      const got = Math.abs(elements[element]! - single.slope) > single.tolerance ? elements[element]! : own[element]!;
      failures.push({ kind: "slope", name, element, expected: single.slope, got });
      break;
    }
  }
  return { failures, slopeError, kinks: undecided.length, compared, undecided };
}

/** The promise of a float32 kernel: a value within 1e-6 of itself; a gradient within 4 ulp, or 1e-6 of its largest. */
const RELATIVE = 1e-6;
const ULPS = 4;

/** At a kink, rounding may take the other branch, where slopes of the incoming gradient's size cancel but for that. */
const CANCELLED = 2 ** -50;

/** Data that the promise is made for: no magnitude above this. Beyond, numbers must only be numbers, and slopes be right. */
const WELL_SCALED = 10;

const isWellScaled = ({ inputs }: Environment): boolean =>
  [...inputs.values()].every(({ data }) => Array.from(data).every((x) => Math.abs(x) <= WELL_SCALED));

/** Each number of the kernel against the float64 meaning of the same float32 inputs. */
function compareNumbers(
  { meaning, exact, environment, result }: Run,
  gradOutput: readonly number[],
): { failures: readonly Failure[]; ulps: number } {
  const failures: Failure[] = [];
  const cancelled = CANCELLED * Math.max(0, ...gradOutput.map(Math.abs));
  let ulps = 0;
  const promised = isWellScaled(environment);
  let excused: ((part: Part) => ArrayLike<number>) | undefined;
  const compare = (part: Part, expected: ArrayLike<number>, got: ArrayLike<number>) => {
    const largest = Math.max(0, ...Array.from(expected, Math.abs).filter(Number.isFinite));
    for (let element = 0; element < expected.length; element++) {
      const [wanted, found] = [expected[element]!, got[element]!];
      // What float32 cannot hold, or what is not a number, is no matter of accuracy.
      if (!Number.isFinite(wanted) || !Number.isFinite(Math.fround(wanted))) continue;
      if (!promised && Number.isFinite(found)) continue;
      const error = Math.abs(found - wanted);
      if (part.kind === "gradient" && error <= cancelled) continue;
      const inUlps = error / ulp32(wanted);
      const scale = part.kind === "gradient" ? largest : Math.abs(wanted);
      const units = inUlps <= ULPS ? inUlps : (ULPS * error) / (RELATIVE * scale);
      if (units <= ULPS) {
        ulps = Math.max(ulps, units);
        continue;
      }
      excused ??= excusedErrors(meaning, environment, exact, promised);
      const allowed = excused(part)[element]!;
      if (error - RELATIVE * scale <= allowed || Math.fround(allowed) === Infinity) continue;
      failures.push({ kind: "accuracy", part, element, expected: wanted, got: found });
      return;
    }
  };
  compare({ kind: "value" }, exact.value, typeof result.value === "number" ? [result.value] : result.value);
  for (const [name, value] of exact.metrics)
    compare({ kind: "metric", name }, [value], [result.metrics[camelCase(name)]!]);
  for (const [name, elements] of exact.gradients)
    compare({ kind: "gradient", name }, elements, result.grads[camelCase(name)]!);
  return { failures, ulps };
}
