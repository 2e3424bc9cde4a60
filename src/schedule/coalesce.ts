import type { Node } from "../ir/graph.ts";
import { operands } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { rebuild } from "../ops/rebuild.ts";
import { type KernelGraph, mapOutputs, type Output, rootsOf } from "../ir/kernel.ts";

/**
 * Makes one axis of two neighbours that are always walked together, until there are none: an elementwise loss over
 * [N, C, *S] becomes one loop over all elements.
 */
export function coalesce(kernel: KernelGraph): KernelGraph {
  let current = kernel;
  for (;;) {
    const pair = neighbours(current);
    if (pair === undefined) return current;
    current = merge(current, ...pair);
  }
}

/** Two axes that stand side by side wherever one of them stands. */
function neighbours(kernel: KernelGraph): [Axis, Axis] | undefined {
  const rows: { readonly input?: string; readonly axes: readonly (Axis | undefined)[] }[] = [];
  const bindings: (readonly Axis[])[] = [];
  const alone = new Set<Axis>();
  for (const node of postorder(rootsOf(kernel))) {
    if (node.kind === "input") {
      rows.push({
        input: node.input,
        axes: node.at.map((position) => (position.kind === "index" ? position.axis : undefined)),
      });
    } else {
      for (const operand of operands(node)) if (operand.kind === "index") alone.add(operand.axis);
    }
    if (node.kind === "fold") bindings.push(node.bound);
    if (node.kind === "scan") alone.add(node.axis);
  }
  for (const output of kernel.outputs) {
    if (output.node.kind === "index") alone.add(output.node.axis);
    if ("axes" in output) rows.push({ axes: output.axes });
  }
  const together = (
    axes: readonly (Axis | undefined)[],
    first: Axis,
    second: Axis,
  ): "always" | "never" | "sometimes" => {
    const place = axes.indexOf(first);
    if (place < 0) return axes.includes(second) ? "sometimes" : "never";
    const once = !axes.includes(first, place + 1) && !axes.includes(second, place + 2);
    return once && axes[place + 1] === second ? "always" : "sometimes";
  };
  const mergeable = (first: Axis, second: Axis): boolean => {
    if (first === second || alone.has(first) || alone.has(second)) return false;
    if (!bindings.every((bound) => bound.includes(first) === bound.includes(second))) return false;
    const wayOfInput = new Map<string, string>();
    return rows.every(({ input, axes }) => {
      const way = together(axes, first, second);
      if (way === "sometimes") return false;
      if (input === undefined) return true;
      const earlier = wayOfInput.get(input) ?? way;
      wayOfInput.set(input, way);
      return earlier === way;
    });
  };
  for (const { axes } of rows) {
    for (let i = 0; i + 1 < axes.length; i++) {
      const [first, second] = [axes[i], axes[i + 1]];
      if (first && second && mergeable(first, second)) return [first, second];
    }
  }
  return undefined;
}

function merge(kernel: KernelGraph, first: Axis, second: Axis): KernelGraph {
  const b = new Build(kernel.graph);
  const both = b.graph.axis(`${first.name}*${second.name}`, `${first.extent}*${second.extent}`);
  const joinAxes = (axes: readonly Axis[]): readonly Axis[] =>
    axes.flatMap((axis) => (axis === first ? [both] : axis === second ? [] : [axis]));
  const shapes = new Map(kernel.shapes);
  const done = new Map<Node, Node>();
  for (const node of postorder([...rootsOf(kernel), ...kernel.names.keys()])) {
    if (node.kind === "input") {
      const place = node.at.findIndex((position) => position.kind === "index" && position.axis === first);
      const at = node.at.map((position) => done.get(position)!);
      if (place >= 0) {
        at.splice(place, 2, b.graph.index(both));
        const extents = [...kernel.shapes.get(node.input)!];
        extents.splice(place, 2, both.extent);
        shapes.set(node.input, extents);
      }
      done.set(node, b.input(node.input, node.type, at));
    } else if (node.kind === "fold") {
      done.set(node, b.fold(node.fold, joinAxes(node.bound), done.get(node.body)!));
    } else
      done.set(
        node,
        rebuild(
          b,
          node,
          operands(node).map((operand) => done.get(operand)!),
        ),
      );
  }
  const moved = mapOutputs(kernel, (node) => done.get(node)!);
  const outputs = moved.outputs.map((output): Output =>
    "axes" in output ? { ...output, axes: joinAxes(output.axes) } : output,
  );
  return { ...moved, outputs, shapes, axisOrder: joinAxes(kernel.axisOrder) };
}
