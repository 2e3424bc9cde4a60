import type { Terminal } from "./terminal.ts";

/** What a long command shows while it works. */
export interface Progress {
  show(text: string): void;
  stop(): void;
}

const SILENT: Progress = { show() {}, stop() {} };

/** A spinner on stderr if that is a terminal, else nothing. */
export async function startProgress(text: string, terminal: Terminal, quiet: boolean): Promise<Progress> {
  if (quiet || terminal.stderr !== process.stderr || terminal.stderr.isTTY !== true) return SILENT;
  const { default: yoctoSpinner } = await import("yocto-spinner");
  const spinner = yoctoSpinner({ text, stream: process.stderr }).start();
  return {
    show: (next) => {
      spinner.text = next;
    },
    stop: () => {
      spinner.stop();
    },
  };
}
