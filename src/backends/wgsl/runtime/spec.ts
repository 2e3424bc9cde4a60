import type { Bound, LossSpec } from "../../module/runtime/spec.ts";

/** A number that a shader reads from its parameters. */
export type GpuParameter =
  | readonly ["infinity" | "nan"]
  | readonly ["size", ...string[]]
  | readonly ["real" | "int", string]
  | readonly ["start", string]
  | readonly ["limit", number, "real" | "int"]
  | readonly ["place", number]
  | readonly ["lanes" | "groups", number];

export interface GpuDispatch {
  readonly entry: string;
  readonly grid: readonly string[];
  /** The axes of each loop that the threads of an item share. */
  readonly shared?: readonly (readonly string[])[];
  readonly totals?: boolean;
  readonly bindings: readonly number[];
}

/** A kernel as one shader and what is needed to run it. */
export interface GpuProgram {
  readonly shader: string;
  readonly parameters: readonly GpuParameter[];
  /** What is bound at 1, 2, ...: "input x", "gradient x", "point", "scratch" or "status". Several are packed into one buffer. */
  readonly bindings: readonly (readonly string[])[];
  /** The axes of the vectors that are kept in the scratch buffer, behind the results and the parts of totals. */
  readonly vectors?: readonly (readonly string[])[];
  readonly totals?: number;
  readonly dispatches: readonly GpuDispatch[];
  /** What stands at the start of the scratch buffer at the end. */
  readonly results?: readonly string[];
  /** The inputs that their gradients may replace while it runs. */
  readonly replaces?: readonly string[];
}

/** What the calls of a loss need to know of it. The kernels give the position of their program. */
export interface GpuSpec extends LossSpec {
  readonly forward: (frame: never) => number;
  readonly backward: (frame: never) => number;
  readonly programs: readonly GpuProgram[];
  /** The positions of the programs that check data, and the numbers that they compare with. */
  readonly status?: (frame: never) => readonly number[];
  readonly limits?: readonly Bound[];
  /** Functions of WGSL that shaders may call, by name, those that others call before them. */
  readonly helpers: Readonly<Record<string, string>>;
}
