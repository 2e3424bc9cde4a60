import { describe } from "vitest";
import { typescript } from "../reference/backend.ts";
import { lossSources } from "../reference/kernels.ts";
import { referenceSuite } from "../reference/suite.ts";

describe("programs as users write them against PyTorch", () => {
  referenceSuite(typescript, {
    sources: lossSources(new URL("losses/", import.meta.url)),
    vectors: new URL("vectors/", import.meta.url),
  });
});
