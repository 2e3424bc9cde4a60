import type { MapNode, Node } from "../ir/graph.ts";
import { operands } from "../ir/graph.ts";
import type { LossProgram } from "../ir/program.ts";
import { postorder } from "../ir/walk.ts";
import { type Axis, withoutAxes } from "../ir/type.ts";
import type { Build } from "../ops/build.ts";
import { isRead, isScanned } from "../ops/scan.ts";
import { listed } from "../diagnostics/message.ts";
import { NOT_NEEDED } from "../ir/loop.ts";
import { ASKS_METRICS, type KernelGraph, type Output } from "../ir/kernel.ts";
import type { Variants } from "./specialize.ts";

/**
 * The checks of computed indices, or undefined where there is nothing to check. A result that a call does not ask for
 * needs no index: a reduction that was not chosen, and metrics where the value alone is asked for.
 */
export function checkVariants(b: Build, program: LossProgram, like: KernelGraph): Variants | undefined {
  const { result, metrics } = program;
  const checks = (roots: readonly Node[]): Variants => ({
    kind: "leaf",
    kernel: { ...like, outputs: indexChecks(b, program, roots) },
  });
  const of = (also: readonly Node[]): Variants => {
    if (result.kind === "return") return checks([result.value, ...also]);
    if (result.kind === "point") return checks([result.point, ...also]);
    const reduction = b.graph.option("reduction", "int");
    const none = checks([result.point, ...also]);
    return result.reductions.reduceRight((rest, { value }, i) => {
      const own = checks([value, ...also]);
      return areSame(own, none) ? rest : { kind: "choice", condition: b.eq(reduction, b.int(i)), yes: own, no: rest };
    }, none);
  };
  const value = of([]);
  const withMetrics = of(metrics.map((metric) => metric.value));
  if (areSame(value, withMetrics))
    return value.kind === "leaf" && value.kernel.outputs.length === 0 ? undefined : value;
  return { kind: "choice", condition: b.graph.option(ASKS_METRICS, "bool"), yes: withMetrics, no: value };
}

function areSame(a: Variants, b: Variants): boolean {
  if (a.kind === "choice") {
    return b.kind === "choice" && a.condition === b.condition && areSame(a.yes, b.yes) && areSame(a.no, b.no);
  }
  if (b.kind === "choice") return false;
  const [one, other] = [a, b].map(({ kernel }) => new Set(kernel.outputs.map(checkKey))) as [Set<string>, Set<string>];
  return one.size === other.size && [...one].every((key) => other.has(key));
}

const checkKey = (output: Output): string =>
  output.kind === "check" ? `${output.node.id} ${JSON.stringify(output.requirement)}` : output.kind;

/**
 * The computed indices that some results need and that the checks of the inputs do not cover, each as an int that is
 * `NOT_NEEDED` where nothing needs the index: `if` and `and` are lazy, so an index behind a branch that is not taken is
 * not checked, nor one that only elements along an empty axis have.
 * Also the orders of norms.
 */
function indexChecks(b: Build, program: LossProgram, roots: readonly Node[]): readonly Output[] {
  if (!postorder(roots).some(isChecked)) return [];
  const needed = pathConditions(b, roots);
  const checks: Output[] = [];
  for (const [node, when] of needed) {
    if (node.kind !== "map") continue;
    const of = listed(program.graph.spellingsOf(node).map((text) => `'${text}'`));
    if (node.op === "checked_order") checks.push(orderCheck(b, node, when, of));
    if (node.op !== "checked_index") continue;
    const [index, size] = node.args as [Node, Node];
    if (size.kind !== "size" || isDeclared(b, program, index, size.extent, when)) continue;
    const value = b.select(when, index, b.int(NOT_NEEDED));
    const requirement = { kind: "index", extent: size.extent, of } as const;
    checks.push({ kind: "check", node: value, requirement, axes: value.axes });
  }
  return checks;
}

const isChecked = (node: Node): boolean =>
  node.kind === "map" && (node.op === "checked_index" || node.op === "checked_order");

/** An order below 1 is wrong if anything needs it; whether anything does is looked for only then. */
function orderCheck(b: Build, node: MapNode, when: Node, of: string): Output {
  const order = node.args[0]!;
  const isNeeded = b.fold("any", when.axes, when);
  const value = b.select(b.or(b.ge(order, b.real(1)), b.not(isNeeded)), b.real(1), order);
  return { kind: "check", node: value, requirement: { kind: "order", of }, axes: value.axes };
}

/** For each node, where a result needs it. */
function pathConditions(b: Build, roots: readonly Node[]): ReadonlyMap<Node, Node> {
  const conditions = new Map<Node, Node>(roots.map((root) => [root, b.bool(true)]));
  const add = (node: Node, when: Node) =>
    conditions.set(node, conditions.has(node) ? b.or(conditions.get(node)!, when) : when);
  for (const node of postorder(roots).reverse()) {
    const when = conditions.get(node)!;
    const [first, second, third] = operands(node) as [Node, Node, Node];
    const around = node.kind === "fold" ? [...node.axes, ...node.bound] : node.axes;
    const require = (operand: Node, condition: Node) => add(operand, unlessEmpty(b, around, operand, condition));
    if (node.kind === "map" && ["select", "and", "or"].includes(node.op)) {
      require(first, when);
      if (node.op === "or") require(second, b.and(when, b.not(first)));
      else require(second, b.and(when, first));
      if (node.op === "select") require(third, b.and(when, b.not(first)));
    } else if (node.kind === "fold") {
      require(node.body, anywhere(b, node.bound, when));
    } else if (node.kind === "scan") {
      for (const operand of operands(node)) require(operand, isScanned(b, node, when));
    } else if (node.kind === "read") {
      require(node.at, when);
      require(node.of, isRead(b, node, when));
    } else for (const operand of operands(node)) require(operand, when);
  }
  return conditions;
}

/** The condition that an operand is needed, which it is not where an axis is empty that only its user has. */
function unlessEmpty(b: Build, around: readonly Axis[], operand: Node, when: Node): Node {
  const only = withoutAxes(around, [...operand.axes, ...when.axes]);
  return only.reduce((all, { extent }) => b.and(b.lt(b.int(0), b.graph.size(extent)), all), when);
}

/** Whether a condition holds at some position of `axes`: there it is of another loop than the one that binds them below. */
function anywhere(b: Build, axes: readonly Axis[], when: Node): Node {
  const over = axes.filter((axis) => when.axes.includes(axis));
  return over.length > 0 ? b.fold("any", over, when) : when;
}

/** Whether the index is an element of an input that is declared to be one of this axis, and not its sentinel here. */
function isDeclared(b: Build, program: LossProgram, index: Node, extent: string, when: Node): boolean {
  if (index.kind !== "input") return false;
  const element = program.inputs.find(({ name }) => name === index.input)?.element;
  if (element?.kind !== "index" || element.axis !== extent) return false;
  return (
    element.sentinel === undefined ||
    implies(when, b.ne(index, element.sentinel)) ||
    implies(when, b.ne(element.sentinel, index))
  );
}

function implies(condition: Node, fact: Node): boolean {
  if (condition === fact) return true;
  if (condition.kind !== "map") return false;
  const { op, args } = condition as MapNode;
  if (op === "and") return args.some((arg) => implies(arg, fact));
  return op === "or" && args.every((arg) => implies(arg, fact));
}
