import type { LoopNest } from "../ir/loop.ts";
import { javascriptFacts } from "../backends/javascript/facts.ts";
import { compileLoss } from "../compile-loss.ts";
import type { Node } from "../ir/graph.ts";
import type { LossProgram } from "../ir/program.ts";
import { operator } from "../ops/index.ts";
import type { Nests } from "../schedule/compiled-loss.ts";
import { replaceableInAll } from "../schedule/in-place.ts";
import type { Schedule } from "./explanation.ts";
import type { Names } from "./names.ts";
import { plainTerm } from "./plain-term.ts";
import { not } from "./term.ts";
import { sweepsOf } from "./sweeps.ts";

/** How `valueAndGrad` walks over the data, where a call leaves all to its default. */
export function scheduleOf(program: LossProgram, wrt: readonly string[], names: Names): Schedule {
  // Looking functions up in tables changes no loop, and hides which functions they are.
  const target = { ...javascriptFacts("f32", true), prefersTables: false };
  const { backward } = compileLoss(program, wrt, target, () => {});
  const choices: string[] = [];
  const nest = choose(backward, program, names, choices);
  const chosen = choices.filter((text) => !text.startsWith("reduction "));
  const byReduction = program.result.kind === "reduce" ? [`reduction "${program.result.reductions[0]!.name}"`] : [];
  const leaves = leavesOf(backward);
  return {
    chosen: [...byReduction, ...chosen],
    copies: leaves.length,
    sweeps: sweepsOf(nest.statements, names),
    scratch: scratchOf(nest, names),
    inPlace: replaceableInAll(leaves, wrt),
  };
}

function choose(nests: Nests, program: LossProgram, names: Names, chosen: string[]): LoopNest {
  if (nests.kind === "leaf") return nests.nest;
  const holds = valueOf(nests.condition, program) !== 0;
  chosen.push(conditionText(nests.condition, holds, names));
  return choose(holds ? nests.yes : nests.no, program, names, chosen);
}

/** The value of a condition on options and given inputs in a call that gives none that has a default. */
function valueOf(node: Node, program: LossProgram): number {
  switch (node.kind) {
    case "constant":
      return node.value;
    case "option":
      return node.name === "reduction" ? 0 : (program.options.find(({ name }) => name === node.name)?.default ?? NaN);
    case "map":
      return operator(node.op).meaning(...node.args.map((arg) => valueOf(arg, program)));
    default:
      return 0;
  }
}

function conditionText(node: Node, holds: boolean, names: Names): string {
  if (node.kind === "present") return `${node.input} ${holds ? "given" : "left out"}`;
  const term = plainTerm(node, names);
  return names.condition((holds ? term : not(term)).text);
}

const leavesOf = (nests: Nests): readonly LoopNest[] =>
  nests.kind === "leaf" ? [nests.nest] : [...leavesOf(nests.yes), ...leavesOf(nests.no)];

/** Vectors between loops: their number, and the bytes of all of them. */
function scratchOf({ scratch }: LoopNest, names: Names): Schedule["scratch"] {
  const groups = new Map<string, { along: string; bytes: number; count: number }>();
  for (const { type, extents } of scratch) {
    const along = extents.map(names.size).join("·");
    const bytes = type === "bool" ? 1 : 8;
    const group = groups.get(`${bytes} ${along}`) ?? { along, bytes, count: 0 };
    groups.set(`${bytes} ${along}`, { ...group, count: group.count + 1 });
  }
  return [...groups.values()].map(({ along, bytes, count }) => ({ along, count, bytes: `${bytes * count}·${along}` }));
}
