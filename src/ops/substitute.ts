import { type Node, operands, type Reduction, type ScanNode } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import type { Build } from "./build.ts";
import { rebuild } from "./rebuild.ts";

type Positions = ReadonlyMap<Axis, Node>;

/** What to put for a node that has an axis to be replaced, instead of making it again. */
type Instead = (node: Node, positions: Positions) => Node | undefined;

/**
 * `root` with each axis of `positions` replaced by its int, all at once. Selecting `x[C = i]` puts i for C,
 * renaming `x[N as M]` puts M's position for N. Bound axes are renamed where they would capture one of an int's.
 */
export function substitute(b: Build, root: Node, positions: Positions, instead: Instead = () => undefined): Node {
  return new Substitution(b, instead).of(root, positions);
}

class Substitution {
  readonly #b: Build;
  readonly #instead: Instead;
  /** What was made already, for each assignment of positions. */
  readonly #made = new Map<string, Map<Node, Node>>();

  constructor(b: Build, instead: Instead) {
    this.#b = b;
    this.#instead = instead;
  }

  of(root: Node, positions: Positions): Node {
    if (!touches(positions, root)) return root;
    const key = [...positions].map(([axis, position]) => `${axis.name} ${position.id}`).join();
    const done = this.#made.get(key) ?? new Map<Node, Node>();
    this.#made.set(key, done);
    const stack: Node[] = [root];
    while (stack.length > 0) {
      const node = stack.at(-1)!;
      const made =
        done.get(node) ??
        (touches(positions, node) ? (this.#instead(node, positions) ?? this.#binder(node, positions)) : node);
      if (made !== undefined) {
        done.set(node, made);
        stack.pop();
        continue;
      }
      const missing = operands(node).filter((operand) => !done.has(operand));
      if (missing.length > 0) stack.push(...missing);
      else
        done.set(
          node,
          rebuild(
            this.#b,
            node,
            operands(node).map((operand) => done.get(operand)!),
          ),
        );
    }
    return done.get(root)!;
  }

  /** What becomes of a node that is not just made again from its operands. */
  #binder(node: Node, positions: Positions): Node | undefined {
    switch (node.kind) {
      case "index":
        return positions.get(node.axis)!;
      case "fold": {
        if (!node.bound.some((axis) => isInvolved(positions, axis))) return undefined;
        const { bound, inner } = this.#freshBound(node.bound, node.body, positions);
        return this.#b.fold(node.fold, bound, this.of(node.body, inner));
      }
      case "scan": {
        if (!isInvolved(positions, node.axis)) return undefined;
        const at = positions.get(node.axis) ?? this.#b.graph.index(node.axis);
        return this.#read(node, node.axis, at, positions);
      }
      case "read":
        if (!isInvolved(positions, node.axis)) return undefined;
        return this.#read(node.of, node.axis, this.of(node.at, positions), positions);
      default:
        return undefined;
    }
  }

  /** A scan at a position that is made already, with the axis that is read along, which is bound, kept apart from `positions`. */
  #read(node: Reduction, axis: Axis, at: Node, positions: Positions): Node {
    const others = new Map([...positions].filter(([other]) => other !== axis && node.axes.includes(other)));
    if (!isInvolved(others, axis)) return this.#b.read(this.of(node, others), axis, at);
    const { bound, inner } = this.#freshBound([axis], node, others);
    const renamed = node.kind === "scan" ? this.#renamed(node, bound[0]!, inner) : this.of(node, inner);
    return this.#b.read(renamed, bound[0]!, at);
  }

  #renamed(scan: ScanNode, axis: Axis, inner: Positions): Node {
    const { fold, body, exponent } = scan;
    return this.#b.scan(fold, { ...scan, axis }, this.of(body, inner), exponent && this.of(exponent, inner));
  }

  #freshBound(
    axes: readonly Axis[],
    body: Node,
    positions: Positions,
  ): { readonly bound: readonly Axis[]; readonly inner: Positions } {
    const inner = new Map([...positions].filter(([axis]) => !axes.includes(axis)));
    const avoid = [...body.axes, ...[...positions.values()].flatMap((position) => position.axes)];
    const bound = axes.map((axis) => {
      const fresh = this.#b.graph.otherAxis(axis, avoid);
      avoid.push(fresh);
      inner.set(axis, this.#b.graph.index(fresh));
      return fresh;
    });
    return { bound, inner };
  }
}

const touches = (positions: Positions, node: Node): boolean => node.axes.some((axis) => positions.has(axis));

/** Whether an axis is replaced, or is one of an int's that is put in. */
const isInvolved = (positions: Positions, axis: Axis): boolean =>
  positions.has(axis) || [...positions.values()].some((position) => position.axes.includes(axis));
