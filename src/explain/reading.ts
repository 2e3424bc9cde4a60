import { dependsOn, gradients } from "../differentiate/reverse.ts";
import { isConstant, type Node, operands } from "../ir/graph.ts";
import type { LossProgram } from "../ir/program.ts";
import type { Axis } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import { Build } from "../ops/build.ts";
import { rebuildAll } from "../ops/rebuild.ts";
import { simplifier } from "../rewrite/engine.ts";
import { namedRoots, rebuildProgram } from "../rewrite/rebuild-program.ts";
import { findInstances } from "./instances.ts";
import { POINT, SEED } from "./names.ts";

/** The gradients of a loss as they are read: away from kinks, with every input given and no axis empty. */
export interface Reading {
  /** The loss as it was written, and in its stable form. */
  readonly written: LossProgram;
  readonly stable: LossProgram;
  /** Of the point, weighted with `SEED`, if there is a reduction; else of the value. */
  readonly gradients: ReadonlyMap<string, Node>;
  /** For each reduction, the derivative in the point. */
  readonly seeds: readonly Seed[];
  /** The derivative of the result in each let on the way. */
  readonly adjoints: ReadonlyMap<Node, Node>;
}

export interface Seed {
  readonly reduction: string;
  /** As a function of the point's own axes. */
  readonly factor: Node;
  /** What the reduction adds to gradients beside: it uses inputs directly. */
  readonly beside: ReadonlyMap<string, Node>;
}

export function readLoss(program: LossProgram, wrt: readonly string[]): Reading {
  const { graph } = program;
  const given = new Map(program.inputs.map(({ name }) => [graph.present(name), graph.bool(true)]));
  const written = rebuildProgram(new Build(graph, simplifier([])), program, given);
  const b = new Build(graph, simplifier());
  const stable = rebuildProgram(b, written);
  const axesOf = new Map(
    program.inputs
      .filter(({ name }) => wrt.includes(name))
      .map(({ name, axes }) => [name, axes.map((axis) => graph.axis(axis.name))]),
  );
  const adjoints = new Map<Node, Node>();
  const whole = wholeLets(b, written, stable);
  const differentiate = (root: Node, seed: Node, inputs: ReadonlyMap<string, readonly Axis[]>) => {
    const found = gradients(b, root, seed, inputs, {
      generic: true,
      onAdjoint: (node, adjoint) => {
        if (whole.has(node)) adjoints.set(node, adjoint);
      },
    });
    const plain = withoutEmptiness(b, [...found.values(), ...adjoints.values()]);
    for (const [node, adjoint] of adjoints) adjoints.set(node, plain(adjoint));
    return new Map([...found].map(([name, node]) => [name, plain(node)]));
  };

  const point = pointOf(stable);
  if (point === undefined || point.axes.length === 0) {
    const root = point?.node ?? (stable.result.kind === "return" ? stable.result.value : graph.real(0));
    return { written, stable, gradients: differentiate(root, b.real(1), axesOf), seeds: [], adjoints };
  }
  const positions = point.axes.map((axis) => graph.index(axis));
  const seeds = seedsOf(b, written, point.axes, axesOf);
  const found = differentiate(point.node, b.input(SEED, "real", positions), axesOf);
  return { written, stable, gradients: found, seeds, adjoints };
}

/** In larger losses, derivatives in lets are not looked for. */
const MOST_LETS = 24;
const MOST_NODES = 4000;

/**
 * The lets, in their stable form, through which the result depends on them: the derivative in the node is then the derivative
 * in the let. It is not where a rule looked through the let, or where the loss has the let at other positions too.
 */
function wholeLets(b: Build, written: LossProgram, stable: LossProgram): ReadonlySet<Node> {
  const { graph } = written;
  const roots = namedRoots(written).map(({ node }) => node);
  const nodes = postorder(roots);
  const whole = new Set<Node>();
  if (written.names.size > MOST_LETS || nodes.length > MOST_NODES) return whole;
  const lets = new Set(written.names.keys());
  const moved = new Set(
    [...findInstances([...lets, ...nodes.filter((node) => !lets.has(node))], () => true).values()].map(({ of }) => of),
  );
  const end = namedRoots(stable).map(({ node }) => node);
  const stableOf = rebuildAll(b, lets);
  for (const node of lets) {
    if (node.type !== "real" || moved.has(node)) continue;
    const stand = graph.input(
      `__${written.names.get(node)!}__`,
      "real",
      node.axes.map((axis) => graph.index(axis)),
    );
    const apart = rebuildAll(b, roots, new Map([[node, stand]]));
    const back = rebuildAll(new Build(graph), roots.map(apart), new Map([[stand, stableOf(node)]]));
    if (roots.every((root, i) => back(apart(root)) === end[i])) whole.add(stableOf(node));
  }
  return whole;
}

export function pointOf({ result }: LossProgram): { readonly node: Node; readonly axes: readonly Axis[] } | undefined {
  return result.kind === "return" ? undefined : { node: result.point, axes: result.axes };
}

function seedsOf(
  b: Build,
  { graph, result }: LossProgram,
  axes: readonly Axis[],
  wrt: ReadonlyMap<string, readonly Axis[]>,
): readonly Seed[] {
  if (result.kind !== "reduce") return [];
  const stand = graph.input(
    POINT,
    "real",
    axes.map((axis) => graph.index(axis)),
  );
  return result.reductions.map(({ name, value }) => {
    const root = rebuildAll(b, [value], new Map([[result.point, stand]]))(value);
    const inputs = new Map([...wrt, [POINT, axes] as const]);
    const found = gradients(b, root, b.real(1), inputs, { generic: true, onAdjoint: () => {} });
    const plain = withoutEmptiness(b, [...found.values()]);
    const beside = [...found].map(([input, node]) => [input, plain(node)] as const);
    return {
      reduction: name,
      factor: plain(found.get(POINT)!),
      beside: new Map(beside.filter(([input, node]) => input !== POINT && !isConstant(node, 0))),
    };
  });
}

/** Graphs in which no axis is empty. */
function withoutEmptiness(b: Build, roots: readonly Node[]): (node: Node) => Node {
  const known = new Map<Node, Node>();
  for (const node of postorder(roots)) {
    if (node.kind === "map" && node.op === "gt" && isSize(node.args[0]!) && isConstant(node.args[1]!, 0))
      known.set(node, b.bool(true));
  }
  return rebuildAll(b, roots, known);
}

function isSize(node: Node): boolean {
  if (node.kind === "map") return node.op === "mul" && node.args.every(isSize);
  return node.kind === "size";
}

/** What a gradient flows through from the results of a loss to its inputs. */
export function differentiated(program: LossProgram, wrt: readonly string[]): ReadonlySet<Node> {
  const inputs = new Map(wrt.map((name) => [name, true]));
  const metrics = new Set(program.metrics.map(({ value }) => value));
  const all = new Set<Node>();
  for (const { node: root } of namedRoots(program)) {
    if (metrics.has(root)) continue;
    const reach = dependsOn(root, inputs);
    const stack = [root];
    while (stack.length > 0) {
      const node = stack.pop()!;
      if (all.has(node) || !reach.has(node)) continue;
      all.add(node);
      stack.push(...operands(node));
    }
  }
  return all;
}
