import { finiteDifference } from "./finite-difference.ts";

/** A slope by differences, with a bound on what is wrong with it. */
export interface Slope {
  readonly slope: number;
  readonly tolerance: number;
  /** What a slope of 1 means here: differences are compared relative to it. */
  readonly size: number;
}

/** The first steps that are tried: the later ones for functions that change fast, or end near. */
const STEPS = [0.04, 1e-3, 1e-6];
const LEVELS = 7;

/**
 * The slope of `f` at 0, or undefined where there is none: at a kink, a jump or a pole, where the differences of ever
 * smaller steps do not agree, or those to the two sides. Smaller steps are tried until the slope is as `expected`, for a
 * faint kink beside 0 is seen by them only.
 */
export function slopeAtZero(f: (t: number) => number, expected: number): Slope | undefined {
  const value = f(0);
  if (!Number.isFinite(value)) return undefined;
  let best: (Slope & { readonly error: number; readonly agrees: boolean }) | undefined;
  for (const step of STEPS) {
    const { slope, error } = finiteDifference(f, 0, step, LEVELS);
    const size = Math.max(1, Math.abs(value), Math.abs(slope));
    if (!(error < 1e-6 * size) || !isSmooth(f, value, slope, step, size)) continue;
    const tolerance = 20 * error + 1e-7 * size;
    const agrees = Math.abs(slope - expected) <= tolerance;
    if (best === undefined || (agrees === best.agrees ? error < best.error : agrees))
      best = { slope, error, agrees, tolerance, size };
    if (agrees && error < 1e-9 * size) break;
  }
  return best;
}

/** Whether differences over a far smaller step agree with the slope, and those to the left with those to the right. */
function isSmooth(f: (t: number) => number, value: number, slope: number, step: number, size: number): boolean {
  const near = step / 4000;
  const [left, right] = [f(-near), f(near)];
  const agrees = Math.abs((right - left) / (2 * near) - slope) < 1e-4 * size;
  return agrees && Math.abs(right - 2 * value + left) / near < 1e-3 * size;
}
