import { expect, test } from "vitest";
import { suggest } from "../../src/support/suggest.ts";

test.each([
  ["lgits", ["target", "logits"], "logits"],
  ["Logits", ["logits"], "logits"],
  ["n", ["N", "C"], "N"],
  ["n", ["C", "D"], undefined],
  ["tagret", ["target", "weight"], "target"],
  ["margin", ["logits", "target"], undefined],
  ["sum", ["size"], undefined],
  ["__proto__", ["constructor"], undefined],
])("%s among %j", (name, candidates, found) => {
  expect(suggest(name, candidates)).toBe(found);
});
