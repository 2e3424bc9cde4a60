import { expect, test } from "vitest";
import { reportLine } from "../../src/examine/report-line.ts";

const report = {
  loss: "t",
  slopeError: 0,
  ulps: 0.5,
  compared: 4,
  kinks: 0,
  failures: [],
  undefinedGradients: [],
  still: [],
};

test.each([
  [64, 64, 64, "64 samples, "],
  [1, 1, 1, "1 sample, "],
  [64, 8, 8, "8 of 64 samples (the loss is large), "],
  [64, 64, 60, "60 of 64 samples (others have no finite value), "],
  [64, 8, 7, "7 of 64 samples (the loss is large; others have no finite value), "],
])("of %i calls that were asked for, %i drawn and %i compared", (asked, drawn, samples, text) => {
  expect(reportLine({ ...report, asked, drawn, samples }, 1)).toContain(`t  ok  ${text}gradients within`);
});
