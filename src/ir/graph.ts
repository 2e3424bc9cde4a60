import type { Place } from "../diagnostics/source.ts";
import { invariant } from "../support/invariant.ts";
import { type Axis, type Scalar, sortAxes, unionAxes, withoutAxes } from "./type.ts";

/** An operator of one element: a key of the operator table in `src/ops`. */
export type OpName = string;

/** A commutative monoid that a fold accumulates with: a key of the fold table in `src/ops`. */
export type FoldName = "sum" | "prod" | "max" | "min" | "any" | "all" | "logsumexp" | "norm";

interface Common {
  /** Position in the order of creation: arguments always have smaller ids. */
  readonly id: number;
  readonly type: Scalar;
  /** The free axes, sorted by name. The node is a scalar for each assignment of positions to them. */
  readonly axes: readonly Axis[];
}

export interface ConstantNode extends Common {
  readonly kind: "constant";
  /** A bool is 0 or 1. */
  readonly value: number;
}
/** An option of the call, `reduction` (an int: a position in its reductions), `INCOMING_GRADIENT` or `ASKS_METRICS`. */
export interface OptionNode extends Common {
  readonly kind: "option";
  readonly name: string;
}
/** Whether the call gave an input that has a default. */
export interface PresentNode extends Common {
  readonly kind: "present";
  readonly input: string;
}
export interface SizeNode extends Common {
  readonly kind: "size";
  readonly extent: string;
}
/** The position along an axis. */
export interface IndexNode extends Common {
  readonly kind: "index";
  readonly axis: Axis;
}
/** One element of an input: `at` has one int for each declared axis of the input. */
export interface InputNode extends Common {
  readonly kind: "input";
  readonly input: string;
  readonly at: readonly Node[];
}
export interface MapNode extends Common {
  readonly kind: "map";
  readonly op: OpName;
  readonly args: readonly Node[];
}
/** `body` combined over every position of `bound`, which are free in `body` and in nothing outside. */
export interface FoldNode extends Common {
  readonly kind: "fold";
  readonly fold: FoldName;
  readonly bound: readonly Axis[];
  readonly body: Node;
}

/** Which positions of its axis a scan combines at each: those up to it, or `reversed`: from it on; `exclusive`: without it. */
export interface Run {
  readonly axis: Axis;
  readonly reversed: boolean;
  readonly exclusive: boolean;
}

/** `body` combined, at each position of an axis, over the positions of a run. The axis is free in an operand and in the scan. */
export interface ScanNode extends Common, Run {
  readonly kind: "scan";
  readonly fold: FoldName;
  readonly body: Node;
  /**
   * Of a sum: its terms are `body * exp(exponent)`, which may be too large or too small for a float, and what the scan has is
   * their sum in parts of exp(m), m being the largest of these exponents. An exponent of -inf makes no term.
   */
  readonly exponent?: Node;
}
/**
 * What a scan has at the position `at` of its axis, which is bound in it. A schedule also reads folds so, along a free axis:
 * all that is read must be there before.
 */
export interface ReadNode extends Common {
  readonly kind: "read";
  readonly of: Reduction;
  readonly axis: Axis;
  readonly at: Node;
}

/**
 * A graph is an expression in index notation: each node is one number as a function of the positions
 * of its free axes. Selecting and renaming are substitutions, so they are not nodes; only a scan, which runs along its
 * axis, is read at other positions by a node.
 */
export type Node =
  | ConstantNode
  | OptionNode
  | PresentNode
  | SizeNode
  | IndexNode
  | InputNode
  | MapNode
  | FoldNode
  | ScanNode
  | ReadNode;

/** Whether a node is a constant of this value; a bool is 0 or 1. */
export const isConstant = (node: Node, value: number): boolean => node.kind === "constant" && node.value === value;

/** All positions whose runs have a position: the run of an adjoint. */
export const opposite = ({ axis, reversed, exclusive }: Run): Run => ({ axis, reversed: !reversed, exclusive });

/** The run of all other positions. */
export const complementary = ({ axis, reversed, exclusive }: Run): Run => ({
  axis,
  reversed: !reversed,
  exclusive: !exclusive,
});

export const isSameRun = (x: Run, y: Run): boolean =>
  x.axis === y.axis && x.reversed === y.reversed && x.exclusive === y.exclusive;

/** What combines elements along axes, and takes loops over them. */
export type Reduction = FoldNode | ScanNode;

export const isReduction = (node: Node): node is Reduction => node.kind === "fold" || node.kind === "scan";

/** The axes along which a reduction combines. */
export const combinedAxes = (node: Reduction): readonly Axis[] => (node.kind === "fold" ? node.bound : [node.axis]);

/** The nodes that `node` is made from, in order. */
export function operands(node: Node): readonly Node[] {
  switch (node.kind) {
    case "map":
      return node.args;
    case "fold":
      return [node.body];
    case "scan":
      return node.exponent ? [node.body, node.exponent] : [node.body];
    case "read":
      return [node.of, node.at];
    case "input":
      return node.at;
    default:
      return [];
  }
}

/**
 * Makes nodes, and is the only way to make one. Equal nodes are the same object,
 * so a common subexpression is computed once wherever graphs meet.
 */
export class Graph {
  readonly #nodes = new Map<string, Node>();
  /** Maps by operator, type and the ids of arguments: most nodes are maps, and numbers are found faster than texts. */
  readonly #maps = new Map<OpName, Record<Scalar, Map<number | string, Node>>>();
  #count = 0;
  readonly #axes = new Map<string, Axis>();
  readonly #spellings = new Map<Node, ReadonlySet<string>>();
  readonly #places = new Map<Node, Place>();

