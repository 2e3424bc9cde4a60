import { type FoldName, type Graph, isReduction, type Node, type OpName, type Run } from "../ir/graph.ts";
import { type Axis, type Scalar } from "../ir/type.ts";
import { invariant } from "../support/invariant.ts";
import { folds } from "./folds.ts";
import { operator } from "./index.ts";
import type { Signature } from "./operator.ts";
import { axisPosition, plainPosition } from "./position.ts";
import { substitute } from "./substitute.ts";

/** Looks at each node as it is made, and may give an equal one in its place. */
export type Simplify = (node: Node, b: Build) => Node;

/** Makes typed nodes of one graph, simplified as they are made. */
export class Build {
  readonly graph: Graph;
  readonly #rules: Simplify | undefined;
  /** What nodes have become: a node is simplified once, however often it is made. */
  readonly #simple = new Map<Node, Node>();

  constructor(graph: Graph, simplify?: Simplify) {
    this.graph = graph;
    this.#rules = simplify;
  }

  /** What this makes of the operands of a map, a fold or a scan, if that is known. */
  known(node: Node): Node | undefined {
    if (node.kind !== "map" && !isReduction(node)) return undefined;
    return this.#rules === undefined ? node : this.#simple.get(node);
  }

  #simplify(node: Node): Node {
    if (this.#rules === undefined) return node;
    let simple = this.#simple.get(node);
    if (simple === undefined) {
      simple = this.#rules(node, this);
      this.#simple.set(node, simple);
    }
    return simple;
  }

  /** Applies an operator; ints become reals where its signature wants them. */
  map(op: OpName, ...args: Node[]): Node {
    const entry = operator(op);
    invariant(args.length === entry.arity, `${op} takes ${entry.arity} arguments`);
    const [type, wanted] = typed(entry.signature, args);
    const converted = wanted === "real" ? args.map((arg) => (arg.type === "int" ? this.toReal(arg) : arg)) : args;
    return this.#simplify(this.graph.map(op, type, converted));
  }

  /** Combines `body` over `bound`; axes that the body does not have repeat it. */
  fold(fold: FoldName, bound: readonly Axis[], body: Node): Node {
    const free = bound.filter((axis) => body.axes.includes(axis));
    const rest = bound.filter((axis) => !body.axes.includes(axis));
    const typed = (fold === "logsumexp" || fold === "norm") && body.type === "int" ? this.toReal(body) : body;
    const folded = free.length > 0 ? this.#simplify(this.graph.fold(fold, free, typed)) : typed;
    return rest.length > 0 ? this.#repeat(fold, this.sizeOf(rest), folded, free.length === 0) : folded;
  }

  /** Combines `body`, at each position of an axis, over the positions of a run. With an exponent, a sum in scaled form: see `ScanNode`. */
  scan(fold: FoldName, run: Run, body: Node, exponent?: Node): Node {
    const { axis, reversed, exclusive } = run;
    if (body.axes.includes(axis) || exponent?.axes.includes(axis))
      return this.#simplify(this.graph.scan(fold, run, body, exponent));
    const place = this.graph.index(axis);
    const times = reversed ? this.sub(this.graph.size(axis.extent), place) : this.add(place, this.int(1));
    return this.#repeat(fold, exclusive ? this.sub(times, this.int(1)) : times, body, true);
  }

  /**
   * `node`, mostly a scan along `axis`, at a position of it. At one position for each of the others this is a fold, and at
   * mirrored positions a scan from the other end.
   */
  read(node: Node, axis: Axis, at: Node): Node {
    if (node.kind !== "scan" || node.axis !== axis) return substitute(this, node, new Map([[axis, at]]));
    const { fold, reversed, exclusive, body, exponent } = node;
    const along = axisPosition(at);
    if (along?.axis === axis && !along.mirrored) return node;
    if (along?.axis.extent === axis.extent && (along.axis === axis || !node.axes.includes(along.axis))) {
      const moved = (part: Node) => substitute(this, part, new Map([[axis, at]]));
      const run = { axis: along.axis, reversed: reversed !== along.mirrored, exclusive };
      return this.scan(fold, run, moved(body), exponent && moved(exponent));
    }
    const rest = node.axes.filter((other) => other !== axis);
    if (exponent || !at.axes.every((other) => rest.includes(other))) return this.graph.read(node, axis, at);
    const reached = this.isReached(node, this.graph.index(axis), at);
    return this.fold(fold, [axis], this.select(reached, body, this.constantLike(folds[fold].identity, body)));
  }

