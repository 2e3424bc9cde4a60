import { type Node, operands, type Run } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import { unreachable } from "../support/unreachable.ts";
import type { Names } from "./names.ts";
import { foldNotation, notation } from "./notation.ts";
import { type Recognised, recognise } from "./recognise.ts";
import { atom, Binding, call, coefficient, linear, negated, type Term, within } from "./term.ts";

/** A node as it is shown: the nodes that stand in it, and how they are put together. */
export interface View {
  readonly parts: readonly Node[];
  readonly write: (terms: readonly Term[]) => Term;
}

export function viewOf(node: Node, names: Names): View {
  const known = recognise(node);
  if (known?.at !== undefined)
    return { parts: [...known.of, known.at], write: (terms) => writeSelected(known, terms, names) };
  if (known !== undefined) return { parts: known.of, write: (terms) => writeKnown(known, terms, names) };
  return { parts: operands(node), write: (terms) => write(node, terms, names) };
}

function write(node: Node, terms: readonly Term[], names: Names): Term {
  switch (node.kind) {
    case "constant":
      return node.type === "bool" ? atom(node.value === 0 ? "false" : "true") : coefficient(node.value);
    case "option":
      return atom(node.name);
    case "present":
      return call("given(", [atom(node.input)], ")");
    case "size":
      return atom(names.size(node.extent));
    case "index":
      return atom(names.index(node.axis));
    case "input":
      return element(names.input(node.input), terms);
    case "map":
      return notation(node.op)(...terms);
    case "fold":
      return foldNotation[node.fold](under(node.bound, names), terms[0]!);
    case "scan":
      return foldNotation[node.fold](`{${reach(node)}${names.index(node.axis)}}`, terms[0]!);
    case "read":
      return call(`${within(terms[0]!, Binding.tight)}[${names.index(node.axis)} = `, [terms[1]!], "]");
    default:
      return unreachable(node);
  }
}

/** How the positions that a scan combines are to its own. */
function reach({ reversed, exclusive }: Run): string {
  if (exclusive) return reversed ? ">" : "<";
  return reversed ? "≥" : "≤";
}

/** `name[positions]` */
export const element = (name: string, positions: readonly Term[]): Term =>
  positions.length === 0 ? atom(name) : call(`${name}[`, positions, "]");

function writeKnown({ name, negative, fold }: Recognised, [x, p]: readonly Term[], names: Names): Term {
  const axes = under(fold.bound, names);
  if (name === "mean") return linear(`mean_${axes}`, x!);
  const term = name === "norm" ? call("‖", [x!], `‖_{${p!.text}; ${axes}}`) : call(`${name}_${axes}(`, [x!], ")");
  return negative ? negated(term) : term;
}

/** `softmax_c(x)[c = i]` */
function writeSelected(known: Recognised, [x, at]: readonly Term[], names: Names): Term {
  const { text } = writeKnown({ ...known, negative: false }, [x!], names);
  const term = call(`${text}[${under(known.fold.bound, names)} = `, [at!], "]");
  return known.negative ? negated(term) : term;
}

/** Axes as a subscript. */
export function under(axes: readonly Axis[], names: Names): string {
  const indices = names.ordered(axes).map(names.index);
  return indices.length === 1 ? indices[0]! : `{${indices.join(",")}}`;
}
