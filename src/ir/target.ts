/** What the middle of the compiler must know of a target. */
export interface TargetFacts {
  /** Whether the target can write an operator; all others are decomposed. */
  readonly spells: (op: string) => boolean;
  /** Whether looking elementary functions up in tables is faster than calling the target's own. */
  readonly prefersTables: boolean;
  /** Whether a choice between two numbers is a jump, which costs much where it is guessed wrong. */
  readonly choosesByJump: boolean;
  /** The largest finite element of a real input. */
  readonly largestReal: number;
}

export const LARGEST_FLOAT32 = 3.4028234663852886e38;
