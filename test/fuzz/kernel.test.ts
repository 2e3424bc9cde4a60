import { test } from "vitest";
import { printLoss } from "../support/print-loss.ts";
import { randomLoss } from "../support/random-graph.ts";
import { holds } from "./holds.ts";
import { compiledAgrees } from "./kernel.ts";

test(
  "kernels of smooth losses agree with the interpreter",
  () => holds(randomLoss("smooth"), 60, compiledAgrees, printLoss),
  60_000,
);

test("kernels of losses with infinities and indices out of range agree with the interpreter", () => {
  return holds(randomLoss("wild"), 60, compiledAgrees, printLoss);
}, 60_000);
