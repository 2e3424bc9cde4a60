import { expect, test } from "vitest";
import { examine } from "../../src/examine/examine.ts";
import { printLoss } from "../support/print-loss.ts";
import { randomLoss } from "../support/random-graph.ts";
import { holds } from "./holds.ts";

test.each(["smooth", "wild"] as const)("the check of %s losses finds nothing wrong", (boldness) =>
  holds(
    randomLoss(boldness),
    20,
    async (loss) => {
      const { diagnostics } = await examine({ "fuzz.loss": printLoss(loss) }, { samples: 8, seed: 1 });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    },
    printLoss,
  ),
);
