import { type Disturb, type Environment, evaluate } from "../../src/interpret/interpret.ts";
import { Graph, type Node } from "../../src/ir/graph.ts";
import { postorder } from "../../src/ir/walk.ts";
import { Build } from "../../src/ops/build.ts";
import { operators } from "../../src/ops/index.ts";
import type { Rule } from "../../src/rewrite/rule.ts";
import { lawInstances } from "./law-instances.ts";
import { Random } from "../../src/support/random.ts";
import { LEAVES, RandomNodes } from "./random-node.ts";

/** A graph on which a rule fires, and what it gives. */
export interface Instance {
  readonly before: Node;
  readonly after: Node;
}

const SYMBOLS: readonly (readonly [symbol: string, ops: readonly string[]])[] = [
  ["+", ["add"]],
  ["-", ["sub", "neg"]],
  ["*", ["mul"]],
  ["/", ["div"]],
  ["^", ["pow"]],
  ["==", ["eq"]],
  ["!=", ["ne"]],
  ["<", ["lt"]],
  [">", ["gt"]],
  ["if", ["select"]],
  ["choice", ["select"]],
  ["sum", ["fold sum"]],
  ["cumsum", ["scan sum"]],
  ["norm", ["fold sum", "mul"]],
  ["exponential", ["exp", "exp", "exp", "sigmoid", "mul", "fold sum", "select"]],
];

/** The operators that a rule's law speaks of. */
function spokenOf(rule: Rule): string[] {
  const words = rule.law.match(/[a-z_0-9]+/g) ?? [];
  const named = words.filter((word) => operators.has(word));
  const meant = SYMBOLS.filter(([symbol]) => rule.law.includes(symbol)).flatMap(([, ops]) => ops);
  return [rule.on, ...named, ...meant];
}

/** The numbers that stand in its law. */
function numbersOf(rule: Rule): number[] {
  return (rule.law.match(/(?<![\w.])-?\d+(\.\d+)?/g) ?? []).map(Number);
}

const ATTEMPTS = 4000;

/** Small graphs on which `rule` fires, the smallest first: those of its law, and random ones, the same every time. */
export function instances(rule: Rule, count: number): Instance[] {
  const b = new Build(new Graph());
  const random = new Random(1);
  const found = new Map<Node, Node>();
  for (let attempt = 0; found.size < count && attempt < ATTEMPTS; attempt++) {
    const nodes = new RandomNodes(b, random, spokenOf(rule), numbersOf(rule), rule.warrant === "exact");
    const bool = ["logic", "equal", "compare"].includes(operators.get(rule.on)?.signature ?? "");
    const before = nodes.of(rule.on, bool ? "bool" : "real", 1 + random.below(4));
    const after = rule.apply(before, b);
    if (after !== undefined && after !== before) found.set(before, after);
  }
  return [...lawInstances(rule), ...[...found].map(([before, after]) => ({ before, after }))].sort(
    (x, y) => postorder([x.before]).length - postorder([y.before]).length,
  );
}

/** Random values for the leaves: `rows` rows of `columns` elements. Reals are drawn by `real`. */
export function leafData(rows: number, columns: number, real: (random: Random) => number): Environment {
  const random = new Random(2);
  const draw = { real: () => real(random), int: () => random.below(6) - 2, bool: () => random.below(2) };
  return {
    sizes: new Map([
      ["R", rows],
      ["K", columns],
    ]),
    inputs: new Map(
      LEAVES.map(({ name, type, alongK }) => {
        const shape = alongK ? [rows, columns] : [rows];
        return [name, { data: Array.from({ length: shape.reduce((x, y) => x * y, 1) }, draw[type]), shape }];
      }),
    ),
    options: new Map(),
    present: new Set(),
  };
}

/** Both sides for each element along R and K that either has, with the position of the element. */
export function bothSides({ before, after }: Instance, environment: Environment, disturb?: Disturb) {
  const axes = [...new Set([...before.axes, ...after.axes])].sort((x, y) => (x.name > y.name ? -1 : 1));
  const { values } = evaluate([before, after], environment, undefined, disturb);
  const [left, right] = [values(before, axes), values(after, axes)];
  const columns = axes.some((axis) => axis.name === "K") ? environment.sizes.get("K")! : 1;
  const along = axes.some((axis) => axis.name === "R");
  return [...left].map((value, at) => ({
    before: value,
    after: right[at]!,
    positions: new Map([
      ["R", along ? Math.floor(at / columns) : 0],
      ["K", at % columns],
    ]),
  }));
}

/** The element of an input at positions along its axes. */
export function leafAt(environment: Environment, input: string, positions: ReadonlyMap<string, number>): number {
  const { data, shape } = environment.inputs.get(input)!;
  const row = positions.get("R")!;
  return data[shape.length === 1 ? row : row * shape[1]! + positions.get("K")!]!;
}

/** The leaves of `root` at a row, for messages. */
export function leavesAt(root: Node, environment: Environment, positions: ReadonlyMap<string, number>): string {
  const names = new Set(postorder([root]).flatMap((node) => (node.kind === "input" ? [node.input] : [])));
  return [...names]
    .sort()
    .map((name) => {
      const { data, shape } = environment.inputs.get(name)!;
      const row = positions.get("R")!;
      return `${name} = ${shape.length === 1 ? data[row] : `[${Array.from({ length: shape[1]! }, (_, column) => data[row * shape[1]! + column])}]`}`;
    })
    .join(", ");
}
