import { expect, test } from "vitest";
import { exactRules, rules, simplifier } from "../../src/rewrite/engine.ts";
import { printLoss } from "../support/print-loss.ts";
import { randomLoss } from "../support/random-graph.ts";
import { type Comparisons, gradientAgrees } from "./gradient.ts";
import { holds } from "./holds.ts";

test.each([
  ["as written", simplifier([])],
  ["with exact rules", simplifier(exactRules)],
  ["with all rules", simplifier(rules)],
])("gradients agree with differences, %s", async (_, simplify) => {
  const count: Comparisons = { compared: 0, skipped: 0 };
  await holds(randomLoss("smooth"), 150, (loss) => gradientAgrees(loss, simplify, count), printLoss);
  expect(count.compared).toBeGreaterThan(4 * count.skipped);
});
