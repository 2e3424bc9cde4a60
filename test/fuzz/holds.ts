import fc from "fast-check";

const SEED = 20_250_101;

/** Checks a property of generated values, the same each time, and shows the smallest value that breaks it as `show` prints it. */
export function holds<T>(values: fc.Arbitrary<T>, numRuns: number, property: (value: T) => void, show: (value: T) => string = String, seed = SEED): void {
  let told = "";
  const predicate = (value: T) => {
    try {
      property(value);
    } catch (error) {
      told = `${error instanceof Error ? error.message : String(error)}\n\n${show(value)}`;
      throw error;
    }
  };
  const result = fc.check(fc.property(values, predicate), { numRuns, seed, endOnFailure: false });
  if (result.failed) {
    // The smallest one was not the last to be tried.
    if (result.counterexample !== null) {
      try {
        predicate(result.counterexample[0]);
      } catch {
        // `told` has it.
      }
    }
    throw new Error(`seed ${result.seed}, path ${result.counterexamplePath}: ${told}`, { cause: result.errorInstance });
  }
}
