import { type Graph, isReduction, type Node, operands, type Reduction } from "../ir/graph.ts";
import { type KernelGraph, mapOutputs } from "../ir/kernel.ts";
import type { Axis } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { rebuild } from "../ops/rebuild.ts";
import { allRoots, type Buckets, mapBuckets } from "./bucket.ts";

/**
 * Folds that differ in the names of their axes only are one: `norm[D](x[N, D])` and `norm[D](x[M, D])`, where M is N
 * renamed, are the same vector. The second reads the first's, and a number that is computed twice is computed once.
 */
export function shareRenamed(
  kernel: KernelGraph,
  buckets: Buckets,
): { readonly kernel: KernelGraph; readonly buckets: Buckets } {
  const nodes = postorder(allRoots(kernel, buckets));
  if (!hasTwins(nodes)) return { kernel, buckets };
  const b = new Build(kernel.graph);
  const shapes = new Shapes();
  const first = new Map<number, Reduction>();
  const done = new Map<Node, Node>();
  const at = (node: Node) => done.get(node)!;
  for (const node of nodes) {
    const { shape } = shapes.of(node);
    const made = rebuild(b, node, operands(node).map(at));
    const isVector = isReduction(node) && isReduction(made) && node.axes.length <= 1;
    const same = isVector ? first.get(shape) : undefined;
    if (isVector && same === undefined) first.set(shape, made);
    done.set(node, same === undefined ? made : sameAlong(kernel.graph, same, node.axes[0]));
  }
  return { kernel: mapOutputs(kernel, at), buckets: mapBuckets(buckets, at) };
}

/** Whether two axes are of one extent. */
function hasTwins(nodes: readonly Node[]): boolean {
  const axes = new Set(nodes.flatMap((node) => (node.kind === "index" ? [node.axis] : [])));
  return new Set([...axes].map(({ extent }) => extent)).size < axes.size;
}

/** A vector read along another axis. */
function sameAlong(graph: Graph, vector: Reduction, axis: Axis | undefined): Node {
  const [own] = vector.axes;
  return own === axis || own === undefined || axis === undefined ? vector : graph.read(vector, own, graph.index(axis));
}

/** A node apart from the names of its axes: two of one shape differ by the axes that stand for the numbers in it. */
interface Shaped {
  readonly shape: number;
  /** The free axes, in the order of first use. */
  readonly axes: readonly Axis[];
}

class Shapes {
  readonly #numbers = new Map<string, number>();
  readonly #known = new Map<Node, Shaped>();

  /** The shape of a node whose operands were asked for before. */
  of(node: Node): Shaped {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const parts = operands(node).map((operand) => this.of(operand));
    const axes = [...new Set(parts.flatMap((part) => part.axes))];
    const place = (axis: Axis) => axes.indexOf(axis);
    const inside = parts.map((part) => `${part.shape}(${part.axes.map(place).join()})`).join(" ");
    const shaped = this.#shaped(node, axes, place, inside);
    this.#known.set(node, shaped);
    return shaped;
  }

  #shaped(node: Node, axes: readonly Axis[], place: (axis: Axis) => number, inside: string): Shaped {
    switch (node.kind) {
      case "index":
        return this.#numbered(`index ${node.axis.extent}`, [node.axis]);
      case "input":
        return this.#numbered(`input ${node.input} ${inside}`, axes);
      case "map":
        return this.#numbered(`map ${node.op} ${node.type} ${inside}`, axes);
      case "fold": {
        const bound = node.bound.map(place).sort((x, y) => x - y);
        const free = axes.filter((axis) => !node.bound.includes(axis));
        return this.#numbered(`fold ${node.fold} ${bound.join()} ${inside}`, free);
      }
      case "scan":
        return this.#numbered(
          `scan ${node.fold} ${node.reversed} ${node.exclusive} ${place(node.axis)} ${inside}`,
          axes,
        );
      case "read":
        // Its axis is bound in one operand, and may be free in the other: such nodes are themselves only.
        return this.#numbered(`node ${node.id}`, node.axes);
      default:
        return this.#numbered(`node ${node.id}`, []);
    }
  }

  #numbered(text: string, axes: readonly Axis[]): Shaped {
    const shape = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, shape);
    return { shape, axes };
  }
}
