#!/usr/bin/env node
import { run } from "./program.ts";
import type { Terminal } from "./terminal.ts";

const terminal: Terminal = {
  cwd: process.cwd(),
  env: process.env,
  // Only who reads it opens it.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  onStop: (stop) => {
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  },
};

// A reader that has seen enough (`losscc … | head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await run(process.argv.slice(2), terminal);
