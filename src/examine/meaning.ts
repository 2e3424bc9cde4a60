import { kernelGraph } from "../differentiate/kernels.ts";
import type { Environment, InputArray } from "../interpret/interpret.ts";
import { type Disturb, evaluate, interpret } from "../interpret/interpret.ts";
import { Layout } from "../interpret/layout.ts";
import type { Node } from "../ir/graph.ts";
import type { LossProgram } from "../ir/program.ts";
import type { Axis } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { rebuildAll } from "../ops/rebuild.ts";
import { rules, simplifier } from "../rewrite/engine.ts";
import { rebuildProgram } from "../rewrite/rebuild-program.ts";
import { invariant } from "../support/invariant.ts";

/** A gradient as a graph over the axes of its input. */
export interface GradientNode {
  readonly name: string;
  readonly node: Node;
  readonly axes: readonly Axis[];
}

/** What the calls of a loss that reduce the point, or those that do not, mean in float64. */
export interface Meaning {
  /** The value as it is written, and the axes of its elements. */
  readonly written: Node;
  /** The metrics as they are written: a call is refused for an index of theirs, too. */
  readonly writtenMetrics: readonly Node[];
  /** The same where each `stop_gradient` reads an input of its own: what is differentiated by differences. */
  readonly frozen: Node;
  /** What the inputs of `frozen` hold, by name. */
  readonly stopped: ReadonlyMap<string, Node>;
  readonly axes: readonly Axis[];
  /** The value, the metrics and the gradients in the form that kernels are made from. */
  readonly value: Node;
  readonly metrics: readonly { readonly name: string; readonly node: Node }[];
  readonly gradients: readonly GradientNode[];
}

/** A loss in the form that kernels are made from. */
export function stableForm(program: LossProgram): LossProgram {
  return rebuildProgram(new Build(program.graph, simplifier(rules)), program);
}

/** The meaning of a loss's value and gradients, reduced or as the point itself. */
export function meaningOf(
  program: LossProgram,
  stable: LossProgram,
  wrt: readonly string[],
  reduced: boolean,
): Meaning {
  const plain = new Build(program.graph);
  const [first, ...others] = kernelGraph(plain, program, [], { gradients: false, reduced }).outputs;
  const b = new Build(program.graph, simplifier(rules));
  const { outputs } = kernelGraph(b, stable, wrt, { gradients: true, reduced });
  const [value] = outputs;
  invariant(first !== undefined && value !== undefined, "a kernel has a value");
  const stops = postorder([first.node]).filter((node) => node.kind === "map" && node.op === "stop_gradient");
  const stopped = new Map(stops.map((node, at) => [`stopped ${at}`, node]));
  const inputs = [...stopped].map(([name, node]): [Node, Node] => [
    node,
    plain.input(
      name,
      "real",
      node.axes.map((axis) => program.graph.index(axis)),
    ),
  ]);
  return {
    written: first.node,
    writtenMetrics: others.map(({ node }) => node),
    frozen: rebuildAll(plain, [first.node], new Map(inputs))(first.node),
    stopped,
    axes: first.kind === "point" ? first.axes : [],
    value: value.node,
    metrics: outputs.filter((output) => output.kind === "metric"),
    gradients: outputs.filter((output) => output.kind === "gradient"),
  };
}

/** What a kernel has to give. */
export interface Numbers {
  readonly value: Float64Array;
  readonly metrics: ReadonlyMap<string, number>;
  /** Those of the inputs that are given. */
  readonly gradients: ReadonlyMap<string, Float64Array>;
}

/** A call in float64, and its value as a function of its inputs. */
export interface Evaluated extends Numbers {
  readonly written: Float64Array;
  /** The written value, weighted with the incoming gradient, after an input's elements were changed. */
  readonly weighted: (input: string, data: ArrayLike<number>, disturb?: Disturb) => number;
}

/** Something that a kernel gives. */
export type Part =
  | { readonly kind: "value" }
  | { readonly kind: "metric"; readonly name: string }
  | { readonly kind: "gradient"; readonly name: string };

/** The elements of one part. */
export function elementsOf(part: Part, { value, metrics, gradients }: Numbers): ArrayLike<number> {
  switch (part.kind) {
    case "value":
      return value;
    case "metric":
      return [metrics.get(part.name)!];
    case "gradient":
      return gradients.get(part.name)!;
  }
}

/** What a kernel has to give at a call, in float64; `disturb` shows what rounding does to it. */
export function numbersOf(meaning: Meaning, environment: Environment, disturb?: Disturb): Numbers {
  const { value, axes, metrics, gradients } = meaning;
  const roots = [value, ...metrics.map(({ node }) => node), ...gradients.map(({ node }) => node)];
  const { values } = evaluate(roots, environment, undefined, disturb);
  const given = gradients.filter(({ name }) => environment.inputs.has(name));
  return {
    value: values(value, axes),
    metrics: new Map(metrics.map(({ name, node }) => [name, values(node)[0]!])),
    gradients: new Map(given.map(({ name, node, axes: own }) => [name, values(node, own)])),
  };
}

/** Evaluates a call in float64; undefined where an index is out of range. */
export function evaluateCall(
  meaning: Meaning,
  environment: Environment,
  gradOutput: readonly number[],
): Evaluated | undefined {
  const layout = new Layout(environment.sizes);
  const written = interpret([meaning.written, ...meaning.writtenMetrics, ...meaning.stopped.values()], environment);
  if (written.indexErrors.length > 0) return undefined;
  const stopped = new Map(
    [...meaning.stopped].map(([name, node]): [string, InputArray] => [
      name,
      { data: written.values(node), shape: node.axes.map(({ extent }) => layout.size(extent)) },
    ]),
  );
  return {
    ...numbersOf(meaning, environment),
    written: written.values(meaning.written, meaning.axes),
    weighted: (input, data, disturb) => {
      const { shape } = environment.inputs.get(input)!;
      const inputs = new Map([...environment.inputs, ...stopped]).set(input, { data, shape });
      const moved = evaluate([meaning.frozen], { ...environment, inputs }, layout, disturb);
      const elements = moved.values(meaning.frozen, meaning.axes);
      return elements.reduce((sum, element, at) => sum + element * gradOutput[at]!, 0);
    },
  };
}
