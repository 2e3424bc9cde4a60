import { divisionPole, logarithmPole, powerPole, type Reach, rootPole } from "../../diagnostics/catalogue/examine.ts";
import type { Message } from "../../diagnostics/message.ts";
import type { Place } from "../../diagnostics/source.ts";
import { type MapNode, type Node, operands } from "../../ir/graph.ts";
import type { LossProgram } from "../../ir/program.ts";
import { postorder } from "../../ir/walk.ts";
import { namedRoots } from "../../rewrite/rebuild-program.ts";
import { type Facts, factsAtUses } from "../conditions.ts";
import { isBare, isCount, leaves, nameOfArgument, undeclared } from "./argument.ts";
import type { Finding, Warning, WarningSubject } from "./subject.ts";

/**
 * Logarithms, roots, divisions and powers whose argument can reach the pole: by the declared domains, and under the conditions
 * that hold where they stand. Looked for after the rewriting, for a form that is made stable has no pole.
 */
export const poles: Warning = (subject) => {
  const { stable } = subject;
  const roots = namedRoots(stable).map(({ node }) => node);
  const facts = factsAtUses(roots);
  const uses = usesOf(roots);
  const places = nearestPlaces(stable.graph.placeOf.bind(stable.graph), roots, stable.places.result);
  const findings: Finding[] = [];
  for (const node of postorder(roots)) {
    if (node.kind !== "map") continue;
    const message = poleOf(subject, node, facts.get(node)!, uses);
    if (message !== undefined) findings.push({ at: places.get(node)!, message });
  }
  return findings;
};

type Uses = ReadonlyMap<Node, readonly Node[]>;

function poleOf(subject: WarningSubject, node: MapNode, facts: Facts, uses: Uses): Message | undefined {
  const { stable, bounds } = subject;
  const [x, y] = node.args as [Node, Node];
  const called = (argument: Node, what: string) =>
    [nameOfArgument(stable, argument, what), undeclared(stable, argument)] as const;
  switch (node.op) {
    case "log":
    case "log1p": {
      const { lo } = bounds.of(x, facts);
      const pole = node.op === "log" ? 0 : -1;
      if (lo > pole || (lo === 0 && pole === 0 && bounds.isNonZero(x, facts))) return undefined;
      if (lo === pole && isLimited(subject, node, facts, uses, "below")) return undefined;
      const [name, open] = called(x, "the argument");
      return logarithmPole(node.op === "log" ? name : plusOne(stable, x), lo === pole ? "zero" : "beyond", open);
    }
    case "sqrt": {
      const { lo } = bounds.of(x, facts);
      if (lo > 0 || (lo === 0 && (bounds.isNonZero(x, facts) || !isDifferentiated(subject, x)))) return undefined;
      const [name, open] = called(x, "the argument");
      return rootPole(name, reach(lo), open);
    }
    case "div": {
      if (isCount(y) || bounds.isNonZero(y, facts)) return undefined;
      // A sum of terms of both signs is 0 by accident only; a number that is never negative is 0 at its edge.
      const { lo, hi } = bounds.of(y, facts);
      if (lo < 0 && hi > 0 && !isBare(y)) return undefined;
      const [name, open] = called(y, "the divisor");
      return divisionPole(name, open);
    }
    case "pow": {
      if (y.kind !== "constant" || (Number.isInteger(y.value) && y.value >= 0)) return undefined;
      const { lo } = bounds.of(x, facts);
      if (lo > 0 || (lo === 0 && (y.value > 1 || bounds.isNonZero(x, facts)))) return undefined;
      if (Number.isInteger(y.value) && bounds.isNonZero(x, facts)) return undefined;
      const [name, open] = called(x, "the base");
      return powerPole(name, y.value, Number.isInteger(y.value) ? "zero" : reach(lo), open);
    }
    default:
      return undefined;
  }
}

const reach = (lo: number): Reach => (lo === 0 ? "zero" : "beyond");

/** How a message calls the argument of a logarithm that was written as `log(1 + x)` or `log(1 - x)`. */
function plusOne(program: LossProgram, x: Node): string {
  if (x.kind === "map" && x.op === "neg") return `1 - ${nameOfArgument(program, x.args[0]!, "")}`;
  return `1 + ${nameOfArgument(program, x, "")}`;
}

/** Whether a gradient flows through a node. */
function isDifferentiated({ wrt }: WarningSubject, node: Node): boolean {
  return leaves(node).some((name) => wrt.includes(name));
}

/**
 * Whether every use of a node cuts off what lies below (or above) a finite limit, as `clamp(log(p), -100, inf)` does: an
 * infinity there is no harm, for what is cut off has no gradient.
 */
function isLimited(
  { bounds }: WarningSubject,
  root: Node,
  facts: Facts,
  uses: Uses,
  rootSide: "below" | "above",
): boolean {
  const stack: [Node, "below" | "above"][] = [[root, rootSide]];
  const seen = new Set<Node>();
  while (stack.length > 0) {
    const [node, side] = stack.pop()!;
    if (seen.has(node)) continue;
    seen.add(node);
    const users = uses.get(node) ?? [];
    if (users.length === 0) return false;
    for (const user of users) {
      if (user.kind !== "map") return false;
      const others = user.args.filter((arg) => arg !== node).map((arg) => bounds.of(arg, facts));
      const cuts =
        side === "below"
          ? (user.op === "max" && others[0]!.lo > -Infinity) ||
            (user.op === "clamp" && user.args[0] === node && others[0]!.lo > -Infinity) ||
            user.op === "relu"
          : (user.op === "min" && others[0]!.hi < Infinity) ||
            (user.op === "clamp" && user.args[0] === node && others[1]!.hi < Infinity);
      if (cuts) continue;
      if (user.op !== "neg") return false;
      stack.push([user, side === "below" ? "above" : "below"]);
    }
  }
  return true;
}

function usesOf(roots: readonly Node[]): Uses {
  const uses = new Map<Node, Node[]>();
  for (const node of postorder(roots)) {
    for (const operand of new Set(operands(node))) {
      const list = uses.get(operand);
      if (list) list.push(node);
      else uses.set(operand, [node]);
    }
  }
  return uses;
}

/** Where each node comes from; one that the rewriting made comes from where the nearest node above does. */
function nearestPlaces(
  placeOf: (node: Node) => Place | undefined,
  roots: readonly Node[],
  last: Place,
): ReadonlyMap<Node, Place> {
  const places = new Map<Node, Place>();
  for (const node of postorder(roots).reverse()) {
    const place = placeOf(node) ?? places.get(node) ?? last;
    places.set(node, place);
    for (const operand of operands(node)) if (!places.has(operand)) places.set(operand, place);
  }
  return places;
}
