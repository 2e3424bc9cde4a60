import type { Node } from "../../ir/graph.ts";
import type { Expression, LoopNest } from "../../ir/loop.ts";
import type { Nests } from "../../schedule/compiled-loss.ts";
import type { KernelStyle } from "./kernel-style.ts";
import { printCondition } from "./print-kernel.ts";

/**
 * Statements that choose a nest by the frame, as lines of a function's body; `leaf` is what is done with each that does
 * something.
 */
export function printChoice(
  nests: Nests,
  leaf: (nest: LoopNest) => string,
  style: KernelStyle,
  indent = "  ",
): readonly string[] {
  if (nests.kind === "leaf") return nests.nest.statements.length === 0 ? [] : [indent + leaf(nests.nest)];
  const condition = expressionOf(nests.condition);
  const yes = printChoice(nests.yes, leaf, style, `${indent}  `);
  const no = printChoice(nests.no, leaf, style, `${indent}  `);
  if (yes.length === 0 && no.length === 0) return [];
  if (yes.length === 0) return [`${indent}if (${printCondition(not(condition), style)}) {`, ...no, `${indent}}`];
  const otherwise = no.length === 0 ? [] : [`${indent}} else {`, ...no];
  return [`${indent}if (${printCondition(condition, style)}) {`, ...yes, ...otherwise, `${indent}}`];
}

const not = (condition: Expression): Expression => ({ kind: "apply", op: "not", type: "bool", args: [condition] });

/** A condition on options and on which inputs were given. */
function expressionOf(node: Node): Expression {
  switch (node.kind) {
    case "constant":
      return { kind: "number", type: node.type, value: node.value };
    case "option":
      return { kind: "option", name: node.name, type: node.type };
    case "present":
      return { kind: "present", input: node.input };
    case "map":
      return { kind: "apply", op: node.op, type: node.type, args: node.args.map(expressionOf) };
    default:
      throw new Error(`losscc bug: a condition depends on data`);
  }
}

/** The loop nests that are chosen from. */
export function leavesOf(nests: Nests): readonly LoopNest[] {
  return nests.kind === "leaf" ? [nests.nest] : [...leavesOf(nests.yes), ...leavesOf(nests.no)];
}
