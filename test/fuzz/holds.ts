import fc from "fast-check";

const SEED = 20_250_101;

/**
 * Checks a property of generated values, the same each time unless `seed` is given. Rejects with the smallest value
 * that breaks it, as `show` prints it.
 */
export async function holds<T>(
  values: fc.Arbitrary<T>,
  numRuns: number,
  property: (value: T) => void | Promise<void>,
  show: (value: T) => string = String,
  seed = SEED,
): Promise<void> {
  const result = await fc.check(
    fc.asyncProperty(values, async (value) => {
      await property(value);
    }),
    { numRuns, seed },
  );
  if (!result.failed) return;
  const cause = result.errorInstance;
  const what = result.counterexample === null ? "" : show(result.counterexample[0]);
  throw new Error(
    `${cause instanceof Error ? cause.message : String(cause)}\n\nseed ${result.seed}, run ${result.numRuns}:\n${what}`,
    { cause },
  );
}
