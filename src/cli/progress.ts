import type { Terminal } from "./terminal.ts";

/** What a long command shows while it works. */
export interface Progress {
  show(text: string): void;
  /** Shows a text before work that leaves no time to draw; gives the terminal a turn. */
  render(text: string): Promise<void>;
  stop(): void;
}

const SILENT: Progress = { show() {}, async render() {}, stop() {} };

/** The spinner draws itself as often as this, in milliseconds. */
const DRAWN_EVERY = 80;

/** A spinner on stderr if that is a terminal, else nothing. */
export async function startProgress(text: string, terminal: Terminal, quiet: boolean): Promise<Progress> {
  if (quiet || terminal.stderr !== process.stderr || terminal.stderr.isTTY !== true) return SILENT;
  const { default: yoctoSpinner } = await import("yocto-spinner");
  const spinner = yoctoSpinner({ text, stream: process.stderr }).start();
  return {
    show: (next) => {
      spinner.text = next;
    },
    render: async (next) => {
      spinner.text = next;
      await new Promise((resolve) => setTimeout(resolve, DRAWN_EVERY));
    },
    stop: () => {
      spinner.stop();
    },
  };
}
