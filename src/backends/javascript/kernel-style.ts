/** What a kernel's text depends on beside its statements. */
export interface KernelStyle {
  /** Whether types are written. */
  readonly typed: boolean;
  /** The typed array of reals. */
  readonly realArray: "Float32Array" | "Float64Array";
  /** The frame's type. */
  readonly frame: string;
  /** The loss, as messages name it. */
  readonly loss: string;
  /** Whether elementary functions are the module's own fast ones, or those of Math. */
  readonly fast: boolean;
}
