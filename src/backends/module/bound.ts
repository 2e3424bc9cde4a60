import type { Node } from "../../ir/graph.ts";
import type { Domain } from "../../ir/program.ts";
import { camelCase } from "../../support/camel-case.ts";
import { invariant } from "../../support/invariant.ts";
import { Code, type Literal, printNumber } from "./literal.ts";

/** How the operators that a bound may have are spelled in JavaScript. A bool is 0 or 1. */
const CALLS: Readonly<Record<string, string>> = {
  abs: "Math.abs",
  sign: "Math.sign",
  min: "Math.min",
  max: "Math.max",
  sqrt: "Math.sqrt",
  exp: "Math.exp",
  expm1: "Math.expm1",
  log: "Math.log",
  log1p: "Math.log1p",
  sin: "Math.sin",
  cos: "Math.cos",
  tan: "Math.tan",
  sinh: "Math.sinh",
  cosh: "Math.cosh",
  tanh: "Math.tanh",
  atan: "Math.atan",
  floor: "Math.floor",
  and: "Math.min",
  or: "Math.max",
};

const INFIX: Readonly<Record<string, string>> = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  pow: "**",
  repeat_product: "**",
};

const COMPARISONS: Readonly<Record<string, string>> = { lt: "<", le: "<=", gt: ">", ge: ">=", eq: "===", ne: "!==" };

/** A bound as the runtime takes it: a number, or a function of the options (of type `frame["options"]`). */
export function printBound(node: Node, frame: string | undefined): Literal {
  if (node.kind === "constant") return node.value;
  const type = frame === undefined ? "options" : `options: ${frame}["options"]`;
  return new Code(`(${type}) => ${printBare(node)}`);
}

/** A bound for a reader: a number, or the expression of the options. */
export function describeBound(node: Node): number | string {
  return node.kind === "constant"
    ? node.value
    : printNode(node)
        .replaceAll("options.", "")
        .replace(/^\((.*)\)$/, "$1");
}

/** A domain for a reader: `[0, 1)`, `{1, 2}`. */
export function describeDomain(domain: Domain): string {
  if (domain.kind === "set") return `{${domain.values.map(describeBound).join(", ")}}`;
  const ends = rangeEnds(domain);
  return `${ends.charAt(0)}${describeBound(domain.lo)}, ${describeBound(domain.hi)}${ends.charAt(1)}`;
}

/** The brackets of a range. */
export function rangeEnds(domain: Domain & { readonly kind: "range" }): string {
  return `${domain.loOpen ? "(" : "["}${domain.hiOpen ? ")" : "]"}`;
}

/** An expression without the parentheses around all of it. */
function printBare(node: Node): string {
  return printNode(node).replace(/^\((.*)\)$/, "$1");
}

function printNode(node: Node): string {
  if (node.kind === "constant") return node.value < 0 ? `(${printNumber(node.value)})` : printNumber(node.value);
  if (node.kind === "option") return `options.${camelCase(node.name)}`;
  invariant(node.kind === "map", `a bound has a ${node.kind} node`);
  const args = node.args.map(printNode);
  const infix = INFIX[node.op];
  if (infix !== undefined) return `(${args.join(` ${infix} `)})`;
  const comparison = COMPARISONS[node.op];
  if (comparison !== undefined) return `Number(${args.join(` ${comparison} `)})`;
  const call = CALLS[node.op];
  if (call !== undefined) return `${call}(${args.join(", ")})`;
  return printOther(node.op, args);
}

function printOther(op: string, args: readonly string[]): string {
  const [x, y, z] = args;
  switch (op) {
    case "neg":
      return `(-${x})`;
    case "real":
    case "stop_gradient":
      return x!;
    case "not":
      return `(1 - ${x})`;
    case "relu":
      return `Math.max(0, ${x})`;
    case "clamp":
      return `Math.min(Math.max(${x}, ${y}), ${z})`;
    case "div_floor":
      return `Math.floor(${x} / ${y})`;
    case "mod_floor":
      return `(${x} - ${y} * Math.floor(${x} / ${y}))`;
    case "select":
      return `(${x} ? ${y} : ${z})`;
    case "sigmoid":
      return `(1 / (1 + Math.exp(-${x})))`;
    default:
      throw new Error(`losscc bug: a bound has the operator ${op}`);
  }
}
