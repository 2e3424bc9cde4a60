import { unreachable } from "../support/unreachable.ts";
import { type Node, operands, type ScanNode } from "./graph.ts";
import type { Axis } from "./type.ts";
import { postorder } from "./walk.ts";

/** A root to print, under a name. */
export interface NamedRoot {
  readonly name: string;
  readonly node: Node;
}

/** Text, and how tightly its outermost operator binds: an operand of a tighter one is put in brackets. */
interface Printed {
  readonly text: string;
  readonly binding: number;
}

const INFIX: Readonly<Record<string, readonly [symbol: string, binding: number]>> = {
  or: ["or", 1],
  and: ["and", 2],
  eq: ["==", 4],
  ne: ["!=", 4],
  lt: ["<", 4],
  le: ["<=", 4],
  gt: [">", 4],
  ge: [">=", 4],
  add: ["+", 5],
  sub: ["-", 5],
  mul: ["*", 6],
  div: ["/", 6],
  pow: ["^", 8],
};
const LOOSEST = 0;
const NOT = 3;
const COMPARISON = 4;
const NEGATION = 7;
const TIGHTEST = 9;

/** A text that is longer becomes a binding of its own. */
const LONGEST = 100;

/**
 * Graphs as readable maths, one binding a line: `let t1: real[N] = sum[C](exp(logits[N, C]))`. A node gets a binding
 * when it is used twice, when its text is long, or when `names` has a name for it. The same graph gives the same text.
 */
export function printGraph(roots: readonly NamedRoot[], names: ReadonlyMap<Node, string> = new Map()): string {
  const nodes = postorder(roots.map((root) => root.node));
  const uses = new Map<Node, number>();
  for (const node of nodes) for (const operand of operands(node)) uses.set(operand, (uses.get(operand) ?? 0) + 1);

  const printed = new Map<Node, Printed>();
  const lines: string[] = [];
  const taken = new Set([...roots.map((root) => root.name), ...names.values()]);
  let count = 0;
  const fresh = () => {
    do count++;
    while (taken.has(`t${count}`));
    return `t${count}`;
  };
  for (const node of nodes) {
    const { text, binding } = print(node, printed);
    const shared = (uses.get(node) ?? 0) > 1 || names.has(node);
    if (operands(node).length === 0 || (!shared && text.length <= LONGEST) || isElement(node)) {
      printed.set(node, { text, binding });
    } else {
      const name = names.get(node) ?? fresh();
      lines.push(`let ${name}: ${node.type}${axisList(node.axes)} = ${text}`);
      printed.set(node, { text: name, binding: TIGHTEST });
    }
  }
  for (const { name, node } of roots)
    lines.push(`${name}: ${node.type}${axisList(node.axes)} = ${printed.get(node)!.text}`);
  return `${lines.join("\n")}\n`;
}

/** An input's element at the positions of axes themselves: as short as a name. */
function isElement(node: Node): boolean {
  return node.kind === "input" && node.at.every((position) => position.kind === "index");
}

function print(node: Node, printed: ReadonlyMap<Node, Printed>): Printed {
  const tight = (text: string): Printed => ({ text, binding: TIGHTEST });
  const whole = (operand: Node) => printed.get(operand)!.text;
  const within = (operand: Node, binding: number) => {
    const inner = printed.get(operand)!;
    return inner.binding < binding ? `(${inner.text})` : inner.text;
  };
  switch (node.kind) {
    case "constant":
      return constant(node.value, node.type);
    case "option":
      return tight(node.name);
    case "present":
      return tight(`present(${node.input})`);
    case "size":
      return tight(`size(${node.extent})`);
    case "index":
      return tight(`index(${node.axis.name})`);
    case "input": {
      const at = node.at.map((position) => (position.kind === "index" ? position.axis.name : whole(position)));
      return tight(at.length > 0 ? `${node.input}[${at.join(", ")}]` : node.input);
    }
    case "fold":
      return tight(`${node.fold}${axisList(node.bound)}(${whole(node.body)})`);
    case "scan":
      return tight(`${node.fold}[${reach(node)}](${operands(node).map(whole).join(" * exp ")})`);
    case "read":
      return tight(`${printed.get(node.of)!.text}[${node.axis.name} = ${whole(node.at)}]`);
    case "map": {
      const infix = INFIX[node.op];
      const [x, y, z] = node.args;
      if (node.op === "select")
        return { text: `if ${whole(x!)} then ${whole(y!)} else ${whole(z!)}`, binding: LOOSEST };
      if (node.op === "not") return { text: `not ${within(x!, NOT)}`, binding: NOT };
      if (node.op === "neg") return { text: `-${within(x!, NEGATION)}`, binding: NEGATION };
      if (infix === undefined) return tight(`${node.op}(${node.args.map(whole).join(", ")})`);
      const [symbol, binding] = infix;
      const left = within(x!, node.op === "pow" || binding === COMPARISON ? binding + 1 : binding);
      const right = within(y!, node.op === "pow" ? NEGATION : binding + 1);
      return { text: `${left} ${symbol} ${right}`, binding };
    }
    default:
      return unreachable(node);
  }
}

/** The positions that a scan combines at each position: up to it, or from it on, with it or without it. */
function reach({ axis, reversed, exclusive }: ScanNode): string {
  if (exclusive) return reversed ? `${axis.name}<..` : `..<${axis.name}`;
  return reversed ? `${axis.name}..` : `..${axis.name}`;
}

/** Reals always have a fraction or an exponent, ints never. */
function constant(value: number, type: Node["type"]): Printed {
  if (type === "bool") return { text: value === 1 ? "true" : "false", binding: TIGHTEST };
  const digits = Number.isFinite(value) ? String(Math.abs(value)) : Number.isNaN(value) ? "nan" : "inf";
  const text = type === "real" && /^\d+$/.test(digits) ? `${digits}.0` : digits;
  const negative = value < 0 || Object.is(value, -0);
  return negative ? { text: `-${text}`, binding: NEGATION } : { text, binding: TIGHTEST };
}

function axisList(axes: readonly Axis[]): string {
  return axes.length > 0 ? `[${axes.map((axis) => axis.name).join(", ")}]` : "";
}
