import type { Node } from "../ir/graph.ts";
import type { LossProgram } from "../ir/program.ts";
import type { Axis } from "../ir/type.ts";
import type { Build } from "../ops/build.ts";
import { INCOMING_GRADIENT, type KernelGraph, type Output } from "../ir/kernel.ts";
import { assume } from "../rewrite/assume.ts";
import { invariant } from "../support/invariant.ts";
import { gradients } from "./reverse.ts";

/** What one call computes: everything, or all but the gradients; reduced, or the unreduced point. */
export interface Request {
  readonly gradients: boolean;
  readonly reduced: boolean;
}

/** The position of `none` among the values of the `reduction` option. */
export function noneIndex(program: LossProgram): number {
  return program.result.kind === "reduce" ? program.result.reductions.length : 1;
}

/** The graph of one kernel of a loss. */
export function kernelGraph(b: Build, program: LossProgram, wrt: readonly string[], request: Request): KernelGraph {
  const { result } = program;
  const point = result.kind === "point" || (result.kind === "reduce" && !request.reduced) ? result : undefined;
  const value = point ? point.point : reducedValue(b, program);
  const root = value.type === "int" ? b.toReal(value) : value;
  const metrics = program.metrics.map(({ name, value }): Output => ({ kind: "metric", name, node: value }));
  const outputs: Output[] = [
    point ? { kind: "point", node: root, axes: point.axes } : { kind: "value", node: root },
    ...metrics,
  ];
  if (request.gradients) {
    const seed = point ? incoming(b, point.axes) : b.graph.option(INCOMING_GRADIENT, "real");
    const axesOf = new Map(
      program.inputs
        .filter(({ name }) => wrt.includes(name))
        .map(({ name, axes }) => [name, axes.map((axis) => b.graph.axis(axis.name))]),
    );
    for (const [name, node] of gradients(b, root, seed, axesOf)) {
      const optional = program.inputs.find((input) => input.name === name)?.default !== undefined;
      const axes = axesOf.get(name)!;
      outputs.push({ kind: "gradient", name, node: ofAnElement(b, node, axes), axes, optional });
    }
  }
  return {
    graph: program.graph,
    outputs,
    shapes: shapesOf(program, point?.axes),
    axisOrder: axisOrder(program),
    names: program.names,
  };
}

/** What is stored for each element along `axes`: as there is one, they are not empty. */
function ofAnElement(b: Build, node: Node, axes: readonly Axis[]): Node {
  const extents = [...axes.map((axis) => [axis]), axes].filter(({ length }) => length > 0);
  return extents.reduce((rest, some) => assume(b, rest, b.gt(b.sizeOf(some), b.int(0)), true), node);
}

/** The incoming gradient of a point: an input that the call may leave out, and then 1 everywhere. */
function incoming(b: Build, axes: readonly Axis[]): Node {
  const positions = axes.map((axis) => b.graph.index(axis));
  return b.select(b.graph.present(INCOMING_GRADIENT), b.input(INCOMING_GRADIENT, "real", positions), b.real(1));
}

/** The value as a function of the `reduction` option. */
function reducedValue(b: Build, { result }: LossProgram): Node {
  invariant(result.kind !== "point", "a fixed point has no reduced value");
  if (result.kind === "return") return result.value;
  const reduction = b.graph.option("reduction", "int");
  const values = result.reductions.map(({ value }) => value);
  return values.reduceRight((rest, value, i) =>
    i === values.length - 1 ? value : b.select(b.eq(reduction, b.int(i)), value, rest),
  );
}

function shapesOf(
  program: LossProgram,
  pointAxes: readonly Axis[] | undefined,
): ReadonlyMap<string, readonly string[]> {
  const shapes = new Map(program.inputs.map(({ name, axes }) => [name, axes.map((axis) => axis.name)]));
  if (pointAxes)
    shapes.set(
      INCOMING_GRADIENT,
      pointAxes.map((axis) => axis.extent),
    );
  return shapes;
}

/** The point's axes first, then the others in the order of the declarations. */
function axisOrder({ graph, axes, madeAxes, result }: LossProgram): readonly Axis[] {
  const declared = [...axes.map((axis) => graph.axis(axis.name)), ...madeAxes];
  const first = result.kind === "return" ? [] : result.axes;
  return [...first, ...declared.filter((axis) => !first.includes(axis))];
}
