import { expect } from "vitest";

/** Whether two numbers agree within a relative error, or within a few of the smallest steps there are. NaN agrees with NaN only. */
export function closeTo(actual: number, expected: number, relative: number): boolean {
  if (Number.isNaN(expected) || Number.isNaN(actual)) return Number.isNaN(expected) && Number.isNaN(actual);
  if (actual === expected) return true;
  if (!Number.isFinite(expected)) return false;
  return Math.abs(actual - expected) <= relative * Math.abs(expected) + 8 * Number.MIN_VALUE;
}

/** Fails with the first few, of what may be thousands. */
export function expectNone(wrong: readonly string[]): void {
  expect(wrong.slice(0, 5)).toEqual([]);
}
