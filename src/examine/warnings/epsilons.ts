import { epsilonIsZero, vanishingEpsilon } from "../../diagnostics/catalogue/examine.ts";
import type { MapNode, Node } from "../../ir/graph.ts";
import type { LossProgram } from "../../ir/program.ts";
import { postorder } from "../../ir/walk.ts";
import { hull, type Interval } from "../../ops/interval.ts";
import { namedRoots } from "../../rewrite/rebuild-program.ts";
import { NO_FACTS } from "../conditions.ts";
import type { Finding, Warning, WarningSubject } from "./subject.ts";

/** Half the spacing of float32 numbers from 1 on: less than that, added to 1, is rounded off. */
const HALF_SPACING = 2 ** -24;

const SUMS = new Set(["add", "sub", "neg"]);
const GUARDS = new Set(["max", "min", "clamp", "add", "sub"]);

/** Small constants, spelled or defaults of options, that float32 rounds off. Looked for in the loss as it is written. */
export const epsilons: Warning = (subject) => {
  const { program } = subject;
  const nodes = postorder(namedRoots(program).map(({ node }) => node));
  const inSums = new Set(nodes.filter(isSum).flatMap((node) => node.args));
  const findings: Finding[] = [];
  for (const node of nodes) {
    const at = program.graph.placeOf(node);
    if (at === undefined || node.kind !== "map") continue;
    for (const arg of GUARDS.has(node.op) ? node.args : []) {
      const value = valueOf(program, arg);
      if (value !== undefined && value !== 0 && Math.fround(value) === 0)
        findings.push({ at, message: epsilonIsZero(shown(arg, value)) });
    }
    const beside = isSum(node) && !inSums.has(node) ? vanishesIn(subject, node) : undefined;
    if (beside !== undefined) findings.push({ at, message: vanishingEpsilon(...beside) });
  }
  return findings;
};

const isSum = (node: Node): node is MapNode => node.kind === "map" && SUMS.has(node.op) && node.type === "real";

/** A constant of a sum that is lost beside another, or beside the rest: how a message calls the two. */
function vanishesIn({ program, bounds }: WarningSubject, sum: MapNode): [string, string] | undefined {
  const constants: { node: Node; value: number }[] = [];
  let rest: Interval = { lo: 0, hi: 0 };
  const stack: { node: Node; sign: 1 | -1 }[] = [{ node: sum, sign: 1 }];
  while (stack.length > 0) {
    const { node, sign } = stack.pop()!;
    const value = valueOf(program, node);
    if (value !== undefined) constants.push({ node, value });
    else if (isSum(node)) {
      const flipped = sign === 1 ? -1 : 1;
      const [x, y] = node.args as [Node, Node | undefined];
      stack.push({ node: x, sign: node.op === "neg" ? flipped : sign });
      if (y !== undefined) stack.push({ node: y, sign: node.op === "sub" ? flipped : sign });
    } else {
      const { lo, hi } = bounds.of(node, NO_FACTS);
      rest = sign === 1 ? hull(rest.lo + lo, rest.hi + hi) : hull(rest.lo - hi, rest.hi - lo);
    }
  }
  const least = rest.lo > 0 ? rest.lo : rest.hi < 0 ? -rest.hi : 0;
  for (const { node, value } of constants) {
    if (value === 0 || Math.fround(value) === 0) continue;
    const larger = constants.find(
      (other) => Math.abs(value) < HALF_SPACING * Math.abs(other.value) && Number.isFinite(other.value),
    );
    if (larger !== undefined) return [shown(node, value), shown(larger.node, larger.value)];
    if (Math.abs(value) < HALF_SPACING * least)
      return [shown(node, value), `numbers of at least ${Number(least.toPrecision(2))}`];
  }
  return undefined;
}

/** The number that a constant is, or that an option is by default. */
function valueOf({ options }: LossProgram, node: Node): number | undefined {
  if (node.kind === "constant" && node.type !== "bool") return node.value;
  if (node.kind === "map" && node.op === "real") return valueOf({ options } as LossProgram, node.args[0]!);
  return node.kind === "option" && node.type === "real"
    ? options.find(({ name }) => name === node.name)?.default
    : undefined;
}

const shown = (node: Node, value: number): string =>
  node.kind === "option" ? `'${node.name}' = ${value}` : String(value);
