import pc from "picocolors";

/** A stream to print on; `isTTY` as Node's streams have it. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

/** Everything that a command sees of the process around it, so that tests can stand in for it. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Calls back once, when the user asks a watching command to stop. */
  readonly onStop: (stop: () => void) => void;
}

export type Colors = ReturnType<typeof pc.createColors>;

/** Colours for a stream: only on a terminal that shows them, and never with NO_COLOR set. */
export function colorsFor(output: Output, env: Terminal["env"]): Colors {
  const wanted = output.isTTY === true && env["TERM"] !== "dumb" && !env["NO_COLOR"];
  return pc.createColors(wanted);
}
