import { gradients } from "../../src/differentiate/reverse.ts";
import { type Environment, interpret } from "../../src/interpret/interpret.ts";
import type { Node } from "../../src/ir/graph.ts";
import type { Axis } from "../../src/ir/type.ts";
import { verifyGraph } from "../../src/ir/verify-graph.ts";
import { Build, type Simplify } from "../../src/ops/build.ts";
import { operators } from "../../src/ops/index.ts";
import { rebuildAll } from "../../src/ops/rebuild.ts";
import { finiteDifference } from "../../src/examine/finite-difference.ts";
import type { Loss } from "../support/loss.ts";
import { lossCall } from "../support/loss-call.ts";
import { lossGraph } from "../support/loss-graph.ts";
import { Random } from "../../src/support/random.ts";

/** The inputs that a loss is differentiated in and that the call gives. */
export function differentiated(loss: Loss): string[] {
  return loss.inputs
    .filter(({ element, constant, given }) => element === "real" && !constant && given)
    .map(({ name }) => name);
}

/** The scalar that a loss gives by default, simplified as it is made, and its gradients. */
export function scalarAndGradients(loss: Loss, simplify: Simplify) {
  const { b: plain, point, scalars, inputs } = lossGraph(loss);
  const b = new Build(plain.graph, simplify);
  const written = scalars.get("mean") ?? point;
  const value = rebuildAll(b, [written])(written);
  const root = value.type === "real" ? value : b.toReal(value);
  const wrt = new Map(differentiated(loss).map((name) => [name, inputs.get(name)!]));
  return { value: root, gradients: gradients(b, root, b.real(1), wrt), axes: wrt };
}

/** How many gradients were compared, and how many could not be for a kink or an infinity nearby. */
export interface Comparisons {
  compared: number;
  skipped: number;
}

/**
 * Throws where the slope of a loss along a random direction, by differences of the interpreter, is not what its
 * gradients say. `loss` should be smooth.
 */
export function gradientAgrees(loss: Loss, simplify: Simplify, count: Comparisons): void {
  const { value, gradients: found, axes } = scalarAndGradients(loss, simplify);
  const { environment } = lossCall(loss);
  verifyGraph([value, ...found.values()], operators);
  const { values } = interpret([value, ...found.values()], environment);
  const random = new Random(loss.seed + 1);
  for (const [name, gradient] of found) {
    const { data, shape } = environment.inputs.get(name)!;
    const direction = Array.from(data, () => random.between(-1, 1));
    const along = (t: number) =>
      valueAt(value, environment, name, { data: direction.map((d, at) => data[at]! + t * d), shape });
    const { slope, error } = finiteDifference(along, 0, 0.01);
    const size = Math.max(1, Math.abs(along(0)), Math.abs(slope));
    const elements = values(gradient, axes.get(name) as readonly Axis[]);
    const predicted = elements.reduce((sum, element, at) => sum + element * direction[at]!, 0);
    const nearby = (along(1e-5) - along(-1e-5)) / 2e-5;
    const settled = error < 1e-6 * size && Math.abs(nearby - slope) < 1e-4 * size;
    // Of nothing the sum is 0, but its slope is 0 times whatever else is there.
    const ofNothing = Number.isNaN(predicted) && [...environment.sizes.values()].includes(0);
    if (ofNothing || !Number.isFinite(along(0)) || (Number.isFinite(predicted) && !settled)) {
      count.skipped++;
      continue;
    }
    count.compared++;
    if (!(Math.abs(predicted - slope) <= 20 * error + 1e-7 * size)) {
      throw new Error(
        `the gradient in ${name} is ${elements}: along ${direction} that is ${predicted}, by differences ${slope}`,
      );
    }
  }
}

function valueAt(
  value: Node,
  environment: Environment,
  name: string,
  input: { data: readonly number[]; shape: readonly number[] },
): number {
  return interpret([value], { ...environment, inputs: new Map(environment.inputs).set(name, input) }).values(value)[0]!;
}
