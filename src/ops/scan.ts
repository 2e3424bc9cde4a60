import { type Node, opposite, type ReadNode, type ScanNode } from "../ir/graph.ts";
import { type Axis, withoutAxes } from "../ir/type.ts";
import type { Build } from "./build.ts";
import { substitute } from "./substitute.ts";

/** The sum of what lands at each position of a scan if `value`, with the axes of a read of it, is put where it reads. */
export function scatterRead(b: Build, { of, axis: along, at, axes }: ReadNode, value: Node): Node {
  const kept = withoutAxes(of.axes, [along]);
  const avoid = [...of.axes, ...axes];
  const moves = new Map<Axis, Node>();
  const inner = withoutAxes(at.axes, kept).map((axis) => {
    if (axis !== along) return axis;
    const fresh = b.graph.otherAxis(axis, avoid);
    moves.set(axis, b.graph.index(fresh));
    return fresh;
  });
  const lands = b.eq(substitute(b, at, moves), b.graph.index(along));
  return b.sum(inner, b.select(lands, substitute(b, value, moves), b.constantLike(0, value)));
}

/** Which elements of a scan are read where `when` holds. */
export const isRead = (b: Build, read: ReadNode, when: Node): Node =>
  b.gt(scatterRead(b, read, b.select(when, b.int(1), b.int(0))), b.int(0));

/** Which elements of its body a scan needs where `when` holds of its own. */
export const isScanned = (b: Build, scan: ScanNode, when: Node): Node =>
  when.axes.includes(scan.axis) ? b.scan("any", opposite(scan), when) : when;
