import {
  type FoldNode,
  type InputNode,
  type MapNode,
  type Node,
  operands,
  type ReadNode,
  type ScanNode,
} from "../ir/graph.ts";
import { type Axis, withoutAxes } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import { operator } from "../ops/index.ts";
import { invariant } from "../support/invariant.ts";
import { unreachable } from "../support/unreachable.ts";
import { foldMeaning, scaledSum } from "./fold-meaning.ts";
import { Layout } from "./layout.ts";
import { type CallErrors, callErrors } from "./needed.ts";

/** An input's elements, row-major. `shape` has one size for each declared axis; a starred axis has the product of its dimensions. */
export interface InputArray {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** All that the value of a graph depends on. A bool is 0 or 1. */
export interface Environment {
  /** The number of positions along each declared axis, by its name. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly inputs: ReadonlyMap<string, InputArray>;
  readonly options: ReadonlyMap<string, number>;
  /** The inputs that were given, for those that have a default. */
  readonly present: ReadonlySet<string>;
}

export interface Evaluation {
  /** The elements of a node below the roots, row-major along `axes`, by default its own. Axes that it does not have repeat it. */
  readonly values: (node: Node, axes?: readonly Axis[]) => Float64Array;
}

/** With what the roots need and the call must not have: if there is anything, the call is an error and the values mean nothing. */
export interface Interpretation extends Evaluation, CallErrors {}

/** Changes the elements of a node before others read them: to see what rounding them differently would do. */
export type Disturb = (node: Node, elements: Float64Array) => Float64Array;

/**
 * What a graph means, in float64: every node as a whole array, operands first, so that depth costs no stack.
 *
 * The branch of a `select` that is not taken has elements too. They cannot be seen: all operators are total, and of an
 * index out of range (clamped here) it is decided afterwards whether any root needs it.
 */
export function interpret(roots: Iterable<Node>, environment: Environment): Interpretation {
  const all = [...roots];
  const layout = new Layout(environment.sizes);
  const { nodes, elements, values } = evaluateNodes(all, environment, layout);
  return { values, ...callErrors(all, nodes, elements, layout, environment) };
}

/** The same of a call that is known to have all its indices in range. Calls of the same sizes may share a layout. */
export function evaluate(
  roots: Iterable<Node>,
  environment: Environment,
  layout: Layout = new Layout(environment.sizes),
  disturb?: Disturb,
): Evaluation {
  return evaluateNodes(roots, environment, layout, disturb);
}

/**
 * The elements of a root as a function of those of one input of a call, which is known to have all its indices in range. What does
 * not depend on the input is evaluated once. The elements are good until the next call.
 */
export function functionOf(
  root: Node,
  input: string,
  environment: Environment,
  layout: Layout,
): (data: ArrayLike<number>) => Evaluation {
  const { nodes, elements: made } = evaluateNodes([root], environment, layout);
  const moving = new Set<Node>();
  for (const node of nodes) {
    const isInput = node.kind === "input" && node.input === input;
    if (isInput || operands(node).some((operand) => moving.has(operand))) moving.add(node);
  }
  const { shape } = environment.inputs.get(input)!;
  return (data) => {
    const inputs = new Map(environment.inputs).set(input, { data, shape });
    const moved = { ...environment, inputs };
    for (const node of moving) made.set(node, elements(node, made, layout, moved));
    return { values: (node, axes = node.axes) => spread(node, made, layout, axes).slice() };
  };
}

function evaluateNodes(
  roots: Iterable<Node>,
  environment: Environment,
  layout: Layout,
  disturb: Disturb = (_, made) => made,
) {
  const nodes = postorder(roots);
  const made = new Map<Node, Float64Array>();
  for (const node of nodes) made.set(node, disturb(node, elements(node, made, layout, environment)));
  const values = (node: Node, axes = node.axes) => spread(node, made, layout, axes).slice();
  return { nodes, elements: made, values };
}

function elements(
  node: Node,
  values: ReadonlyMap<Node, Float64Array>,
  layout: Layout,
  environment: Environment,
): Float64Array {
  switch (node.kind) {
    case "constant":
      return Float64Array.of(node.value);
    case "option": {
      const value = environment.options.get(node.name);
      invariant(value !== undefined, `no value for the option ${node.name}`);
      return Float64Array.of(value);
    }
    case "present":
      return Float64Array.of(environment.present.has(node.input) ? 1 : 0);
    case "size":
      return Float64Array.of(layout.size(node.extent));
    case "index":
      return Float64Array.from({ length: layout.size(node.axis.extent) }, (_, position) => position);
    case "input":
      return inputElements(node, values, layout, environment.inputs.get(node.input));
    case "map":
      return mapElements(node, values, layout);
    case "fold":
      return foldElements(node, values, layout);
    case "scan":
      return scanElements(node, values, layout);
    case "read":
      return readElements(node, values, layout);
    default:
      return unreachable(node);
  }
}

/** The elements of `node`, repeated along `axes`, of which it must have no others. */
function spread(
  node: Node,
  values: ReadonlyMap<Node, Float64Array>,
  layout: Layout,
  axes: readonly Axis[],
): Float64Array {
  const own = values.get(node);
  invariant(own !== undefined, "a node below the roots");
  invariant(
    node.axes.every((axis) => axes.includes(axis)),
    "axes that the node has are all given",
  );
  const offsets = layout.offsets(axes, node.axes);
  const result = new Float64Array(offsets.length);
  for (let element = 0; element < result.length; element++) result[element] = own[offsets[element]!]!;
  return result;
}

/** An input that was not given, or a position outside it, reads as NaN. */
function inputElements(
  node: InputNode,
  values: ReadonlyMap<Node, Float64Array>,
  layout: Layout,
  input: InputArray | undefined,
): Float64Array {
  const result = new Float64Array(layout.length(node.axes)).fill(NaN);
  if (input === undefined) return result;
  invariant(input.shape.length === node.at.length, `${node.input} has ${node.at.length} axes`);
  const coordinates = node.at.map((coordinate) => spread(coordinate, values, layout, node.axes));
  for (let element = 0; element < result.length; element++) {
    let offset = 0;
    let inside = true;
    input.shape.forEach((size, dimension) => {
      const position = coordinates[dimension]![element]!;
      inside &&= position >= 0 && position < size;
      offset = offset * size + position;
    });
    if (inside) result[element] = input.data[offset]!;
  }
  return result;
}

function mapElements(node: MapNode, values: ReadonlyMap<Node, Float64Array>, layout: Layout): Float64Array {
  const { meaning } = operator(node.op);
  const args = node.args.map((arg) => spread(arg, values, layout, node.axes));
  const result = new Float64Array(layout.length(node.axes));
  const [x, y] = args;
  // Nearly all operators have one argument or two.
  for (let element = 0; element < result.length; element++) {
    if (args.length === 1) result[element] = meaning(x![element]!);
    else if (args.length === 2) result[element] = meaning(x![element]!, y![element]!);
    else result[element] = meaning(...args.map((arg) => arg[element]!));
  }
  return node.type === "int" ? withoutNegativeZero(result) : result;
}

function foldElements(node: FoldNode, values: ReadonlyMap<Node, Float64Array>, layout: Layout): Float64Array {
  const body = spread(node.body, values, layout, [...node.axes, ...node.bound]);
  const length = layout.length(node.bound);
  const meaning = foldMeaning(node.fold);
  const result = new Float64Array(layout.length(node.axes));
  for (let element = 0; element < result.length; element++) {
    result[element] = meaning(body.subarray(element * length, (element + 1) * length));
  }
  return node.type === "int" ? withoutNegativeZero(result) : result;
}

/** The elements of a scan's own positions in each row along its axis, in the order in which it combines them. */
function scanElements(node: ScanNode, values: ReadonlyMap<Node, Float64Array>, layout: Layout): Float64Array {
  const rows = [...withoutAxes(node.axes, [node.axis]), node.axis];
  const elements = spread(node.body, values, layout, rows);
  const length = layout.size(node.axis.extent);
  const exponents = node.exponent && spread(node.exponent, values, layout, rows);
  const meaning = foldMeaning(node.fold);
  const offsets = layout.offsets(rows, node.axes);
  const result = new Float64Array(elements.length);
  const inOrder = (row: Float64Array) => (node.reversed ? row.reverse() : row);
  for (let start = 0; start < elements.length; start += length) {
    const row = inOrder(elements.slice(start, start + length));
    const powers = exponents && inOrder(exponents.slice(start, start + length));
    for (let place = 0; place < length; place++) {
      const at = start + (node.reversed ? length - 1 - place : place);
      const taken = row.subarray(0, node.exclusive ? place : place + 1);
      result[offsets[at]!] = powers ? scaledSum(taken, powers) : meaning(taken);
    }
  }
  return node.type === "int" ? withoutNegativeZero(result) : result;
}

/** A position outside the scan reads as NaN. */
function readElements(node: ReadNode, values: ReadonlyMap<Node, Float64Array>, layout: Layout): Float64Array {
  const { of, axis, at } = node;
  const rest = withoutAxes(of.axes, [axis]);
  const rows = spread(of, values, layout, [...rest, axis]);
  const length = layout.size(axis.extent);
  const row = layout.offsets(node.axes, rest);
  return spread(at, values, layout, node.axes).map((position, element) =>
    position >= 0 && position < length ? rows[row[element]! * length + position]! : NaN,
  );
}

/** Ints have one zero. */
function withoutNegativeZero(ints: Float64Array): Float64Array {
  return ints.map((value) => value + 0);
}
