import { isReduction, type Node, operands } from "../ir/graph.ts";
import type { Axis } from "../ir/type.ts";
import { postorder } from "../ir/walk.ts";
import { findInstances } from "./instances.ts";
import type { Names } from "./names.ts";
import { atom, not, type Term } from "./term.ts";
import { element, type View, viewOf } from "./view.ts";
import { wishFor } from "./wishes.ts";

/** A part that has a name: `name[axes] = term`. */
export interface Definition {
  readonly name: string;
  readonly axes: readonly Axis[];
  readonly term: Term;
}

export interface Formulas {
  /** A term for each root. */
  readonly terms: readonly Term[];
  /** What the names in them mean, those first that others use. */
  readonly definitions: readonly Definition[];
}

export interface Style {
  readonly names: Names;
  /** Nodes that have a name, and whether the reader knows already what it means. */
  readonly named: ReadonlyMap<Node, { readonly name: string; readonly known: boolean }>;
}

/** Smaller parts are written out each time. */
const WORTH = 6;
/** A longer text is cut: a part of it gets a name. */
const LONGEST = 600;

/** Roots as terms; what stands in them twice, or has a name in the source, is defined apart. */
export function formulas(roots: readonly Node[], { names, named }: Style): Formulas {
  const ids = postorder([...roots, ...named.keys()]);
  const nodes = [...named.keys(), ...ids.filter((node) => !named.has(node))];
  const weight = weights(ids, named);
  const isWorth = (node: Node) => named.has(node) || weight(node) >= WORTH;
  const opposites = oppositesOf([...named.keys()], ids);
  const instances = findInstances(nodes, isWorth);
  const views = new Map<Node, View>();
  const uses = new Map<Node, number>();
  const sorted = reached(roots, (node) => {
    if (named.get(node)?.known === true) return [];
    const instance = instances.get(node);
    if (instance !== undefined) return [instance.of, ...instance.at.values()];
    const view = opposites.get(node) ?? viewOf(node, names);
    views.set(node, view);
    return view.parts;
  });
  for (const { node, parts } of sorted) {
    const instance = instances.get(node);
    for (const part of parts) uses.set(part, (uses.get(part) ?? 0) + (instance?.of === part ? 2 : 1));
  }

  const definitions: Definition[] = [];
  const terms = new Map<Node, Term>();
  const called = new Map<Node, string>();
  const refer = (node: Node, at: (axis: Axis) => Term) => element(called.get(node)!, names.ordered(node.axes).map(at));
  const index = (axis: Axis) => atom(names.index(axis));
  for (const { node } of sorted) {
    const instance = instances.get(node);
    const given = named.get(node);
    if (given?.known === true) {
      called.set(node, given.name);
      terms.set(node, refer(node, index));
    } else if (instance !== undefined)
      terms.set(
        node,
        refer(instance.of, (axis) => terms.get(instance.at.get(axis)!)!),
      );
    else {
      const { parts, write } = views.get(node)!;
      const term = write(parts.map((part) => terms.get(part)!));
      const shared = (uses.get(node) ?? 0) > 1 && isWorth(node);
      const isRoot = roots.includes(node) && !shared && given === undefined;
      if (!isRoot && (given !== undefined || shared || term.text.length > LONGEST)) {
        const name = given?.name ?? names.claim(wishFor(node, named));
        called.set(node, name);
        definitions.push({ name, axes: names.ordered(node.axes), term });
        terms.set(node, refer(node, index));
      } else terms.set(node, term);
    }
  }
  return { terms: roots.map((root) => terms.get(root)!), definitions };
}

const OPPOSITES: Readonly<Record<string, string>> = { eq: "ne", ne: "eq" };

/** How the opposites of named conditions are shown. */
function oppositesOf(named: readonly Node[], nodes: readonly Node[]): ReadonlyMap<Node, View> {
  const key = (op: string, args: readonly Node[]) => `${op} ${args.map(({ id }) => id).join(" ")}`;
  const wanted = new Map<string, Node>();
  for (const node of named) {
    const op = node.kind === "map" ? OPPOSITES[node.op] : undefined;
    if (op !== undefined && node.kind === "map") wanted.set(key(op, node.args), node);
  }
  const views = new Map<Node, View>();
  for (const node of nodes) {
    const positive = node.kind === "map" && !named.includes(node) ? wanted.get(key(node.op, node.args)) : undefined;
    if (positive !== undefined) views.set(node, { parts: [positive], write: ([term]) => not(term!) });
  }
  return views;
}

/** All that is reached from the roots, parts first. */
function reached(
  roots: readonly Node[],
  partsOf: (node: Node) => readonly Node[],
): readonly { readonly node: Node; readonly parts: readonly Node[] }[] {
  const sorted: { node: Node; parts: readonly Node[] }[] = [];
  const seen = new Set<Node>();
  const stack: { node: Node; parts?: readonly Node[] }[] = [...roots].reverse().map((node) => ({ node }));
  while (stack.length > 0) {
    const { node, parts } = stack.pop()!;
    if (parts !== undefined) sorted.push({ node, parts });
    else if (!seen.has(node)) {
      seen.add(node);
      const below = partsOf(node);
      stack.push({ node, parts: below }, ...[...below].reverse().map((part) => ({ node: part })));
    }
  }
  return sorted;
}

/** How large a node is as a tree, within reason. */
function weights(nodes: readonly Node[], named: ReadonlyMap<Node, unknown>): (node: Node) => number {
  const known = new Map<Node, number>();
  const of = (node: Node) => (named.has(node) ? 1 : (known.get(node) ?? 1));
  for (const node of nodes) {
    const own = isReduction(node) ? WORTH - 1 : node.kind === "map" && node.op !== "real" ? 1 : 0;
    const parts = node.kind === "input" ? [] : operands(node);
    const below = parts.reduce((total, part) => total + of(part), 0);
    known.set(node, Math.min(1000, Math.max(1, own + below)));
  }
  return (node) => known.get(node) ?? 1;
}
