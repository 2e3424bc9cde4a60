import { javascriptFacts } from "../backends/javascript/facts.ts";
import { kernelGraph } from "../differentiate/kernels.ts";
import type { Environment, InputArray } from "../interpret/interpret.ts";
import { type Disturb, evaluate, type Evaluation, functionOf, interpret } from "../interpret/interpret.ts";
import { Layout } from "../interpret/layout.ts";
import type { Node } from "../ir/graph.ts";
import type { KernelGraph } from "../ir/kernel.ts";
import type { LossProgram } from "../ir/program.ts";
import type { Axis } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { rebuildAll } from "../ops/rebuild.ts";
import { exactRules, rules, simplifier } from "../rewrite/engine.ts";
import { rebuildProgram } from "../rewrite/rebuild-program.ts";
import { legalize } from "../schedule/legalize.ts";
import { invariant } from "../support/invariant.ts";

/** A gradient as a graph over the axes of its input. */
export interface GradientNode {
  readonly name: string;
  readonly node: Node;
  readonly axes: readonly Axis[];
}

/** What a kernel computes, as graphs: one of the forms that a loss takes on its way. */
export interface Form {
  /** The axes of the value's elements. */
  readonly axes: readonly Axis[];
  readonly value: Node;
  readonly metrics: readonly { readonly name: string; readonly node: Node }[];
  readonly gradients: readonly GradientNode[];
}

/** What the calls of a loss that reduce the point, or those that do not, mean in float64: in the form that kernels are made from. */
export interface Meaning extends Form {
  /** The value as it is written, and the axes of its elements. */
  readonly written: Node;
  /** The metrics as they are written: a call is refused for an index of theirs, too. */
  readonly writtenMetrics: readonly Node[];
  /** The same where each `stop_gradient` reads an input of its own: what is differentiated by differences. */
  readonly frozen: Node;
  /** What the inputs of `frozen` hold, by name. */
  readonly stopped: ReadonlyMap<string, Node>;
  /** The operations that the float32 kernel makes, and those that the loss and its gradients are made of as they are spelled. */
  readonly operations: () => { readonly kernel: Form; readonly spelled: Form };
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
  const request = { gradients: true, reduced };
  const kernel = kernelGraph(new Build(program.graph, simplifier(rules)), stable, wrt, request);
  invariant(first !== undefined, "a kernel has a value");
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
    operations: once(() => ({
      kernel: operationsOf(kernel),
      spelled: operationsOf(kernelGraph(new Build(program.graph, simplifier(exactRules)), program, wrt, request)),
    })),
    ...formOf(kernel),
  };
}

function formOf({ outputs }: KernelGraph): Form {
  const [value] = outputs;
  invariant(value !== undefined, "a kernel has a value");
  return {
    axes: value.kind === "point" ? value.axes : [],
    value: value.node,
    metrics: outputs.filter((output) => output.kind === "metric"),
    gradients: outputs.filter((output) => output.kind === "gradient"),
  };
}

/** A kernel in the words of JavaScript, for each of which it is known how exact it is. */
const operationsOf = (kernel: KernelGraph): Form =>
  formOf(legalize(kernel, simplifier(exactRules), javascriptFacts("f32", true)));

/** A function that is called once at most. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
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
  /** The written value, weighted with the incoming gradient, as a function of an input's elements. */
  readonly asFunctionOf: (input: string) => (data: ArrayLike<number>) => number;
  /** The same at this call, its operations disturbed. */
  readonly disturbed: (disturb: Disturb) => number;
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
export function numbersOf(form: Form, environment: Environment, disturb?: Disturb): Numbers {
  const { value, axes, metrics, gradients } = form;
  const roots = [value, ...metrics.map(({ node }) => node), ...gradients.map(({ node }) => node)];
  const { values } = evaluate(roots, environment, undefined, disturb);
  const given = gradients.filter(({ name }) => environment.inputs.has(name));
  return {
    value: values(value, axes),
    metrics: new Map(metrics.map(({ name, node }) => [name, values(node)[0]!])),
    gradients: new Map(given.map(({ name, node, axes: own }) => [name, values(node, own)])),
  };
}

/** Evaluates a call in float64; undefined where it is an error: an index is out of range, or an order below 1. */
export function evaluateCall(
  meaning: Meaning,
  environment: Environment,
  gradOutput: readonly number[],
): Evaluated | undefined {
  const layout = new Layout(environment.sizes);
  const written = interpret([meaning.written, ...meaning.writtenMetrics, ...meaning.stopped.values()], environment);
  if (written.indexErrors.length > 0 || written.orderErrors.length > 0) return undefined;
  const stopped = new Map(
    [...meaning.stopped].map(([name, node]): [string, InputArray] => [
      name,
      { data: written.values(node), shape: node.axes.map(({ extent }) => layout.size(extent)) },
    ]),
  );
  const frozen = { ...environment, inputs: new Map([...environment.inputs, ...stopped]) };
  const weight = ({ values }: Evaluation) =>
    values(meaning.frozen, meaning.axes).reduce((sum, element, at) => sum + element * gradOutput[at]!, 0);
  return {
    ...numbersOf(meaning, environment),
    written: written.values(meaning.written, meaning.axes),
    asFunctionOf: (input) => {
      const at = functionOf(meaning.frozen, input, frozen, layout);
      return (data) => weight(at(data));
    },
    disturbed: (disturb) => weight(evaluate([meaning.frozen], frozen, layout, disturb)),
  };
}
