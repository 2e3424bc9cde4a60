import { Graph, type Node } from "../../src/ir/graph.ts";
import type { Axis } from "../../src/ir/type.ts";
import { axisFunctions } from "../../src/ops/axis-functions.ts";
import { Build } from "../../src/ops/build.ts";
import { callable } from "../../src/ops/index.ts";
import { substitute } from "../../src/ops/substitute.ts";
import type { Expression, InfixOp, Loss } from "./loss.ts";

const INFIX: Readonly<Record<InfixOp, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "^": "pow",
  "==": "eq",
  "!=": "ne",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
  and: "and",
  or: "or",
};

/** A generated loss as a graph that never was text: what the front end has to agree with. */
export interface LossGraph {
  readonly b: Build;
  /** The point of `reduce`, or the returned value. */
  readonly point: Node;
  /** Reductions and metrics by name; of a point, also `sum` and `mean` unless the block has them. */
  readonly scalars: ReadonlyMap<string, Node>;
  /** The axes of each input. */
  readonly inputs: ReadonlyMap<string, readonly Axis[]>;
}

export function lossGraph(loss: Loss): LossGraph {
  const b = new Build(new Graph());
  const { graph } = b;
  for (const { name, extent } of loss.axes) graph.axis(name, extent);
  const names = new Map<string, Node>();
  for (const input of loss.inputs) {
    const type = typeof input.element === "string" ? input.element : "int";
    const at = graph.input(
      input.name,
      type,
      input.axes.map((axis) => graph.index(graph.axis(axis))),
    );
    names.set(
      input.name,
      input.default === undefined ? at : b.select(graph.present(input.name), at, graph.constant(input.default, type)),
    );
  }
  for (const { name, type } of loss.options) names.set(name, graph.option(name, type));
  for (const { name, value } of loss.lets) names.set(name, build(b, names, value));

  const scalars = new Map(loss.metrics.map(({ name, value }) => [name, build(b, names, value)]));
  const { result } = loss;
  const point = build(b, names, result.kind === "return" ? result.value : result.point);
  if (result.kind === "reduce") {
    scalars.set("sum", b.sum(point.axes, point));
    scalars.set("mean", point.axes.length === 0 ? point : axisFunctions["mean"]!.build(b, point.axes, [point]));
    // Every reduction of a point without axes is that point.
    for (const { name, value } of result.reductions)
      scalars.set(name, point.axes.length === 0 ? point : build(b, names, value));
  }
  return {
    b,
    point,
    scalars,
    inputs: new Map(loss.inputs.map(({ name, axes }) => [name, axes.map((axis) => graph.axis(axis))])),
  };
}

function build(b: Build, names: ReadonlyMap<string, Node>, x: Expression): Node {
  const { graph } = b;
  const made = (inner: Expression) => build(b, names, inner);
  switch (x.kind) {
    case "number":
      if (x.type === "bool") return b.bool(x.text === "true");
      if (x.text === "pi" || x.text === "inf") return b.real(x.text === "pi" ? Math.PI : Infinity);
      return x.type === "int" ? b.int(Number(x.text)) : b.real(Number(x.text));
    case "name":
      return names.get(x.name)!;
    case "index":
      return graph.index(graph.axis(x.axis));
    case "size":
      return graph.size(graph.axis(x.axis).extent);
    case "prefix":
      return x.op === "-" ? b.neg(made(x.x)) : b.not(made(x.x));
    case "infix":
      return b.map(INFIX[x.op], made(x.x), made(x.y));
    case "if":
      return b.select(made(x.c), made(x.x), made(x.y));
    case "call":
      return buildCall(
        b,
        x.name,
        x.over?.map((axis) => graph.axis(axis)),
        x.args.map(made),
      );
    case "select": {
      const axis = graph.axis(x.axis);
      const at = made(x.at);
      return selected(b, made(x.x), axis, at);
    }
    case "rename":
      return substitute(b, made(x.x), new Map([[graph.axis(x.from), graph.index(graph.axis(x.to))]]));
  }
}

function selected(b: Build, x: Node, axis: Axis, at: Node): Node {
  const isAxis = at.kind === "index" && at.axis.extent === axis.extent;
  const index = isAxis ? at : b.map("checked_index", at, b.graph.size(axis.extent));
  return substitute(b, x, new Map([[axis, index]]));
}

function buildCall(b: Build, name: string, over: readonly Axis[] | undefined, args: readonly Node[]): Node {
  const [x, y, w] = args as [Node, Node, Node];
  const [axis] = over ?? [];
  switch (name) {
    case "halve":
      return b.div(x, b.int(2));
    case "blend":
      return b.add(x, b.mul(b.sub(y, x), w));
    case "guarded":
      return b.select(b.gt(y, b.int(0)), b.div(x, y), b.int(0));
    case "energy":
      return b.div(b.sum(over!, b.mul(x, x)), b.int(2));
    case "centred":
      return b.sub(x, axisFunctions["mean"]!.build(b, over!, [x]));
    case "reversed":
      return selected(b, x, axis!, b.sub(b.sub(b.graph.size(axis!.extent), b.int(1)), b.graph.index(axis!)));
  }
  const op = callable.get(name);
  if (op !== undefined && !(over !== undefined || (name in axisFunctions && args.length === 1)))
    return b.map(op, ...args);
  const all = [...new Set(name === "dot" ? [...x.axes, ...y.axes] : x.axes)];
  return axisFunctions[name]!.build(b, over ?? all, args);
}
