/** Marks a place that the types prove cannot be reached; reaching it is a bug of ours. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
