import { describe } from "vitest";
import { referenceSuite } from "./suite.ts";

describe("the standard library against PyTorch", () => {
  referenceSuite(new URL("vectors/", import.meta.url));
});

describe("regression losses with gradients of the target, as --wrt input,target makes them", () => {
  referenceSuite(new URL("vectors-with-targets/", import.meta.url), ["input", "target"]);
});
