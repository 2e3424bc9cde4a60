/** A declaration of a runtime: what generated modules may contain as text. */
export interface RuntimePart {
  readonly name: string;
  /** Other parts that it mentions. */
  readonly uses: readonly string[];
  readonly ts: string;
  /** Empty for a type. */
  readonly js: string;
}
