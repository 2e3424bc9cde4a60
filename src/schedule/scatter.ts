import type { FoldNode, Node } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";

/** A sum whose terms each land at one computed position along `axis`, and nowhere else. */
export interface Scatter {
  readonly axis: Axis;
  readonly position: Node;
  readonly value: Node;
}

/**
 * Recognises `sum[N](if position[N] == index(V) then value[N] else 0)`, the adjoint of a selection: it needs no loop
 * over V, only additions at computed places.
 */
export function scatterOf(fold: FoldNode): Scatter | undefined {
  const { body } = fold;
  if (fold.fold !== "sum" || body.kind !== "map" || body.op !== "select") return undefined;
  const [condition, value, otherwise] = body.args as [Node, Node, Node];
  if (otherwise.kind !== "constant" || otherwise.value !== 0) return undefined;
  if (condition.kind !== "map" || condition.op !== "eq") return undefined;
  for (const [place, position] of [condition.args, [...condition.args].reverse()] as [Node, Node][]) {
    if (place.kind !== "index" || position.kind !== "map" || position.op !== "checked_index") continue;
    const { axis } = place;
    const moves = position.axes.some((moved) => fold.bound.includes(moved));
    if (moves && fold.axes.includes(axis) && !position.axes.includes(axis) && !value.axes.includes(axis)) {
      return { axis, position, value };
    }
  }
  return undefined;
}
