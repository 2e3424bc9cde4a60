import {
  type Argument,
  divisionPole,
  gammaPole,
  logarithmPole,
  openPowerPole,
  powerPole,
  type Reach,
  rootPole,
} from "../../diagnostics/catalogue/examine.ts";
import type { Message } from "../../diagnostics/message.ts";
import type { Place } from "../../diagnostics/source.ts";
import { type MapNode, type Node, operands } from "../../ir/graph.ts";
import type { LossProgram } from "../../ir/program.ts";
import { postorder } from "../../ir/walk.ts";
import type { Interval } from "../../ops/interval.ts";
import { namedRoots } from "../../rewrite/rebuild-program.ts";
import { type Facts, factsAtUses } from "../conditions.ts";
import { isBare, isCount, isDifference, leaves, nameOfArgument, textOf, undeclared } from "./argument.ts";
import type { Finding, Warning, WarningSubject } from "./subject.ts";

/**
 * Logarithms, roots, divisions and powers of the source whose argument can reach the pole: by the declared domains, and under the
 * conditions that hold where they stand. The form that is made stable must have the pole there too: a spelling that is
 * made stable has none, and a pole that only the rewriting made is none of the source.
 */
export const poles: Warning = (subject) => {
  const left = polesIn(subject, subject.stable);
  return polesIn(subject, subject.program)
    .filter((pole) => left.some((other) => isLeft(pole, other)))
    .map(({ at, message }) => ({ at: message.code === "LC5103" ? divisorIn(at) : at, message }));
};

/** The place of the divisor in that of a quotient, whose last sign outside of brackets is the division. */
function divisorIn({ source, span }: Place): Place {
  const text = source.text.slice(span.start, span.end);
  let depth = 0;
  let slash = -1;
  for (const [at, sign] of [...text.split("")].entries()) {
    depth += Number("([".includes(sign)) - Number(")]".includes(sign));
    if (sign === "/" && depth === 0) slash = at;
  }
  // A comment has such signs, too.
  if (slash < 0 || text.includes("//")) return { source, span };
  const divisor = text.slice(slash + 1);
  return { source, span: { start: span.end - divisor.trimStart().length, end: span.end } };
}

/** Whether a pole of the stable form is one of the source, which may have had another spelling there. */
const isLeft = (written: Finding, stable: Finding): boolean =>
  contains(stable.at, written.at) && (SPELLINGS[written.message.code] ?? []).includes(stable.message.code);

/** By the code of a pole in the source, those that rewriting makes of it: a quotient under a logarithm is taken apart. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  LC5101: ["LC5101"],
  LC5102: ["LC5102"],
  LC5103: ["LC5103", "LC5101"],
  LC5104: ["LC5104", "LC5102", "LC5103"],
  LC5114: ["LC5114"],
};

const contains = (outer: Place, inner: Place): boolean =>
  outer.source === inner.source && outer.span.start <= inner.span.start && inner.span.end <= outer.span.end;

/** The poles that a form of the loss has, each at the place that it comes from. */
function polesIn(subject: WarningSubject, form: LossProgram): readonly Finding[] {
  const roots = namedRoots(form).map(({ node }) => node);
  const facts = factsAtUses(roots);
  const uses = usesOf(roots);
  const places = nearestPlaces(form.graph.placeOf.bind(form.graph), roots, form.places.result);
  const findings: Finding[] = [];
  for (const node of postorder(roots)) {
    if (node.kind !== "map") continue;
    const message = poleOf({ ...subject, form }, node, facts.get(node)!, uses);
    if (message !== undefined) findings.push({ at: places.get(node)!, message });
  }
  return findings;
}

type Uses = ReadonlyMap<Node, readonly Node[]>;

interface PoleSubject extends WarningSubject {
  readonly form: LossProgram;
}

