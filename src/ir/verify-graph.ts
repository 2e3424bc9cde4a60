import { unreachable } from "../support/unreachable.ts";
import { type FoldNode, isReduction, type MapNode, type Node, operands, type ScanNode } from "./graph.ts";
import { type Axis, type Scalar, sortAxes } from "./type.ts";
import { postorder } from "./walk.ts";

/** How an operator is typed: what the verifier asks of an entry of the operator table. */
export interface OperatorType {
  readonly arity: number;
  readonly signature: "real" | "number" | "int" | "compare" | "equal" | "logic" | "select" | "toReal";
}

/**
 * Throws where a node below `roots` breaks a promise of `Graph`: operands that are older, axes that follow from the
 * operands and are sorted, types and arities that the operator or fold allows, ints and bools that are such.
 * Takes time linear in the number of nodes.
 */
export function verifyGraph(roots: Iterable<Node>, operators: ReadonlyMap<string, OperatorType>): void {
  const axes = new Map<string, Axis>();
  const ids = new Set<number>();
  for (const node of postorder(roots)) {
    const wrong = commonComplaint(node, ids, axes) ?? complaint(node, operators);
    if (wrong !== undefined) throw new Error(`losscc bug: node ${node.id} (${describe(node)}): ${wrong}`);
  }
}

/** What is wrong with the fields that every node has, beside the `ids` and `axes` seen before, which it adds to. */
function commonComplaint(node: Node, ids: Set<number>, axes: Map<string, Axis>): string | undefined {
  if (ids.has(node.id)) return "another node has its id, so two graphs are mixed";
  ids.add(node.id);
  if (operands(node).some((operand) => operand.id >= node.id)) return "an operand is not older";
  for (const axis of node.kind === "fold" ? [...node.axes, ...node.bound] : node.axes) {
    if ((axes.get(axis.name) ?? axis) !== axis) return `two axes are called ${axis.name}`;
    axes.set(axis.name, axis);
  }
  const expected = expectedAxes(node);
  return sameAxes(node.axes, expected) ? undefined : `its axes are ${names(node.axes)}, expected ${names(expected)}`;
}

function describe(node: Node): string {
  switch (node.kind) {
    case "map":
      return `${node.op} of ${node.args.map((arg) => arg.type).join(", ")}`;
    case "fold":
      return `${node.fold} over ${names(node.bound)} of ${node.body.type}`;
    case "scan":
      return `${node.fold} along ${node.axis.name} of ${node.body.type}`;
    case "input":
      return `input ${node.input}`;
    default:
      return node.kind;
  }
}

function expectedAxes(node: Node): readonly Axis[] {
  const below = new Set(operands(node).flatMap((operand) => operand.axes));
  switch (node.kind) {
    case "index":
      return [node.axis];
    case "fold":
      return sortAxes([...below].filter((axis) => !node.bound.includes(axis)));
    case "read":
      return sortAxes(new Set([...node.of.axes.filter((axis) => axis !== node.axis), ...node.at.axes]));
    default:
      return sortAxes(below);
  }
}

/** What is wrong with the node's own fields, if anything is. */
function complaint(node: Node, operators: ReadonlyMap<string, OperatorType>): string | undefined {
  switch (node.kind) {
    case "constant":
      if (node.type === "bool" && node.value !== 0 && node.value !== 1) return `${node.value} is no bool`;
      return node.type === "int" && !isInt(node.value) ? `${node.value} is no int` : undefined;
    case "option":
      return undefined;
    case "present":
      return node.type === "bool" ? undefined : "it is not a bool";
    case "size":
    case "index":
      return node.type === "int" ? undefined : "it is not an int";
    case "input":
      return node.at.every((position) => position.type === "int") ? undefined : "a position is not an int";
    case "map": {
      const type = operators.get(node.op);
      return type === undefined ? "no such operator" : mapComplaint(node, type);
    }
    case "fold":
      return foldComplaint(node);
    case "scan":
      return scanComplaint(node);
    case "read":
      if (!isReduction(node.of)) return "it reads what is no fold or scan";
      if (!node.of.axes.includes(node.axis)) return "it reads along an axis that is not there";
      if (node.at.type !== "int") return "the position is not an int";
      return node.type === node.of.type ? undefined : "its type is not its scan's";
    default:
      return unreachable(node);
  }
}

function mapComplaint(node: MapNode, { arity, signature }: OperatorType): string | undefined {
  if (node.args.length !== arity) return `${arity} arguments expected, ${node.args.length} given`;
  const types = node.args.map((arg) => arg.type);
  const [args, result] = allowed(signature, types);
  if (types.some((type, place) => !args[place]!.includes(type))) {
    return `arguments expected: ${args.map((choices) => choices.join(" or ")).join(", ")}`;
  }
  return node.type === result ? undefined : `its type is ${node.type}, expected ${result}`;
}

/** For arguments of these types: the types that each may have, and the type of the result. */
function allowed(signature: OperatorType["signature"], types: readonly Scalar[]): [args: Scalar[][], result: Scalar] {
  const all = (...choices: Scalar[]) => types.map(() => choices);
  const first = types[0]!;
  switch (signature) {
    case "real":
      return [all("real"), "real"];
    case "number":
      return [all(first === "int" ? "int" : "real"), first];
    case "int":
      return [all("int"), "int"];
    case "compare":
      return [all(first === "int" ? "int" : "real"), "bool"];
    case "equal":
      return [all(first), "bool"];
    case "logic":
      return [all("bool"), "bool"];
    case "toReal":
      return [all("int"), "real"];
    case "select": {
      const value = types[1]!;
      return [[["bool"], [value], [value]], value];
    }
  }
}

function foldComplaint(node: FoldNode): string | undefined {
  if (node.bound.length === 0) return "it binds no axis";
  if (!sameAxes(node.bound, sortAxes(new Set(node.bound)))) return "its bound axes are not sorted and distinct";
  if (!node.bound.every((axis) => node.body.axes.includes(axis))) return "it binds an axis that its body does not have";
  return monoidComplaint(node);
}

function scanComplaint(node: ScanNode): string | undefined {
  if (!node.axes.includes(node.axis)) return "it runs along an axis that no operand has";
  if (node.exponent && (node.fold !== "sum" || node.exponent.type !== "real"))
    return "only a sum of reals has an exponent";
  return monoidComplaint(node);
}

function monoidComplaint(node: FoldNode | ScanNode): string | undefined {
  if (node.type !== node.body.type) return "its type is not its body's";
  const choices = foldTypes(node);
  return choices.includes(node.type) ? undefined : `a body of ${choices.join(" or ")} expected`;
}

function foldTypes(node: FoldNode | ScanNode): readonly Scalar[] {
  switch (node.fold) {
    case "sum":
    case "prod":
    case "max":
    case "min":
      return ["real", "int"];
    case "any":
    case "all":
      return ["bool"];
    case "logsumexp":
    case "norm":
      return ["real"];
  }
}

/** Ints may be infinite: so is the largest of no ints. */
function isInt(value: number): boolean {
  return Number.isInteger(value) || Math.abs(value) === Infinity;
}

function sameAxes(a: readonly Axis[], b: readonly Axis[]): boolean {
  return a.length === b.length && a.every((axis, place) => axis === b[place]);
}

function names(axes: readonly Axis[]): string {
  return `[${axes.map((axis) => axis.name).join(", ")}]`;
}
