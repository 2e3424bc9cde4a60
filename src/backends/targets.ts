/** A kernel technology that a build can choose. */
interface TargetChoice {
  readonly doc: string;
  /** The element types of real tensors that it has. */
  readonly dtypes: readonly ("f32" | "f64")[];
}

/** The targets, by the name that `--target` takes. Plain data: the command line must not load a backend to print its help. */
export const targets = {
  ts: { doc: "TypeScript or JavaScript", dtypes: ["f32", "f64"] },
  wgsl: { doc: "WebGPU, f32 only, with elementary functions of its own", dtypes: ["f32"] },
} as const satisfies Record<string, TargetChoice>;

export type Target = keyof typeof targets;
