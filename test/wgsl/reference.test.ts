import { describe } from "vitest";
import { lossSources, stdlibSources } from "../reference/kernels.ts";
import { valueSuite } from "../reference/suite.ts";
import { hasAdapter } from "./adapter.ts";
import { wgsl } from "./backend.ts";

const standard = { sources: stdlibSources(), vectors: new URL("../reference/vectors/", import.meta.url) };

/** The difference of larger numbers, each right to the last place of float32, is left with fewer digits than promised. */
const CANCELLED = { "triplet 5x8-none-m0.1-p2": 4e-6 };

describe.runIf(await hasAdapter())("on WebGPU", () => {
  describe("the standard library", () => {
    valueSuite(wgsl(), standard, { except: CANCELLED });
  });

  // With subgroups only the sums differ: a loss of each shape will do.
  describe("with subgroups", () => {
    valueSuite(wgsl(["subgroups"]), standard, { losses: ["cross_entropy", "dice", "mse"] });
  });

  // A software adapter takes seconds to make the pipelines of each: these few, and not yet the others.
  describe("programs as users write them", () => {
    const losses = [
      "asymmetric",
      "brier",
      "categorical_dqn",
      "center",
      "crps_ensemble",
      "gaussian_nll",
      "heat_equation",
    ];
    const folder = new URL("../programs/", import.meta.url);
    const all = lossSources(new URL("losses/", folder));
    const sources = Object.fromEntries(
      ["geometry", ...losses].map((loss) => [`${loss}.loss`, all[`${loss}.loss`] ?? ""]),
    );
    valueSuite(wgsl(), { sources, vectors: new URL("vectors/", folder) }, { losses });
  });
});
