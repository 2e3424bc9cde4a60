import type { LoopNest } from "../../src/ir/loop.ts";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { javascriptFacts } from "../../src/backends/javascript/facts.ts";
import { checkProgram } from "../../src/check/check.ts";
import { compileLoss } from "../../src/compile-loss.ts";
import { simplifier } from "../../src/rewrite/engine.ts";
import type { Nests } from "../../src/schedule/compiled-loss.ts";
import { stdlibSources } from "../../src/stdlib-sources.ts";
import { lossSources } from "../reference/kernels.ts";

/** The losses that keep more between loops than vectors along one axis, and why. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  // All words of a bag have the gradient of one vector: each would compute it again for itself.
  bag: ["D*V"],
  // The gradient of a running sum of running sums needs all of them again, backwards.
  both_axes: ["C*N"],
  // So does that of a softmax of a running sum along the other axis.
  running_softmax: ["C*N"],
  // And that of a running sum of shares, each row of which needs loops of its own.
  shares_so_far: ["C*N"],
  log_shares_so_far: ["C*N"],
};

const sources = new Map([
  ...stdlibSources,
  ...Object.entries(lossSources(new URL("../programs/losses/", import.meta.url))),
  ["schedule.loss", readFileSync(new URL("losses.loss", import.meta.url), "utf8")] as const,
]);

const leaves = (nests: Nests): readonly LoopNest[] =>
  nests.kind === "leaf" ? [nests.nest] : [...leaves(nests.yes), ...leaves(nests.no)];

test("what is kept between loops is vectors along one axis, and a position for each element of an index", () => {
  const { files } = checkProgram(sources, { std: stdlibSources, simplify: simplifier([]) });
  const programs = files.flatMap(({ losses }) => losses);
  const kept = programs.map((program) => {
    const wrt = program.inputs.filter((input) => !input.constant).map(({ name }) => name);
    const { forward, backward } = compileLoss(program, wrt, javascriptFacts("f32", true), () => {});
    const scratch = [...leaves(forward), ...leaves(backward)].flatMap((nest) => nest.scratch);
    const larger = scratch.filter(({ extents }) => extents.length > 1).map(({ extents }) => extents.join("*"));
    return [program.name, [...new Set(larger)]] as const;
  });
  expect(kept.length).toBeGreaterThan(130);
  expect(Object.fromEntries(kept.filter(([, larger]) => larger.length > 0))).toEqual(KEPT);
}, 120_000);
