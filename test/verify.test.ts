import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkProgram } from "../src/check/check.ts";
import { compileLoss, LOSS_PASSES } from "../src/compile-loss.ts";
import { verifyGraph } from "../src/ir/verify-graph.ts";
import { verifyLoops } from "../src/ir/verify-loops.ts";
import { operators } from "../src/ops/index.ts";
import { simplifier } from "../src/rewrite/engine.ts";
import { stdlibSources } from "../src/stdlib-sources.ts";

const golden = new URL("./golden/", import.meta.url);
const sources = new Map<string, string>(
  readdirSync(golden, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [`${name}.loss`, readFileSync(new URL(`${name}/${name}.loss`, golden), "utf8")] as const),
);
for (const [path, text] of stdlibSources) sources.set(path.replace("std/", "stdlib-"), text);

const { files } = checkProgram(sources, { std: stdlibSources, simplify: simplifier([]) });

/** A target that has nothing but the operators that cannot be decomposed, and one that has tables too. */
const targets = [false, true].map((prefersTables) => ({
  spells: (op: string) => operators.get(op)?.decompose === undefined,
  prefersTables,
  choosesByJump: prefersTables,
  isParallel: false,
  computesIn: "f64" as const,
  largestReal: Number.MAX_VALUE,
}));

describe.each(files.flatMap(({ losses }) => losses).map((program) => [program.name, program] as const))(
  "%s is sound after every pass",
  (_, program) => {
    test.each(targets)("for a target with tables: $prefersTables", (target) => {
      const wrt = program.inputs.filter((input) => !input.constant).map(({ name }) => name);
      const seen = new Set<string>();
      compileLoss(program, wrt, target, (pass, stage) => {
        seen.add(pass);
        if (stage.kind === "graph")
          verifyGraph(
            stage.roots.map(({ node }) => node),
            operators,
          );
        else verifyLoops(stage.statements);
      });
      expect([...LOSS_PASSES].filter((pass) => !seen.has(pass))).toEqual([]);
    });
  },
);
