import { describe } from "vitest";
import { stdlibSources } from "../reference/kernels.ts";
import { valueSuite } from "../reference/suite.ts";
import { hasAdapter } from "./adapter.ts";
import { wgsl } from "./backend.ts";

const standard = { sources: stdlibSources(), vectors: new URL("../reference/vectors/", import.meta.url) };

describe.runIf(await hasAdapter())("on WebGPU", () => {
  describe("the standard library", () => {
    valueSuite(wgsl(), standard);
  });

  // With subgroups only the sums differ: a loss of each shape will do.
  describe("with subgroups", () => {
    valueSuite(wgsl(["subgroups"]), standard, ["cross_entropy", "dice", "mse"]);
  });
});
