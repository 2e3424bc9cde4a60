/** Throws when our own reasoning is wrong. A user's mistake is a diagnostic, never this. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`losscc bug: ${message}`);
}
