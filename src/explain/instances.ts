import { type Node, operands } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";

/** A node that is another one at other positions. */
export interface Instance {
  readonly of: Node;
  /** The position that stands for each axis of the other. */
  readonly at: ReadonlyMap<Axis, Node>;
}

/** As many nodes of one shape are tried. */
const MOST = 6;
/** Larger terms are not compared. */
const BUDGET = 2000;

/** Finds nodes that are others at other positions: `similarity[n′, n]`. The first of `nodes` are those that others are instances of. */
export function findInstances(nodes: readonly Node[], isWorth: (node: Node) => boolean): ReadonlyMap<Node, Instance> {
  const shapeOf = shapes(nodes);
  const models = new Map<number, Node[]>();
  const found = new Map<Node, Instance>();
  for (const node of nodes) {
    if (node.axes.length === 0 || !isWorth(node)) continue;
    const shape = shapeOf(node);
    const same = models.get(shape) ?? [];
    const instance = same
      .slice(0, MOST)
      .map((model) => ({ of: model, at: matchAt(model, node) }))
      .find((candidate): candidate is Instance => candidate.at !== undefined);
    if (instance !== undefined) found.set(node, instance);
    else models.set(shape, [...same, node]);
  }
  return found;
}

/** A number that is the same for nodes that differ in positions only. */
function shapes(nodes: readonly Node[]): (node: Node) => number {
  const numbers = new Map<string, number>();
  const known = new Map<Node, number>();
  for (const node of [...nodes].sort((a, b) => a.id - b.id)) {
    const below =
      node.kind === "input"
        ? ""
        : operands(node)
            .map((operand) => (operand.type === "int" ? "int" : known.get(operand)))
            .join(" ");
    const key = `${node.type} ${headOf(node)} ${below}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    known.set(node, numbers.get(key)!);
  }
  return (node) => known.get(node)!;
}

function headOf(node: Node): string {
  switch (node.kind) {
    case "map":
      return `map ${node.op}`;
    case "fold":
      return `fold ${node.fold} ${node.bound.length}`;
    case "input":
      return `input ${node.input}`;
    case "scan":
      return `scan ${node.fold} ${node.reversed} ${node.exclusive}`;
    case "index":
    case "read":
      return node.kind;
    default:
      return `leaf ${node.id}`;
  }
}

/** Which bound axes of a model and of a node stand for each other, from the inside out. */
interface Scope {
  readonly left: Axis;
  readonly right: Axis;
  readonly outer: Scope | undefined;
}

/** The positions at which `model` is `node`. */
export function matchAt(model: Node, node: Node): ReadonlyMap<Axis, Node> | undefined {
  const at = new Map<Axis, Node>();
  /** The axes along which scans run, in the scopes that they stand in. */
  const runs: Scope[] = [];
  const stack: { left: Node; right: Node; scope: Scope | undefined }[] = [
    { left: model, right: node, scope: undefined },
  ];
  for (let steps = 0; stack.length > 0; steps++) {
    const { left, right, scope } = stack.pop()!;
    if (steps > BUDGET) return undefined;
    if (left.kind === "index") {
      if (!fits(left.axis, right, scope, at)) return undefined;
      continue;
    }
    if (headOf(left) !== headOf(right) || left.type !== right.type) return undefined;
    let inner = scope;
    if (left.kind === "fold" && right.kind === "fold") {
      for (const [i, axis] of left.bound.entries()) {
        const other = right.bound[i]!;
        if (axis.extent !== other.extent) return undefined;
        inner = { left: axis, right: other, outer: inner };
      }
    }
    if (left.kind === "scan" && right.kind === "scan") runs.push({ left: left.axis, right: right.axis, outer: scope });
    if (left.kind === "read" && right.kind === "read") {
      if (left.axis.extent !== right.axis.extent) return undefined;
      stack.push({ left: left.at, right: right.at, scope });
      stack.push({ left: left.of, right: right.of, scope: { left: left.axis, right: right.axis, outer: scope } });
      continue;
    }
    const rights = operands(right);
    for (const [i, operand] of operands(left).entries()) stack.push({ left: operand, right: rights[i]!, scope: inner });
  }
  const alike = runs.every((run) => isSameRun(run, at));
  return alike && model.axes.every((axis) => at.has(axis)) ? at : undefined;
}

/** Whether two scans run along axes that stand for each other. */
function isSameRun({ left, right, outer }: Scope, at: ReadonlyMap<Axis, Node>): boolean {
  for (let s = outer; s !== undefined; s = s.outer)
    if (s.left === left || s.right === right) return s.left === left && s.right === right;
  const place = at.get(left);
  return place?.kind === "index" && place.axis === right;
}

/** Whether the position `right` stands where the model has its axis `left`. */
function fits(left: Axis, right: Node, scope: Scope | undefined, at: Map<Axis, Node>): boolean {
  for (let s = scope; s !== undefined; s = s.outer) {
    const same = right.kind === "index" && right.axis === s.right;
    if (s.left === left || same) return s.left === left && same;
    if (right.axes.includes(s.right)) return false;
  }
  const known = at.get(left);
  if (known === undefined) at.set(left, right);
  return known === undefined || known === right;
}
