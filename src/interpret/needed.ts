import type { MapNode, Node } from "../ir/graph.ts";
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

/**
 * The indices out of range among the elements that the roots need, where `if`, `and` and `or` need only the operand
 * that they take. `nodes` are those below the roots, operands first, and `values` their elements.
 */
export function indexErrors(
  roots: readonly Node[],
  nodes: readonly Node[],
  values: ReadonlyMap<Node, Float64Array>,
  layout: Layout,
  environment: Environment,
): IndexError[] {
  const errors: IndexError[] = [];
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

  for (const node of nodes.toReversed()) {
    if (!needed.get(node)!.includes(1)) continue;
    switch (node.kind) {
      case "map": {
        const [first, ...rest] = node.args;
        need(first!, node, always);
        const offsets = layout.offsets(node.axes, first!.axes);
        const decision = (element: number) => values.get(first!)![offsets[element]!]!;
        rest.forEach((arg, place) => need(arg, node, (element) => takes(node.op, place, decision(element))));
        if (node.op === "checked_index") errors.push(...outOfRange(node, values, layout, needed.get(node)!));
        break;
      }
      case "fold":
        need(node.body, node, always);
        break;
      case "input":
        invariant(environment.inputs.has(node.input), `the input ${node.input} is needed and was not given`);
        for (const coordinate of node.at) need(coordinate, node, always);
        break;
      default:
        break;
    }
  }
  return errors;
}

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
