import { type FoldNode, type Node, operands } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import type { Build } from "./build.ts";
import { rebuild } from "./rebuild.ts";

/**
 * `root` with each axis of `positions` replaced by its int, all at once. Selecting `x[C = i]` puts i for C,
 * renaming `x[N as M]` puts M's position for N. Bound axes are renamed where they would capture one of an int's.
 */
export function substitute(b: Build, root: Node, positions: ReadonlyMap<Axis, Node>): Node {
  const replaced = [...positions.keys()];
  const introduced = [...positions.values()].flatMap((position) => position.axes);
  const touched = (node: Node) => node.axes.some((axis) => positions.has(axis));
  const clashes = (node: FoldNode) => node.bound.some((axis) => replaced.includes(axis) || introduced.includes(axis));

  const done = new Map<Node, Node>();
  const stack: Node[] = [root];
  while (stack.length > 0) {
    const node = stack.at(-1)!;
    if (done.has(node) || !touched(node)) {
      done.set(node, done.get(node) ?? node);
      stack.pop();
    } else if (node.kind === "index") {
      done.set(node, positions.get(node.axis)!);
    } else if (node.kind === "fold" && clashes(node)) {
      done.set(node, withFreshBound(b, node, positions, introduced));
    } else {
      const missing = operands(node).filter((operand) => !done.has(operand));
      if (missing.length > 0) stack.push(...missing);
      else
        done.set(
          node,
          rebuild(
            b,
            node,
            operands(node).map((operand) => done.get(operand)!),
          ),
        );
    }
  }
  return done.get(root)!;
}

function withFreshBound(
  b: Build,
  fold: FoldNode,
  positions: ReadonlyMap<Axis, Node>,
  introduced: readonly Axis[],
): Node {
  const inner = new Map([...positions].filter(([axis]) => !fold.bound.includes(axis)));
  const avoid = [...fold.body.axes, ...introduced];
  const bound = fold.bound.map((axis) => {
    const fresh = b.graph.otherAxis(axis, avoid);
    avoid.push(fresh);
    inner.set(axis, b.graph.index(fresh));
    return fresh;
  });
  return b.fold(fold.fold, bound, substitute(b, fold.body, inner));
}
