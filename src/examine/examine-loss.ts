import type { LossProgram } from "../ir/program.ts";
import { postorder } from "../ir/walk.ts";
import type { Call } from "./call.ts";
import { compareCall, type Comparison, type Failure } from "./compare.ts";
import { sampler } from "./sample-call.ts";
import { shrink } from "./shrink.ts";
import type { Subject } from "./subject.ts";

/** How a loss is sampled. */
export interface Sampling {
  readonly samples: number;
  readonly seed: number;
}

/** A call that shows something, and what. */
export interface Witness<T> {
  readonly call: Call;
  readonly found: T;
}

/** What comparing the sampled calls of a loss showed. */
export interface LossReport {
  readonly loss: string;
  /** The calls that were asked for, and those that were drawn: fewer of a huge loss. */
  readonly asked: number;
  readonly drawn: number;
  /** The calls that were compared; fewer than drawn where the value is not finite. */
  readonly samples: number;
  readonly slopeError: number;
  readonly ulps: number;
  /** Gradients that were compared with differences, and those that could not be: a kink is near. */
  readonly compared: number;
  readonly kinks: number;
  /** One of each kind and place, shrunk. */
  readonly failures: readonly Witness<Failure>[];
  /** Inputs whose gradient is NaN where the value is finite, with a shrunk call. */
  readonly undefinedGradients: readonly Witness<string>[];
  /** Differentiated inputs whose gradient was 0 in every call that gave them. */
  readonly still: readonly string[];
}

/** A call that has no finite value is drawn again, this often. */
const ATTEMPTS = 6;

/** About as many nodes as are evaluated in ten seconds: where the usual number of calls needs more, fewer are compared. */
const WORK = 4e6;
const USUAL = 64;
const FEWEST = 8;

/** About how often comparing a call evaluates the written value for one input; for each other, of what depends on that alone. */
const EVALUATIONS = 40;
const EVALUATIONS_OF_OTHERS = 5;

/** The share of calls for which there is time. */
function affordable({ wrt, reduced }: Subject): number {
  const value = postorder([reduced.frozen]).length;
  const all = postorder([reduced.value, ...reduced.gradients.map(({ node }) => node)]).length;
  const work = USUAL * (value * (EVALUATIONS + wrt.length * EVALUATIONS_OF_OTHERS) + all);
  return Math.min(1, WORK / work);
}

/** Samples a loss and compares each call of its kernel: fewer calls of a huge one. The same seed gives the same report. */
export function examineLoss(subject: Subject, sampling: Sampling): LossReport {
  const { seed } = sampling;
  const { program, wrt } = subject;
  const share = affordable(subject);
  const samples = Math.min(sampling.samples, Math.max(FEWEST, Math.floor(sampling.samples * share)));
  const compare = (call: Call) => compareCall(subject, call);
  const draw = sampler(program, seed);

  const total = { samples: 0, slopeError: 0, ulps: 0, compared: 0, kinks: 0 };
  const failures = new Map<string, Witness<Failure>>();
  const undefinedGradients = new Map<string, Witness<string>>();
  const still = new Set(wrt);
  const given = new Set<string>();
  for (let sample = 0; sample < samples; sample++) {
    const drawn = firstFinite((attempt) => draw(sample, attempt), compare);
    if (drawn === undefined) continue;
    const { call, found } = drawn;
    total.samples++;
    total.slopeError = Math.max(total.slopeError, found.slopeError);
    total.ulps = Math.max(total.ulps, found.ulps);
    total.compared += found.compared;
    total.kinks += found.kinks;
    for (const name of call.inputs.keys()) given.add(name);
    for (const name of found.moving) still.delete(name);
    for (const failure of found.failures) {
      const key = keyOf(failure);
      if (!failures.has(key)) failures.set(key, smallest(program, call, compare, key, share));
    }
    for (const name of found.undefinedGradients) {
      if (undefinedGradients.has(name)) continue;
      const shrunk = shrink(
        program,
        call,
        (other) => compare(other)?.undefinedGradients.includes(name) === true,
        share,
      );
      undefinedGradients.set(name, { call: shrunk, found: name });
    }
  }
  return {
    loss: program.name,
    asked: sampling.samples,
    drawn: samples,
    ...total,
    failures: [...failures.values()],
    undefinedGradients: [...undefinedGradients.values()],
    still: [...still].filter((name) => given.has(name)),
  };
}

function firstFinite(
  draw: (attempt: number) => Call | undefined,
  compare: (call: Call) => Comparison | undefined,
): Witness<Comparison> | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const call = draw(attempt);
    const found = call && compare(call);
    if (call !== undefined && found !== undefined) return { call, found };
  }
  return undefined;
}

/** Failures of one kind at one part are shown once. */
function keyOf(failure: Failure): string {
  switch (failure.kind) {
    case "refused":
      return failure.kind;
    case "slope":
      return `gradient ${failure.name}`;
    case "accuracy":
      return "name" in failure.part ? `${failure.part.kind} ${failure.part.name}` : failure.part.kind;
  }
}

/** The smallest call that fails in the same way. */
function smallest(
  program: LossProgram,
  start: Call,
  compare: (call: Call) => Comparison | undefined,
  key: string,
  share: number,
): Witness<Failure> {
  const failureAt = (call: Call) => compare(call)?.failures.find((failure) => keyOf(failure) === key);
  const call = shrink(program, start, (other) => failureAt(other) !== undefined, share);
  return { call, found: failureAt(call)! };
}