  /** Whether what a scan has at a position is made of what is at a place. */
  isReached({ reversed, exclusive }: Run, place: Node, at: Node): Node {
    if (exclusive) return reversed ? this.gt(place, at) : this.lt(place, at);
    return reversed ? this.ge(place, at) : this.le(place, at);
  }

  /** An element of an input. */
  input(input: string, type: Scalar, at: readonly Node[]): Node {
    return this.graph.input(
      input,
      type,
      at.map((position) => plainPosition(this, position)),
    );
  }

  real(value: number): Node {
    return this.graph.real(value);
  }

  int(value: number): Node {
    return this.graph.int(value);
  }

  bool(value: boolean): Node {
    return this.graph.bool(value);
  }

  /** A constant of the type of `like`. */
  constantLike(value: number, like: Node): Node {
    return this.graph.constant(value, like.type);
  }

  toReal(x: Node): Node {
    return x.kind === "constant" ? this.graph.real(x.value) : this.graph.map("real", "real", [x]);
  }

  /** How many elements the axes have together. */
  sizeOf(axes: readonly Axis[]): Node {
    return axes.map((axis) => this.graph.size(axis.extent)).reduce((x, y) => this.mul(x, y), this.int(1));
  }

  add = (x: Node, y: Node): Node => this.map("add", x, y);
  sub = (x: Node, y: Node): Node => this.map("sub", x, y);
  mul = (x: Node, y: Node): Node => this.map("mul", x, y);
  div = (x: Node, y: Node): Node => this.map("div", x, y);
  neg = (x: Node): Node => this.map("neg", x);
  pow = (x: Node, y: Node): Node => this.map("pow", x, y);
  abs = (x: Node): Node => this.map("abs", x);
  exp = (x: Node): Node => this.map("exp", x);
  log = (x: Node): Node => this.map("log", x);
  log1p = (x: Node): Node => this.map("log1p", x);
  sigmoid = (x: Node): Node => this.map("sigmoid", x);
  min = (x: Node, y: Node): Node => this.map("min", x, y);
  max = (x: Node, y: Node): Node => this.map("max", x, y);
  eq = (x: Node, y: Node): Node => this.map("eq", x, y);
  ne = (x: Node, y: Node): Node => this.map("ne", x, y);
  lt = (x: Node, y: Node): Node => this.map("lt", x, y);
  le = (x: Node, y: Node): Node => this.map("le", x, y);
  gt = (x: Node, y: Node): Node => this.map("gt", x, y);
  ge = (x: Node, y: Node): Node => this.map("ge", x, y);
  and = (x: Node, y: Node): Node => this.map("and", x, y);
  or = (x: Node, y: Node): Node => this.map("or", x, y);
  not = (x: Node): Node => this.map("not", x);
  select = (c: Node, x: Node, y: Node): Node => this.map("select", c, x, y);
  sum = (bound: readonly Axis[], body: Node): Node => this.fold("sum", bound, body);

  /** What a fold gives that combines `x` with itself so many times. */
  #repeat(fold: FoldName, times: Node, x: Node, alone: boolean): Node {
    const orEmpty = (identity: number, repeated: Node) =>
      this.select(this.gt(times, this.int(0)), repeated, this.constantLike(identity, repeated));
    switch (fold) {
      case "sum":
        return x.kind === "constant" && Number.isFinite(x.value) ? this.mul(x, times) : orEmpty(0, this.mul(x, times));
      case "prod":
        return this.map("repeat_product", x, times);
      case "max":
        return orEmpty(-Infinity, x);
      case "min":
        return orEmpty(Infinity, x);
      case "any":
        return orEmpty(0, x);
      case "all":
        return orEmpty(1, x);
      case "logsumexp":
        return orEmpty(-Infinity, this.add(x, this.log(times)));
      case "norm":
        return orEmpty(0, this.mul(alone ? this.abs(x) : x, this.map("sqrt", times)));
    }
  }
}

/** The type of the result, and the type that number arguments are brought to. */
function typed(signature: Signature, args: readonly Node[]): [Scalar, Scalar | undefined] {
  const numbers = signature === "select" ? args.slice(1) : args;
  const anyReal = numbers.some((arg) => arg.type === "real");
  switch (signature) {
    case "real":
      return ["real", "real"];
    case "number":
      return anyReal ? ["real", "real"] : ["int", undefined];
    case "int":
      return ["int", undefined];
    case "compare":
    case "equal":
      return ["bool", anyReal ? "real" : undefined];
    case "logic":
      return ["bool", undefined];
    case "toReal":
      return ["real", undefined];
    case "select":
      return [anyReal ? "real" : numbers[0]!.type, anyReal ? "real" : undefined];
  }
}
