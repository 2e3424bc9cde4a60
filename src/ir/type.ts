/** The type of one element. An index is an `int`; a `bool` is never a number. */
export type Scalar = "real" | "int" | "bool";

/**
 * A named axis, which is also the loop variable that runs along it.
 *
 * `extent` names the declared axis that fixes its size: `x[N as M]` makes the axis `M` of extent `N`,
 * and bound axes are renamed freely while keeping their extent.
 */
export interface Axis {
  readonly name: string;
  readonly extent: string;
}

/** The union of sorted axis lists, sorted by name and without duplicates. */
export function unionAxes(...lists: readonly (readonly Axis[])[]): readonly Axis[] {
  const filled = lists.filter((list) => list.length > 0);
  if (filled.length === 0) return [];
  const first = filled[0]!;
  if (filled.every((list) => list === first || list.every((axis) => first.includes(axis)))) return first;
  return sortAxes(new Set(filled.flat()));
}

export function withoutAxes(axes: readonly Axis[], removed: readonly Axis[]): readonly Axis[] {
  return axes.some((axis) => removed.includes(axis)) ? axes.filter((axis) => !removed.includes(axis)) : axes;
}

/** Whether two lists without duplicates have the same axes, in whatever order. */
export function haveSameAxes(some: readonly Axis[], others: readonly Axis[]): boolean {
  return some.length === others.length && some.every((axis) => others.includes(axis));
}

export function sortAxes(axes: Iterable<Axis>): readonly Axis[] {
  return [...axes].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
