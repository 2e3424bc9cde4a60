import type { Node } from "../../ir/graph.ts";
import type { LossProgram } from "../../ir/program.ts";
import { postorder } from "../../ir/walk.ts";
import { operator } from "../../ops/index.ts";

/** A longer argument is not quoted. */
const LONGEST = 48;

/** How the source writes a node, if that is short: its name, or its text. */
export function textOf(program: LossProgram, node: Node): string | undefined {
  const name = ownName(program, node);
  if (name !== undefined) return name;
  const place = program.graph.placeOf(node);
  const text = place?.source.text.slice(place.span.start, place.span.end).replace(/\s+/g, " ");
  return text !== undefined && text.length <= LONGEST ? unwrapped(text) : undefined;
}

/** A text without brackets around the whole of it. */
function unwrapped(text: string): string {
  let depth = 0;
  const close = text.startsWith("(")
    ? Array.from(text).findIndex((sign) => (depth += Number(sign === "(") - Number(sign === ")")) === 0)
    : -1;
  return close === text.length - 1 ? unwrapped(text.slice(1, -1).trim()) : text;
}

/** How a message calls an argument: `the divisor 'y'`, or by what it is made from. */
export function nameOfArgument(program: LossProgram, node: Node, what: string): string {
  const text = textOf(program, node);
  if (text !== undefined) return `${what} '${text}'`.trimStart();
  const sizes = postorder([node]).flatMap((part) => (part.kind === "size" ? [`size(${part.extent})`] : []));
  const names = [...new Set(leaves(node).map((leaf) => `'${leaf}'`))];
  const made = names.length > 0 ? names : sizes;
  if (made.length === 0) return what || "a number";
  return `${what || "a number"} (made from ${made.slice(0, 3).join(", ")}${made.length > 3 ? ", ..." : ""})`;
}

function ownName(program: LossProgram, node: Node): string | undefined {
  const named = program.names.get(node);
  if (named !== undefined) return named;
  if (node.kind === "input") return node.input;
  if (node.kind === "option") return node.name;
  // An input with a default is a choice between the two.
  const [condition, given] = node.kind === "map" && node.op === "select" ? node.args : [];
  if (condition?.kind === "present" && given?.kind === "input") return given.input;
  return node.kind === "map" && node.op === "real" ? ownName(program, node.args[0]!) : undefined;
}

/** The inputs and options that a node's number is made from, in the order of the graph. */
export function leaves(node: Node): readonly string[] {
  return postorder([node]).flatMap((part) =>
    part.kind === "input" ? [part.input] : part.kind === "option" ? [part.name] : [],
  );
}

/** Those real ones among them that have no domain. */
export function undeclared({ inputs, options }: LossProgram, node: Node): readonly string[] {
  const names = new Set(leaves(node));
  return [
    ...inputs.filter(({ element, domain }) => element.kind === "real" && domain === undefined),
    ...options.filter(({ type, domain }) => type === "real" && domain === undefined),
  ]
    .map(({ name }) => name)
    .filter((name) => names.has(name));
}

/** Operators that change an argument's sign or size, and keep its zeros. */
const KEEPS_ZERO = new Set(["neg", "abs", "real", "stop_gradient"]);

/** Whether a node is just a parameter, so that its zeros are the caller's. */
export function isBare(node: Node): boolean {
  if (node.kind === "input" || node.kind === "option") return true;
  if (node.kind !== "map") return false;
  if (KEEPS_ZERO.has(node.op)) return isBare(node.args[0]!);
  if (node.op === "select") return node.args[0]!.kind === "present" && isBare(node.args[1]!);
  return (
    node.op === "mul" &&
    operator(node.op).arity === 2 &&
    node.args.every((arg) => isBare(arg) || arg.kind === "constant")
  );
}

/** Whether a node is the difference or the sum of an input and another parameter or a number, so that its zeros are ties. */
export function isDifference(node: Node): boolean {
  if (node.kind !== "map") return false;
  if (KEEPS_ZERO.has(node.op)) return isDifference(node.args[0]!);
  if (node.op !== "sub" && node.op !== "add") return false;
  const isPart = (arg: Node) => isBare(arg) || arg.kind === "constant";
  return node.args.every(isPart) && postorder([node]).some(({ kind }) => kind === "input");
}

/** Whether a node says how many there are of something: what is divided by it is a mean, which is NaN of nothing. */
export function isCount(node: Node): boolean {
  if (node.kind === "size" || node.kind === "constant") return true;
  if (node.kind === "fold") return node.fold === "sum" && node.type === "int";
  if (node.kind !== "map") return false;
  if (node.op === "select") return node.args.slice(1).every(isCount);
  return ["add", "sub", "mul", "real"].includes(node.op) && node.args.every(isCount);
}
