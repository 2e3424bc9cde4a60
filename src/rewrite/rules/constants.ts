import type { Node } from "../../ir/graph.ts";
import type { Build } from "../../ops/build.ts";
import { operator } from "../../ops/index.ts";

/** An operator of constants is a constant; what a constant condition decides is decided. */
export function foldConstants(node: Node, b: Build): Node | undefined {
  if (node.kind !== "map") return undefined;
  const [first, second, third] = node.args as [Node, Node, Node];
  switch (node.op) {
    case "checked_index":
    case "stop_gradient":
      return undefined;
    case "checked_order":
      return first.kind === "constant" && first.value >= 1 ? first : undefined;
    case "fallback":
      if (first.kind === "constant") return first.value !== 0 ? second : third;
      break;
    case "select":
      if (first.kind === "constant") return first.value !== 0 ? second : third;
      return node.type === "bool" ? choiceOfBools(b, first, second, third) : undefined;
    case "and":
    case "or":
      for (const [known, other] of [
        [first, second],
        [second, first],
      ] as const) {
        if (known.kind === "constant") return (known.value !== 0) === (node.op === "and") ? other : known;
      }
      return undefined;
    case "real":
      if (
        first.kind === "map" &&
        first.op === "select" &&
        first.args.slice(1).every((arg) => arg.kind === "constant")
      ) {
        return b.select(first.args[0]!, b.toReal(first.args[1]!), b.toReal(first.args[2]!));
      }
  }
  if (!node.args.every((arg) => arg.kind === "constant")) return undefined;
  const value = operator(node.op).meaning(...node.args.map((arg) => (arg as Node & { kind: "constant" }).value));
  return b.graph.constant(value, node.type);
}

function choiceOfBools(b: Build, condition: Node, yes: Node, no: Node): Node | undefined {
  if (yes.kind === "constant") return yes.value !== 0 ? b.or(condition, no) : b.and(b.not(condition), no);
  if (no.kind === "constant") return no.value !== 0 ? b.or(b.not(condition), yes) : b.and(condition, yes);
  return undefined;
}
