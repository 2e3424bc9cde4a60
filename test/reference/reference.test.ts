import { describe } from "vitest";
import { typescript } from "./backend.ts";
import { stdlibSources } from "./kernels.ts";
import { referenceSuite } from "./suite.ts";

const sources = stdlibSources();

describe("the standard library against PyTorch", () => {
  referenceSuite(typescript, { sources, vectors: new URL("vectors/", import.meta.url) });
});

describe("regression losses with gradients of the target, as --wrt input,target makes them", () => {
  referenceSuite(typescript, {
    sources: Object.fromEntries(Object.entries(sources).filter(([name]) => /^(l1|mse|smooth_l1)\./.test(name))),
    vectors: new URL("vectors-with-targets/", import.meta.url),
    wrt: ["input", "target"],
  });
});
