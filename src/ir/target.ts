/** What the middle of the compiler must know of a target. */
export interface TargetFacts {
  /** Whether the target can write an operator; all others are decomposed. */
  readonly spells: (op: string) => boolean;
  /** Whether looking elementary functions up in tables is faster than calling the target's own. */
  readonly prefersTables: boolean;
  /** Whether a choice between two numbers is a jump, which costs much where it is guessed wrong. */
  readonly choosesByJump: boolean;
  /** Whether the outermost loops run at once. */
  readonly isParallel: boolean;
  /** The numbers that it computes with. */
  readonly computesIn: "f32" | "f64";
  /** The largest finite element of a real input. */
  readonly largestReal: number;
}

/** The norms that a plain sum of squares gives without overflow and underflow, and how large elements may be for all to be. */
export interface SafeNorms {
  readonly least: number;
  readonly most: number;
  readonly elements: number;
}

/** Of float32, elements of any size may underflow. */
export const SAFE_NORMS: Readonly<Record<"f32" | "f64", SafeNorms>> = {
  f32: { least: 1e-15, most: 1e15, elements: 0 },
  f64: { least: 1e-140, most: 1e150, elements: 1e150 },
};

export const LARGEST_FLOAT32 = 3.4028234663852886e38;
