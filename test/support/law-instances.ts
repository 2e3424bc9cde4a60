import { checkProgram } from "../../src/check/check.ts";
import { type Graph, isReduction, type Node } from "../../src/ir/graph.ts";
import { postorder } from "../../src/ir/walk.ts";
import { Build } from "../../src/ops/build.ts";
import { rebuildAll } from "../../src/ops/rebuild.ts";
import { rules, simplifier } from "../../src/rewrite/engine.ts";
import type { Rule } from "../../src/rewrite/rule.ts";

const foldConstants = simplifier([]);

/** What the other rules make of a node. */
function byOthers(graph: Graph, rule: Rule, node: Node): Node {
  const b = new Build(graph, simplifier(rules.filter((other) => other !== rule)));
  return rebuildAll(b, [node])(node);
}

/** What the letters of a law may stand for. */
const MEANINGS: readonly Readonly<Record<string, string>>[] = [
  { a: "p", b: "q", c: "p", d: "q", x: "u", y: "v", z: "a", w: "u * v", n: "n", m: "k", t: "if p then 1 else 0" },
  { a: "u > v", b: "p", c: "q", d: "p", x: "a", y: "u", z: "v", w: "1", n: "k", m: "n", t: "if q then 1 else 0" },
  { a: "u", b: "v", c: "-2", d: "3", x: "u", y: "v", z: "a", w: "u + v", n: "n", m: "k", t: "v" },
  { a: "u", b: "a", c: "p", d: "2", x: "v", y: "u", z: "a", w: "u + v", n: "n", m: "k", t: "a" },
  { a: "a", b: "u", c: "u", d: "v", x: "a", y: "u", z: "v", w: "3", n: "n", m: "k", t: "if p then 1 else 0" },
];

/**
 * The graphs that a law's own left side spells, if it is an expression of the language, as it is or after the other rules, and on which
 * its rule fires.
 */
export function lawInstances(rule: Rule): { before: Node; after: Node }[] {
  const [left] = rule.law.split(" = ");
  const found: { before: Node; after: Node }[] = [];
  for (const meaning of MEANINGS) {
    for (const number of [left, `if ${left} then 1 else 0`]) {
      const text = [
        `fn left[K](${Object.keys(meaning).join(", ")}) = ${number}`,
        "loss law(u: [R], v: [R], a: [R, K], p: [R] of bool, q: [R, K] of bool, n: [R] of R, k: [R, K] of K) {",
        `  reduce left[K](${Object.values(meaning).join(", ")})`,
        "}",
      ].join("\n");
      const { files } = checkProgram(new Map([["law.loss", text]]), { std: new Map(), simplify: foldConstants });
      const program = files[0]?.losses[0];
      if (program?.result.kind !== "reduce") continue;
      const b = new Build(program.graph);
      const { point } = program.result;
      for (const before of postorder([point, byOthers(program.graph, rule, point)])) {
        const fits =
          before.kind === "map"
            ? before.op === rule.on
            : isReduction(before) && `${before.kind} ${before.fold}` === rule.on;
        const after = fits ? rule.apply(before, b) : undefined;
        if (after !== undefined && after !== before) found.push({ before, after });
      }
    }
  }
  return found;
}