function poleOf(subject: PoleSubject, node: MapNode, facts: Facts, uses: Uses): Message | undefined {
  const { form, bounds } = subject;
  const [x, y] = node.args as [Node, Node];
  const called = (argument: Node, what: string): Argument => ({
    name: nameOfArgument(form, argument, what),
    text: textOf(form, argument),
    undeclared: undeclared(form, argument),
  });
  switch (node.op) {
    case "log":
    case "log1p":
    case "log1mexp": {
      const { lo } = bounds.of(x, facts);
      // Only the rewriting makes one, and a difference in it is 0 by accident only.
      if (node.op === "log1mexp" && lo < 0 && !isBare(x)) return undefined;
      const pole = node.op === "log1p" ? -1 : 0;
      if (lo > pole || (lo === 0 && pole === 0 && bounds.isNonZero(x, facts))) return undefined;
      if (lo === pole && isLimited(subject, node, facts, uses, "below")) return undefined;
      const isWeighted = lo === pole && (uses.get(node) ?? []).some((user) => user.kind === "map" && user.op === "mul");
      const argument = called(x, "the argument");
      const name = node.op === "log1p" ? plusOne(form, x) : argument.name;
      return logarithmPole({ ...argument, name }, node.op === "log1p" ? "log1p" : "log", reach(lo, pole), isWeighted);
    }
    case "xlogy": {
      const { lo } = bounds.of(y, facts);
      if (lo > 0 || bounds.isNonZero(y, facts) || hasFactor(y, x)) return undefined;
      if (lo === 0 && isLimited(subject, node, facts, uses, "below")) return undefined;
      return logarithmPole(called(y, "the argument"), "xlogy", reach(lo), false);
    }
    case "sqrt":
    case "acosh1p": {
      const { lo } = bounds.of(x, facts);
      if (lo > 0 || (lo === 0 && (bounds.isNonZero(x, facts) || !isDifferentiated(subject, x)))) return undefined;
      return rootPole(called(x, "the argument"), reach(lo));
    }
    case "div": {
      if (isCount(y) || bounds.isNonZero(y, facts)) return undefined;
      // A sum of terms of both signs is 0 by accident only; a number that is never negative is 0 at its edge, a difference at a tie.
      const { lo, hi } = bounds.of(y, facts);
      if (lo < 0 && hi > 0 && !isBare(y) && !isDifference(y)) return undefined;
      return divisionPole(called(x, "the dividend"), called(y, "the divisor"), lo < 0);
    }
    case "pow": {
      const { lo } = bounds.of(x, facts);
      if (y.kind === "option") {
        // Only where a call was found: of most exponents that a domain allows, nobody makes use.
        const isFound = subject.report.undefinedGradients.length > 0 && isDifferentiated(subject, x);
        if (!isFound || lo > 0 || bounds.of(y, facts).lo >= 1 || bounds.isNonZero(x, facts)) return undefined;
        return openPowerPole(called(x, "the base"), y.name);
      }
      if (y.kind !== "constant" || (Number.isInteger(y.value) && y.value >= 0)) return undefined;
      if (lo > 0 || (lo === 0 && (y.value > 1 || bounds.isNonZero(x, facts)))) return undefined;
      if (Number.isInteger(y.value) && bounds.isNonZero(x, facts)) return undefined;
      return powerPole(called(x, "the base"), y.value, Number.isInteger(y.value) ? "zero" : reach(lo), lo < 0);
    }
    case "lgamma":
    case "digamma": {
      const { lo, hi } = bounds.of(x, facts);
      // A number of both signs is a whole number by accident only.
      if (Math.ceil(lo) > Math.min(hi, 0) || (lo < 0 && !isBare(x) && !isDifference(x))) return undefined;
      if (lo === 0 && bounds.isNonZero(x, facts)) return undefined;
      if (node.op === "lgamma" && isLimited(subject, node, facts, uses, "above")) return undefined;
      return gammaPole(called(x, "the argument"), node.op, { zero: hi >= 0, negative: lo <= -1 });
    }
    default:
      return undefined;
  }
}

/** Operators that are 0 only where their first argument is. */
const ZERO_WITH_FIRST = new Set(["div", "pow", "abs", "neg"]);

/** Whether `product` is 0 only where `factor` is: it is the factor, or made from it alone. */
function hasFactor(product: Node, factor: Node): boolean {
  if (product === factor) return true;
  if (product.kind !== "map") return false;
  if (ZERO_WITH_FIRST.has(product.op)) return hasFactor(product.args[0]!, factor);
  return product.op === "mul" && product.args.every((arg) => arg.kind === "constant" || hasFactor(arg, factor));
}

const reach = (lo: number, pole = 0): Reach => (lo === pole ? "zero" : "beyond");

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
      const others = user.args.filter((arg) => arg !== node).map((arg) => limits(bounds.of(arg, facts), arg));
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

/** Bounds of what limits another number. A parameter that is given is finite. */
function limits({ lo, hi }: Interval, node: Node): Interval {
  return isBare(node) ? { lo: Math.max(lo, -Number.MAX_VALUE), hi: Math.min(hi, Number.MAX_VALUE) } : { lo, hi };
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
