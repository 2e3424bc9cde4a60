import { rules, simplifier } from "../../src/rewrite/engine.ts";
import { printLoss } from "../support/print-loss.ts";
import { randomLoss } from "../support/random-graph.ts";
import { mutations, tokenSoup } from "../support/random-text.ts";
import { checkText, frontEndAgrees } from "./front-end.ts";
import { gradientAgrees } from "./gradient.ts";
import { holds } from "./holds.ts";
import { compiledAgrees } from "./kernel.ts";

const RUNS = 200;
const simplify = simplifier(rules);

const properties: Readonly<Record<string, (seed: number) => Promise<void>>> = {
  text: (seed) => holds(tokenSoup, RUNS, (text) => void checkText(text), String, seed),
  mistakes: (seed) =>
    holds(mutations(randomLoss("wild").map(printLoss)), RUNS, (text) => void checkText(text), String, seed),
  "front end": (seed) => holds(randomLoss("wild"), RUNS, frontEndAgrees, printLoss, seed),
  gradient: (seed) =>
    holds(
      randomLoss("smooth"),
      RUNS,
      (loss) => gradientAgrees(loss, simplify, { compared: 0, skipped: 0 }),
      printLoss,
      seed,
    ),
  "smooth kernel": (seed) => holds(randomLoss("smooth"), RUNS / 4, compiledAgrees, printLoss, seed),
  "wild kernel": (seed) => holds(randomLoss("wild"), RUNS / 4, compiledAgrees, printLoss, seed),
};

/** Tries the properties whose names contain `only` with ever new seeds for some minutes, and prints what fails. */
export async function fuzz(minutes: number, only: string, firstSeed: number): Promise<number> {
  const end = Date.now() + minutes * 60_000;
  let failures = 0;
  for (let seed = firstSeed; Date.now() < end; seed++) {
    for (const [name, property] of Object.entries(properties)) {
      if (!name.includes(only)) continue;
      try {
        await property(seed);
      } catch (error) {
        failures++;
        console.log(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  }
  return failures;
}
