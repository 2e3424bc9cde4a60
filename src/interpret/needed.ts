import { type MapNode, type Node, operands, type ReadNode, type ScanNode } from "../ir/graph.ts";
import { type Axis, withoutAxes } from "../ir/type.ts";
import { invariant } from "../support/invariant.ts";
import type { Environment } from "./interpret.ts";
import type { Layout } from "./layout.ts";

/** An index out of range that a root needs. */
export interface IndexError {
  /** The `checked_index`. */
  readonly node: MapNode;
  /** The element of it, row-major along its axes. */
  readonly element: number;
  readonly index: number;
  readonly size: number;
}

/** What makes a call an error. */
export interface CallErrors {
  readonly indexErrors: readonly IndexError[];
  /** The `checked_order`s that are below 1 where a root needs them. */
  readonly orderErrors: readonly MapNode[];
}

/**
 * The indices out of range, and the orders below 1, among the elements that the roots need, where `if`, `and` and `or` need only the operand
 * that they take. `nodes` are those below the roots, operands first, and `values` their elements.
 */
export function callErrors(
  roots: readonly Node[],
  nodes: readonly Node[],
  values: ReadonlyMap<Node, Float64Array>,
  layout: Layout,
  environment: Environment,
): CallErrors {
  const indices: IndexError[] = [];
  const orders: MapNode[] = [];
  const needed = new Map(nodes.map((node) => [node, new Uint8Array(values.get(node)!.length)]));
  for (const root of roots) needed.get(root)!.fill(1);

  const need = (operand: Node, node: Node, isNeeded: (element: number) => boolean) => {
    const axes = node.kind === "fold" ? node.body.axes : node.axes;
    const inNode = layout.offsets(axes, node.axes);
    const inOperand = layout.offsets(axes, operand.axes);
    const own = needed.get(node)!;
    const mask = needed.get(operand)!;
    inNode.forEach((element, at) => {
      if (own[element] === 1 && isNeeded(element)) mask[inOperand[at]!] = 1;
    });
  };
  const always = () => true;
  /** All that the needed elements of a scan combine. */
  const needRuns = (scan: ScanNode) => {
    const { axes, axis, reversed, exclusive } = scan;
    const rows = lastly(axis, axes);
    const offsets = layout.offsets(rows, axes);
    const parts = operands(scan).map((part) => ({ mask: needed.get(part)!, at: layout.offsets(rows, part.axes) }));
    const length = layout.size(axis.extent);
    for (let start = 0; start < offsets.length; start += length) {
      let isNeeded = 0;
      for (let place = 0; place < length; place++) {
        const element = start + (reversed ? place : length - 1 - place);
        const isOwnNeeded = needed.get(scan)![offsets[element]!]!;
        if (!exclusive) isNeeded |= isOwnNeeded;
        if (isNeeded === 1) for (const { mask, at } of parts) mask[at[element]!] = 1;
        isNeeded |= isOwnNeeded;
      }
    }
  };
  const needElements = (read: ReadNode) => {
    const { axes, of, axis, at } = read;
    const offsets = layout.offsets(lastly(axis, of.axes), of.axes);
    const row = layout.offsets(axes, withoutAxes(of.axes, [axis]));
    const place = layout.offsets(axes, at.axes);
    const length = layout.size(axis.extent);
    needed.get(read)!.forEach((isNeeded, element) => {
      const position = values.get(at)![place[element]!]!;
      if (isNeeded === 1 && position >= 0 && position < length)
        needed.get(of)![offsets[row[element]! * length + position]!] = 1;
    });
  };

  for (const node of nodes.toReversed()) {
    if (!needed.get(node)!.includes(1)) continue;
    switch (node.kind) {
      case "map": {
        const [first, ...rest] = node.args;
        need(first!, node, always);
        const offsets = layout.offsets(node.axes, first!.axes);
        const decision = (element: number) => values.get(first!)![offsets[element]!]!;
        rest.forEach((arg, place) => need(arg, node, (element) => takes(node.op, place, decision(element))));
        if (node.op === "checked_index") indices.push(...outOfRange(node, values, layout, needed.get(node)!));
        if (node.op === "checked_order" && values.get(node)!.some((order) => !(order >= 1))) orders.push(node);
        break;
      }
      case "fold":
        need(node.body, node, always);
        break;
      case "scan":
        needRuns(node);
        break;
      case "read":
        need(node.at, node, always);
        needElements(node);
        break;
      case "input":
        invariant(environment.inputs.has(node.input), `the input ${node.input} is needed and was not given`);
        for (const coordinate of node.at) need(coordinate, node, always);
        break;
      default:
        break;
    }
  }
  return { indexErrors: indices, orderErrors: orders };
}

const lastly = (axis: Axis, axes: readonly Axis[]): readonly Axis[] => [...withoutAxes(axes, [axis]), axis];

/** Whether an operator needs the argument at `place` after its first, which has the value `first`. */
function takes(op: string, place: number, first: number): boolean {
  switch (op) {
    case "select":
      return place === 0 ? first === 1 : first === 0;
    case "and":
      return first === 1;
    case "or":
      return first === 0;
    default:
      return true;
  }
}

function outOfRange(
  node: MapNode,
  values: ReadonlyMap<Node, Float64Array>,
  layout: Layout,
  needed: Uint8Array,
): IndexError[] {
  const [indices, sizes] = node.args.map((arg) =>
    Float64Array.from(layout.offsets(node.axes, arg.axes), (offset) => values.get(arg)![offset]!),
  );
  const errors: IndexError[] = [];
  needed.forEach((isNeeded, element) => {
    const index = indices![element]!;
    const size = sizes![element]!;
    if (isNeeded === 1 && !(index >= 0 && index < size)) errors.push({ node, element, index, size });
  });
  return errors;
}