  /** Says how the source spells a node, for a message that may have to name it. */
  spell(node: Node, ...texts: readonly string[]): void {
    this.#spellings.set(node, new Set([...(this.#spellings.get(node) ?? []), ...texts]));
  }

  spellingsOf(node: Node): readonly string[] {
    return [...(this.#spellings.get(node) ?? [])];
  }

  /** The axis called `name`, made with `extent` (by default its own name) if it is new. */
  axis(name: string, extent: string = name): Axis {
    let axis = this.#axes.get(name);
    if (axis === undefined) {
      axis = { name, extent };
      this.#axes.set(name, axis);
    }
    return axis;
  }

  /** An axis of the same extent that is none of `avoid`, with a name that no source can spell. */
  otherAxis(like: Axis, avoid: readonly Axis[]): Axis {
    const stem = like.name.replace(/'.*$/, "");
    for (let count = 1; ; count++) {
      const axis = this.axis(`${stem}'${count}`, like.extent);
      if (!avoid.includes(axis)) return axis;
    }
  }

  constant(value: number, type: Scalar): Node {
    const text = Object.is(value, -0) ? "-0" : String(value);
    return this.#intern(`constant ${type} ${text}`, { kind: "constant", type, axes: [], value });
  }

  real(value: number): Node {
    return this.constant(value, "real");
  }

  int(value: number): Node {
    return this.constant(value, "int");
  }

  bool(value: boolean): Node {
    return this.constant(value ? 1 : 0, "bool");
  }

  option(name: string, type: Scalar): Node {
    return this.#intern(`option ${type} ${name}`, { kind: "option", type, axes: [], name });
  }

  present(input: string): Node {
    return this.#intern(`present ${input}`, { kind: "present", type: "bool", axes: [], input });
  }

  size(extent: string): Node {
    return this.#intern(`size ${extent}`, { kind: "size", type: "int", axes: [], extent });
  }

  index(axis: Axis): Node {
    return this.#intern(`index ${axis.name}`, { kind: "index", type: "int", axes: [axis], axis });
  }

  input(input: string, type: Scalar, at: readonly Node[]): Node {
    const axes = unionAxes(...at.map((coordinate) => coordinate.axes));
    return this.#intern(`input ${input} ${ids(at)}`, { kind: "input", type, axes, input, at });
  }

  map(op: OpName, type: Scalar, args: readonly Node[]): Node {
    let ofOperator = this.#maps.get(op);
    if (ofOperator === undefined) {
      ofOperator = { real: new Map(), int: new Map(), bool: new Map() };
      this.#maps.set(op, ofOperator);
    }
    const [first, second] = args;
    const key = args.length === 1 ? first!.id : args.length === 2 ? first!.id * MOST_NODES + second!.id : ids(args);
    let node = ofOperator[type].get(key);
    if (node === undefined) {
      const axes = unionAxes(...args.map((arg) => arg.axes));
      node = { id: this.#count++, kind: "map", type, axes, op, args };
      ofOperator[type].set(key, node);
    }
    return node;
  }

  fold(fold: FoldName, bound: readonly Axis[], body: Node): Node {
    invariant(
      bound.length > 0 && bound.every((axis) => body.axes.includes(axis)),
      "a fold binds free axes of its body",
    );
    const sorted = sortAxes(bound);
    const key = `fold ${fold} ${sorted.map((axis) => axis.name).join(",")} ${body.id}`;
    const axes = withoutAxes(body.axes, sorted);
    return this.#intern(key, { kind: "fold", type: body.type, axes, fold, bound: sorted, body });
  }

  scan(fold: FoldName, { axis, reversed, exclusive }: Run, body: Node, exponent?: Node): ScanNode {
    const axes = unionAxes(body.axes, exponent?.axes ?? []);
    invariant(axes.includes(axis), "a scan runs along a free axis of an operand");
    const key = `scan ${fold} ${axis.name} ${reversed} ${exclusive} ${body.id} ${exponent?.id}`;
    const { type } = body;
    const parts = { fold, axis, reversed, exclusive, body, ...(exponent && { exponent }) };
    return this.#intern(key, { kind: "scan", type, axes, ...parts }) as ScanNode;
  }

  read(of: Reduction, axis: Axis, at: Node): Node {
    const axes = unionAxes(withoutAxes(of.axes, [axis]), at.axes);
    return this.#intern(`read ${of.id} ${axis.name} ${at.id}`, { kind: "read", type: of.type, axes, of, axis, at });
  }

  /** Where the source says what a node is, as far as that is known. */
  placeOf(node: Node): Place | undefined {
    return this.#places.get(node);
  }

  /** Says where a node comes from, unless that is known. */
  setPlace(node: Node, place: Place | undefined): void {
    if (place !== undefined && !this.#places.has(node)) this.#places.set(node, place);
  }

  #intern(key: string, fields: DistributiveOmit<Node, "id">): Node {
    let node = this.#nodes.get(key);
    if (node === undefined) {
      node = { id: this.#count++, ...fields } as Node;
      this.#nodes.set(key, node);
    }
    return node;
  }
}

/** Two ids make one number that is exact. */
const MOST_NODES = 2 ** 26;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function ids(nodes: readonly Node[]): string {
  return nodes.map((node) => node.id).join(" ");
}
