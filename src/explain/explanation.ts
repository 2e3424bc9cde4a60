/** A formula on one line and, where it is long, on several. */
export interface Formula {
  /** What it defines, such as `p[n, c]`. */
  readonly name: string;
  readonly text: string;
  readonly lines: readonly string[];
  /** What it is, where that needs to be said. */
  readonly note?: string;
}

export interface FormulaGroup {
  readonly formulas: readonly Formula[];
  readonly where: readonly Formula[];
  /** How many further definitions are left out. */
  readonly omitted: number;
}

export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly doc: string;
  readonly domain?: string;
  readonly default?: string;
  readonly gradient?: boolean;
}

export interface Rewrite {
  readonly law: string;
  readonly reason: string;
  readonly count: number;
  /** The first places, as `before → after`, with the let that they stand in. */
  readonly examples: readonly { readonly before: string; readonly after: string; readonly within?: string }[];
}

/** A loop over an axis. */
export interface Sweep {
  readonly over: string;
  readonly size: string;
  /** Whether it runs from the last position to the first. */
  readonly reversed: boolean;
  /** The vector with the list that it walks, instead of all positions. */
  readonly list?: string;
  /** Why it is a loop of its own. */
  readonly reason?: string;
  readonly reads: readonly string[];
  readonly accumulates: readonly string[];
  readonly writes: readonly string[];
  /** For each step of this loop, those inside it apart. */
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** How often elementary functions are evaluated in each step. */
  readonly functions: Readonly<Record<string, number>>;
  /** The condition under which it runs. */
  readonly when?: string;
  readonly inner: readonly Sweep[];
}

export interface Schedule {
  /** What the call is taken to be: the choices that lead to this copy. */
  readonly chosen: readonly string[];
  readonly copies: number;
  readonly sweeps: readonly Sweep[];
  readonly scratch: readonly { readonly count: number; readonly along: string; readonly bytes: string }[];
  readonly inPlace: readonly string[];
}

/** All that `losscc explain` says of a loss. */
export interface Explanation {
  readonly file: string;
  readonly name: string;
  readonly doc: string;
  readonly inputs: readonly Parameter[];
  readonly options: readonly Parameter[];
  readonly loss: FormulaGroup;
  readonly gradient: FormulaGroup;
  readonly rewrites: readonly Rewrite[];
  readonly simplifications: number;
  readonly schedule: Schedule;
  readonly conventions: readonly string[];
  readonly accuracy: readonly string[];
}
