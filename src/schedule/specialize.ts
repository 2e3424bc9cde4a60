import type { Node } from "../ir/graph.ts";
import { postorder } from "../ir/walk.ts";
import type { Build } from "../ops/build.ts";
import { rebuildAll } from "../ops/rebuild.ts";
import { nearestFolds } from "./task.ts";
import { type KernelGraph, mapOutputs, rootsOf } from "../ir/kernel.ts";

/** Copies of a kernel for what is known at the call but not before: options, and which inputs were given. */
export type Variants =
  | { readonly kind: "leaf"; readonly kernel: KernelGraph }
  | { readonly kind: "choice"; readonly condition: Node; readonly yes: Variants; readonly no: Variants };

/** More copies than this are not made for options; conditions that are left over are decided where they stand. */
const MOST = 16;

/**
 * Takes conditions on options alone out of the loops: each makes two copies of the kernel, in which it is decided.
 * A choice of scalars stays, for it costs nothing: a fold that only one of them needs is skipped where it is not needed.
 */
export function specialize(b: Build, kernel: KernelGraph, most = MOST): Variants {
  const condition = optionalInput(kernel) ?? (most > 1 ? conditionInLoop(kernel) : undefined);
  if (condition === undefined) return { kind: "leaf", kernel };
  const yes = decide(b, kernel, condition, true);
  const no = decide(b, kernel, condition, false);
  const half = Math.floor(most / 2);
  return { kind: "choice", condition, yes: specialize(b, yes, half), no: specialize(b, no, most - half) };
}

/** The kernel in which `condition` is known. An option that equals a constant is that constant. */
function decide(b: Build, kernel: KernelGraph, condition: Node, holds: boolean): KernelGraph {
  const known = new Map<Node, Node>([[condition, b.bool(holds)]]);
  if (condition.kind === "map" && condition.op === "eq") {
    const [option, value] = condition.args as [Node, Node];
    known.set(b.graph.map("ne", "bool", condition.args), b.bool(!holds));
    if (holds && option.kind === "option" && value.kind === "constant") known.set(option, value);
  }
  const decided = withGradients(kernel, condition, holds);
  return mapOutputs(decided, rebuildAll(b, [...rootsOf(decided), ...kernel.names.keys()], known));
}

/** Whether an input was given that may be left out: this must be known, for there is no array otherwise. */
function optionalInput(kernel: KernelGraph): Node | undefined {
  const output = kernel.outputs.find((candidate) => candidate.kind === "gradient" && candidate.optional);
  if (output?.kind === "gradient") return kernel.graph.present(output.name);
  return postorder(rootsOf(kernel)).find((node) => node.kind === "present");
}

/** The kernel with the gradient of an input kept or dropped, if that is what the condition is about. */
function withGradients(kernel: KernelGraph, condition: Node, holds: boolean): KernelGraph {
  if (condition.kind !== "present") return kernel;
  const outputs = kernel.outputs.flatMap((output) => {
    if (output.kind !== "gradient" || output.name !== condition.input) return output;
    return holds ? { ...output, optional: false } : [];
  });
  return { ...kernel, outputs };
}

/** A condition on options alone that is decided again and again in a loop, or that decides which folds there are. */
function conditionInLoop(kernel: KernelGraph): Node | undefined {
  const optional = new Set<Node>();
  for (const node of postorder(rootsOf(kernel))) {
    if (isOptional(node, optional)) optional.add(node);
    for (const condition of conditionsOf(node)) {
      if (!optional.has(condition) || condition.kind === "constant") continue;
      if (node.axes.length > 0 || choosesFolds(node)) return atom(condition);
    }
  }
  return undefined;
}

export function isOptional(node: Node, optional: ReadonlySet<Node>): boolean {
  switch (node.kind) {
    case "constant":
    case "option":
    case "present":
      return true;
    case "map":
      return node.args.every((arg) => optional.has(arg));
    default:
      return false;
  }
}

/** The bools that a node decides something by. */
function conditionsOf(node: Node): readonly Node[] {
  if (node.kind !== "map") return [];
  if (node.op === "select") return [node.args[0]!];
  return node.type === "bool" && node.axes.length > 0 ? node.args.filter((arg) => arg.type === "bool") : [];
}

/** Whether each branch of a choice of scalars needs a fold that the other does not. */
function choosesFolds(node: Node): boolean {
  if (node.kind !== "map" || node.op !== "select") return false;
  const [yes, no] = [new Set(nearestFolds(node.args[1]!)), new Set(nearestFolds(node.args[2]!))];
  return [...yes].some((fold) => !no.has(fold)) && [...no].some((fold) => !yes.has(fold));
}

/** A part of a condition that is not itself made of conditions. */
function atom(condition: Node): Node {
  let part = condition;
  while (part.kind === "map" && ["and", "or", "not"].includes(part.op)) {
    part = part.args.find((arg) => arg.kind !== "constant") ?? part.args[0]!;
  }
  return part;
}
