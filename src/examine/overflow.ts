import type { Environment } from "../interpret/interpret.ts";
import { evaluate } from "../interpret/interpret.ts";
import { postorder } from "../ir/walk.ts";
import type { Form } from "./meaning.ts";

/** Operators that are infinite for finite numbers only where the result is too large for float64. */
const FINITE = new Set(["exp", "expm1", "cosh", "sinh", "add", "sub", "mul"]);

/** Whether a number on the way to the gradients is too large for float64: what is made of it then says nothing of the loss. */
export function overflows({ gradients }: Form, environment: Environment): boolean {
  const roots = gradients.map(({ node }) => node);
  const { values } = evaluate(roots, environment);
  return postorder(roots).some((node) => {
    if (node.kind !== "map" || !FINITE.has(node.op)) return false;
    const args = node.args.map((arg) => values(arg, node.axes));
    return values(node).some((x, at) => Math.abs(x) === Infinity && args.every((arg) => Number.isFinite(arg[at])));
  });
}
