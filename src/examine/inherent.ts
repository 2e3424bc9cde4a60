import type { Disturb, Environment } from "../interpret/interpret.ts";
import { isReduction, type Node } from "../ir/graph.ts";
import { Random } from "../support/random.ts";
import { elementsOf, type Form, type Meaning, type Numbers, numbersOf, type Part } from "./meaning.ts";

/** The relative errors that an arithmetic makes: of sums and products, and of elementary functions. */
export interface Arithmetic {
  readonly rounding: number;
  readonly elementary: number;
}

/** The float64 arithmetic in kernels, with elementary functions by tables. */
const KERNELS: Arithmetic = { rounding: 4e-16, elementary: 1e-10 };

/** Arithmetic of float32 alone. */
const FLOAT32: Arithmetic = { rounding: 2 ** -24, elementary: 2 ** -23 };

const RUNS = 10;

/** Operators that round nothing. */
const EXACT = new Set("neg abs sign min max clamp relu select fallback real stop_gradient floor round".split(" "));
const ARITHMETIC = new Set("add sub mul div sqrt".split(" "));

/**
 * How far a right kernel may be from the exact numbers of a call: as far as its own operations can move them, and no farther than
 * float32 would move the loss as it is spelled. The first alone would excuse a rewriting that makes terms cancel; it is enough
 * where accuracy is not promised.
 */
export function excusedErrors(
  meaning: Meaning,
  environment: Environment,
  exact: Numbers,
  isWellScaled: boolean,
): (part: Part) => Float64Array {
  const { kernel, spelled } = meaning.operations();
  const own = inherentErrors(kernel, environment, exact, KERNELS);
  if (!isWellScaled) return own;
  const plain = inherentErrors(spelled, environment, exact, FLOAT32);
  return (part) => {
    const limits = plain(part);
    return own(part).map((error, i) => Math.min(error, limits[i]!));
  };
}

/**
 * How far the numbers of a call move where every operation is rounded at random (Monte Carlo arithmetic: Parker 1997).
 * Where terms cancel, no kernel that computes the same formula can be nearer to the exact result than that.
 */
export function inherentErrors(
  form: Form,
  environment: Environment,
  exact: Numbers,
  arithmetic: Arithmetic,
): (part: Part) => Float64Array {
  const disturb = randomRounding((node) => relativeError(node, arithmetic));
  const runs = Array.from({ length: RUNS }, () => numbersOf(form, environment, disturb));
  return (part) => {
    const base = elementsOf(part, exact);
    const moved = runs.map((run) => elementsOf(part, run));
    return Float64Array.from(
      base,
      (x, i) =>
        4 *
        furthest(
          moved.map((elements) => elements[i]!),
          x,
        ),
    );
  };
}

/**
 * How far the value as it is written moves so, with elementary functions of full accuracy. A spelling that loses its digits,
 * as `log(1 - sigmoid(x))` does far out, has no slope that differences could tell.
 */
export function writtenNoise(value: (disturb: Disturb) => number, exact: number): number {
  const disturb = randomRounding((node) => relativeError(node, { ...KERNELS, elementary: KERNELS.rounding }));
  return furthest(
    Array.from({ length: RUNS }, () => value(disturb)),
    exact,
  );
}

/** The largest distance from `x`; infinite where rounding makes something that is no number. */
function furthest(moved: readonly number[], x: number): number {
  const distances = moved.map((y) => Math.abs(y - x));
  return distances.some(Number.isNaN) ? Infinity : Math.max(...distances);
}

function randomRounding(errorOf: (node: Node) => number): Disturb {
  const random = new Random(2);
  return (node, elements) => {
    const error = errorOf(node);
    const least = canUnderflow(node) ? Number.MIN_VALUE : 0;
    const rounded = (x: number) => {
      if (x === 0) return least * random.below(2);
      // Numbers this small have few digits.
      if (Math.abs(x) < SMALLEST_NORMAL) return x + Number.MIN_VALUE * (random.below(3) - 1);
      return x * (1 + error * random.between(-1, 1));
    };
    return error === 0 ? elements : elements.map(rounded);
  };
}

const SMALLEST_NORMAL = 2 ** -1022;

/** Whether a 0 of a node stands for a number that is too small for a float. */
const canUnderflow = (node: Node): boolean =>
  node.kind === "map" && ["exp", "sigmoid", "half_erfc", "ierfc"].includes(node.op);

function relativeError(node: Node, { rounding, elementary }: Arithmetic): number {
  if (node.type !== "real") return 0;
  if (isReduction(node))
    return node.fold === "max" || node.fold === "min" ? 0 : node.fold === "logsumexp" ? elementary : rounding;
  if (node.kind !== "map" || EXACT.has(node.op)) return 0;
  return ARITHMETIC.has(node.op) ? rounding : elementary;
}
