import type { Node } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";

/**
 * What an expression elaborates to. `axes` are those that the language gives it, sorted; the node may lack
 * some, where simplification found that it is the same along them.
 */
export interface Typed {
  readonly node: Node;
  readonly axes: readonly Axis[];
}

/** Null after an error: it is reported already, and silences what follows from it. */
export type Value = Typed | null;

export type Environment = ReadonlyMap<string, Value>;

export const isNumber = (value: Typed): boolean => value.node.type !== "bool";

export function describe(value: Typed, shown: readonly string[]): string {
  const type = value.node.type === "int" ? "an int" : `a ${value.node.type}`;
  return shown.length === 0 ? type : `${type} with ${shown.length === 1 ? "axis" : "axes"} ${shown.join(", ")}`;
}
