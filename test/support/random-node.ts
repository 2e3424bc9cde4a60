import type { FoldName, Node } from "../../src/ir/graph.ts";
import type { Axis, Scalar } from "../../src/ir/type.ts";
import type { Build } from "../../src/ops/build.ts";
import { operators } from "../../src/ops/index.ts";
import type { Random } from "../../src/support/random.ts";

/** Inputs along `R`, and along `R` and `K`, of each type. */
export const LEAVES: readonly { readonly name: string; readonly type: Scalar; readonly alongK: boolean }[] = [
  { name: "u", type: "real", alongK: false },
  { name: "v", type: "real", alongK: false },
  { name: "a", type: "real", alongK: true },
  { name: "p", type: "bool", alongK: false },
  { name: "q", type: "bool", alongK: true },
  { name: "n", type: "int", alongK: false },
  { name: "k", type: "int", alongK: true },
];

const CONSTANTS: Readonly<Record<Scalar, readonly number[]>> = {
  real: [0, 1, -1, 2, -2, 0.5, 3, 4, 1e-3, -0.25],
  int: [0, 1, -1, 2, 3],
  bool: [0, 1],
};

const FOLDS: Readonly<Record<Scalar, readonly FoldName[]>> = {
  real: ["sum", "prod", "max", "min", "logsumexp", "norm"],
  int: ["sum", "max", "min"],
  bool: ["any", "all"],
};

/** What a random graph has none of: indices out of range, and ints that are none, as a division of ints by zero gives. */
const LEFT_OUT = ["checked_index", "checked_order", "div_floor", "mod_floor", "repeat_product"];

/**
 * Random small graphs over the leaves and the axes `R` and `K`. Operators in `favoured` (folds as `fold NAME`) are
 * the likelier ones, and nodes that were made before come again.
 */
export class RandomNodes {
  readonly #b: Build;
  readonly #random: Random;
  readonly #favoured: readonly string[];
  readonly #constants: readonly number[];
  readonly #infinities: boolean;
  readonly #made: Node[] = [];
  readonly rows: Axis;
  readonly columns: Axis;

  /** `constants` are the likelier ones. `infinities`: whether they are among the others. */
  constructor(
    b: Build,
    random: Random,
    favoured: readonly string[],
    constants: readonly number[],
    infinities: boolean,
  ) {
    this.#b = b;
    this.#random = random;
    this.#favoured = favoured;
    this.#constants = constants;
    this.#infinities = infinities;
    this.rows = b.graph.axis("R");
    this.columns = b.graph.axis("K");
  }

  /** A node of a type, at most `depth` operators deep. */
  node(type: Scalar, depth: number): Node {
    const random = this.#random;
    const again = this.#made.filter((node) => node.type === type);
    if (again.length > 0 && random.chance(0.2)) return random.one(again);
    if (depth === 0 || random.chance(0.15)) return this.#leaf(type);
    const node = random.chance(0.85) ? this.#favouredOf(type, depth) : undefined;
    const made = node ?? this.#anyOf(type, depth);
    this.#made.push(made);
    return made;
  }

  /** A node of an operator, or of a fold named `fold NAME` or a scan named `scan NAME`, over random operands. */
  of(op: string, type: Scalar, depth: number): Node {
    if (op.startsWith("scan ")) {
      const run = { axis: this.columns, reversed: this.#random.chance(0.5), exclusive: this.#random.chance(0.5) };
      return this.#b.graph.scan(op.slice(5) as FoldName, run, this.#alongColumns(type, depth - 1));
    }
    if (op.startsWith("fold "))
      return this.#b.graph.fold(op.slice(5) as FoldName, [this.columns], this.#alongColumns(type, depth - 1));
    const { signature, arity } = operators.get(op)!;
    const argument = (argumentType: Scalar) => this.node(argumentType, depth - 1);
    switch (signature) {
      case "real":
      case "number":
        return this.#b.map(op, ...Array.from({ length: arity }, () => argument(type === "int" ? "int" : "real")));
      case "compare":
      case "equal": {
        const compared: Scalar = this.#random.chance(0.3) ? "int" : "real";
        return this.#b.map(op, argument(compared), argument(compared));
      }
      case "logic":
        return this.#b.map(op, ...Array.from({ length: arity }, () => argument("bool")));
      case "select":
        return this.#b.map(op, argument("bool"), argument(type), argument(type));
      case "int":
      case "toReal":
        return this.#b.map(op, ...Array.from({ length: arity }, () => argument("int")));
    }
  }

  #leaf(type: Scalar): Node {
    const { graph } = this.#b;
    if (type === "real" && this.#infinities && this.#random.chance(0.06))
      return graph.real(this.#random.one([Infinity, -Infinity]));
    const likely = this.#constants.filter((value) => type === "real" || (type === "int" && Number.isInteger(value)));
    if (likely.length > 0 && this.#random.chance(0.25)) return graph.constant(this.#random.one(likely), type);
    if (this.#random.chance(0.25)) return graph.constant(this.#random.one(CONSTANTS[type]), type);
    const { name, alongK } = this.#random.one(LEAVES.filter((leaf) => leaf.type === type));
    return graph.input(name, type, [graph.index(this.rows), ...(alongK ? [graph.index(this.columns)] : [])]);
  }

  #alongColumns(type: Scalar, depth: number): Node {
    for (let attempt = 0; attempt < 20; attempt++) {
      const node = this.node(type, depth);
      if (node.axes.includes(this.columns)) return node;
    }
    const { name } = LEAVES.find((leaf) => leaf.type === type && leaf.alongK)!;
    return this.#b.graph.input(name, type, [this.#b.graph.index(this.rows), this.#b.graph.index(this.columns)]);
  }

  #favouredOf(type: Scalar, depth: number): Node | undefined {
    const fitting = this.#favoured.filter((op) => results(op).includes(type));
    return fitting.length > 0 ? this.of(this.#random.one(fitting), type, depth) : undefined;
  }

  #anyOf(type: Scalar, depth: number): Node {
    const all = [...operators.keys(), ...FOLDS[type].map((fold) => `fold ${fold}`)].filter(
      (op) => !LEFT_OUT.includes(op),
    );
    return this.of(this.#random.one(all.filter((op) => results(op).includes(type))), type, depth);
  }
}

/** The types that an operator, a fold or a scan can give. */
function results(op: string): readonly Scalar[] {
  if (op.startsWith("fold ") || op.startsWith("scan ")) {
    const fold = op.slice(5) as FoldName;
    return (["real", "int", "bool"] as const).filter((type) => FOLDS[type].includes(fold));
  }
  switch (operators.get(op)!.signature) {
    case "real":
    case "toReal":
      return ["real"];
    case "number":
      return ["real", "int"];
    case "int":
      return ["int"];
    case "select":
      return ["real", "int", "bool"];
    default:
      return ["bool"];
  }
}
