import { recognise } from "../explain/recognise.ts";
import { type Node, operands, type Reduction } from "../ir/graph.ts";
import type { Domain, LossProgram } from "../ir/program.ts";
import { folds } from "../ops/folds.ts";
import { operator } from "../ops/index.ts";
import { ANYTHING, hull, type Interval, NON_NEGATIVE, UNIT } from "../ops/interval.ts";
import { above, below, compared, relation, TINY, undone } from "./comparisons.ts";
import { type Facts, NO_FACTS, withFact } from "./conditions.ts";
import { leastOfSum } from "./parts-of-sums.ts";
import { nextDown32, nextUp32 } from "./ulp.ts";

/** Choices that lie deeper in each other are looked at without what their conditions say. */
const DEPTH = 5;

/** Products within products that are looked into, for a factor that may be 0. */
const FACTORS = 16;

/** Operators that are never 0, though their float64 meaning may underflow. */
const POSITIVE = new Set(["exp", "sigmoid", "softplus", "cosh", "half_erfc", "erfcx", "erfc_hazard", "ierfc"]);

/**
 * Bounds on nodes by what a loss declares: the domains of its parameters, sizes of at least 1, and conditions that are known
 * to hold. An option without a domain counts as having the sign of its default.
 */
export class Bounds {
  readonly #program: LossProgram;
  readonly #known = new Map<string, Map<Node, Interval>>();
  readonly #domains = new Set<string>();

  constructor(program: LossProgram) {
    this.#program = program;
  }

  of(root: Node, facts: Facts, depth = DEPTH): Interval {
    const key = `${depth} ${[...facts].map(([node, holds]) => `${node.id}${holds}`).join(",")}`;
    let known = this.#known.get(key);
    if (known === undefined) this.#known.set(key, (known = new Map()));
    const stack = [root];
    while (stack.length > 0) {
      const node = stack.at(-1)!;
      const branches = node.kind === "map" && node.op === "select" && depth > 0;
      const missing = (branches ? [node.args[0]!] : operands(node)).filter((operand) => !known.has(operand));
      if (!known.has(node) && missing.length > 0) stack.push(...missing);
      else {
        stack.pop();
        if (!known.has(node))
          known.set(node, this.#narrowed(node, this.#plain(node, known, facts, depth), facts, depth));
      }
    }
    return known.get(root)!;
  }

  /** Whether a node is certainly not 0. */
  isNonZero(node: Node, facts: Facts, depth = FACTORS): boolean {
    const { lo, hi } = this.of(node, facts);
    if (lo > 0 || hi < 0) return true;
    const isZero = (other: Node) => other.kind === "constant" && other.value === 0;
    for (const [condition, holds] of facts) {
      if (condition.kind !== "map" || (condition.op !== "eq" && condition.op !== "ne")) continue;
      const [x, y] = condition.args as [Node, Node];
      if (holds !== (condition.op === "ne")) continue;
      if ((x === node && isZero(y)) || (y === node && isZero(x)) || isDifference(node, x, y)) return true;
    }
    if (this.#magnitude(node, facts) > 0) return true;
    if (node.kind !== "map" || depth === 0) return false;
    const all = (args: readonly Node[]) => args.every((arg) => this.isNonZero(arg, facts, depth - 1));
    switch (node.op) {
      case "mul":
      case "neg":
      case "abs":
      case "real":
      case "stop_gradient":
        return all(node.args);
      case "pow":
      case "div":
      case "sqrt":
        return all(node.args.slice(0, 1));
      default:
        return false;
    }
  }

  /** The least magnitude of `x` that a fact about `abs(x)` tells. */
  #magnitude(x: Node, facts: Facts): number {
    let least = 0;
    for (const condition of facts.keys()) {
      if (condition.kind !== "map") continue;
      for (const arg of condition.args)
        if (arg.kind === "map" && arg.op === "abs" && arg.args[0] === x)
          least = Math.max(least, this.of(arg, facts).lo);
    }
    return least;
  }

  #plain(node: Node, known: ReadonlyMap<Node, Interval>, facts: Facts, depth: number): Interval {
    switch (node.kind) {
      case "constant":
        return Number.isNaN(node.value) ? ANYTHING : { lo: node.value, hi: node.value };
      case "present":
        return UNIT;
      case "size":
        return { lo: 1, hi: Infinity };
      case "index":
        return NON_NEGATIVE;
      case "input":
        return node.type === "bool" ? UNIT : this.#input(node.input, facts, depth);
      case "option":
        return node.type === "bool" ? UNIT : this.#option(node.name, facts, depth);
      case "fold":
      case "scan":
        return foldBounds(node, known.get(node.body)!);
      case "read":
        return known.get(node.of)!;
      case "map": {
        if (node.op === "select" && depth > 0) {
          const [condition, yes, no] = node.args as [Node, Node, Node];
          const decided = facts.get(condition);
          const taken = () => this.of(yes, withFact(facts, condition, true), depth - 1);
          const other = () => this.of(no, withFact(facts, condition, false), depth - 1);
          if (decided !== undefined) return decided ? taken() : other();
          const [p, q] = [taken(), other()];
          return hull(p.lo, p.hi, q.lo, q.hi);
        }
        const args = node.args.map((arg) => known.get(arg)!);
        const [x] = args;
        if (node.op === "mul" && node.args[0] === node.args[1]) return evenPower(x!, { lo: 2, hi: 2 });
        if (node.op === "pow" && isEven(node.args[1]!)) return evenPower(x!, args[1]!);
        const whole = recognise(node);
        if (whole?.name === "mean") return known.get(whole.of[0]!)!;
        // Of a share of what has more than one part.
        if (whole?.name === "log_softmax")
          return whole.negative ? { lo: TINY, hi: Infinity } : { lo: -Infinity, hi: -TINY };
        const { lo, hi } = operator(node.op).range?.(...args) ?? ANYTHING;
        if ((node.op === "add" || node.op === "sub") && lo < 0)
          return {
            lo: Math.max(
              lo,
              leastOfSum(node, (part) => this.of(part, facts, depth)),
            ),
            hi,
          };
        const isPositive = POSITIVE.has(node.op) || isPositiveOf(node.op, args);
        return { lo: isPositive ? Math.max(lo, TINY) : lo, hi };
      }
    }
  }

  #input(name: string, facts: Facts, depth: number): Interval {
    const input = this.#program.inputs.find((candidate) => candidate.name === name);
    if (input === undefined) return ANYTHING;
    if (input.domain !== undefined) return this.#domain(name, input.domain, facts, depth);
    if (input.element.kind !== "index") return ANYTHING;
    const { sentinel } = input.element;
    return sentinel === undefined ? NON_NEGATIVE : hull(0, Infinity, this.of(sentinel, facts, depth).lo);
  }

  #option(name: string, facts: Facts, depth: number): Interval {
    const option = this.#program.options.find((candidate) => candidate.name === name);
    if (option?.domain !== undefined) return this.#domain(name, option.domain, facts, depth);
    const initial = option?.default ?? 0;
    if (initial > 0) return { lo: option!.type === "int" ? 1 : TINY, hi: Infinity };
    return initial < 0 ? { lo: -Infinity, hi: option!.type === "int" ? -1 : -TINY } : ANYTHING;
  }

  #domain(name: string, domain: Domain, facts: Facts, depth: number): Interval {
    // Domains of options may name each other.
    if (this.#domains.has(name)) return ANYTHING;
    this.#domains.add(name);
    const at = (node: Node) => this.of(node, facts, depth);
    const bounds =
      domain.kind === "set"
        ? hull(...domain.values.flatMap((value) => [at(value).lo, at(value).hi]))
        : ends(at(domain.lo).lo, at(domain.hi).hi, domain);
    this.#domains.delete(name);
    return bounds;
  }

  /** Bounds, narrowed by comparisons that are known: of the node, or of what is made from it alone. */
  #narrowed(node: Node, bounds: Interval, facts: Facts, depth: number): Interval {
    let { lo, hi } = bounds;
    if (lo === 0 && countsSome(node, facts)) lo = above(0, node);
    const isExcluded: number[] = [];
    for (const [condition, holds] of facts) {
      if (condition.kind !== "map" || condition.args.length !== 2) continue;
      const [x, y] = condition.args as [Node, Node];
      for (const [side, other] of [
        [x, y],
        [y, x],
      ] as const) {
        if (undone(side, node, ANYTHING) === undefined) continue;
        // What a comparison says of a node is not asked for while the other side is looked at.
        const limits =
          other.kind === "constant"
            ? { lo: other.value, hi: other.value }
            : this.of(other, NO_FACTS, Math.min(depth, 1));
        const known = relation(condition.op, holds, side === x);
        if (known === "!=" && side === node && limits.lo === limits.hi) isExcluded.push(limits.lo);
        const own = undone(side, node, compared(known, limits, side))!;
        lo = Math.max(lo, own.lo);
        hi = Math.min(hi, own.hi);
      }
    }
    if (isExcluded.includes(lo)) lo = above(lo, node);
    if (isExcluded.includes(hi)) hi = below(hi, node);
    return { lo, hi };
  }
}

/** Whether a node is the difference of two others, either way round. */
function isDifference(node: Node, x: Node, y: Node): boolean {
  return node.kind === "map" && node.op === "sub" && node.args.includes(x) && node.args.includes(y);
}

/** Whether a node is a sum of ones (or other positive numbers) where a condition holds, which is known to hold somewhere. */
function countsSome(node: Node, facts: Facts): boolean {
  if (node.kind !== "fold" || node.fold !== "sum" || node.body.kind !== "map" || node.body.op !== "select")
    return false;
  const { bound, body } = node;
  const [counted, one] = body.args as [Node, Node];
  if (one.kind !== "constant" || !(one.value > 0)) return false;
  return [...facts].some(
    ([condition, holds]) =>
      holds &&
      condition.kind === "fold" &&
      condition.fold === "any" &&
      condition.body === counted &&
      String(condition.bound.map(({ name }) => name)) === String(bound.map(({ name }) => name)),
  );
}

function ends(lo: number, hi: number, { loOpen, hiOpen }: Domain & { kind: "range" }): Interval {
  return {
    lo: loOpen && Number.isFinite(lo) ? nextUp32(Math.fround(lo)) : lo,
    hi: hiOpen && Number.isFinite(hi) ? nextDown32(Math.fround(hi)) : hi,
  };
}

/** Whether an operator's result is above 0 for such arguments, which bounds at infinity do not tell. */
function isPositiveOf(op: string, args: readonly Interval[]): boolean {
  if (op === "pow" || op === "sqrt") return args[0]!.lo > 0;
  return (op === "mul" || op === "div") && args.every(({ lo }) => lo > 0);
}

const isEven = (node: Node): boolean => node.kind === "constant" && node.value > 0 && node.value % 2 === 0;

/** `x ^ n` of an even n. */
function evenPower({ lo, hi }: Interval, { lo: n }: Interval): Interval {
  const [p, q] = [lo ** n, hi ** n];
  return { lo: lo > 0 || hi < 0 ? Math.min(p, q) : 0, hi: Math.max(p, q) };
}

/** Folds of at least one element. */
function foldBounds({ fold }: Reduction, body: Interval): Interval {
  switch (fold) {
    case "sum":
      return { lo: body.lo >= 0 ? body.lo : -Infinity, hi: body.hi <= 0 ? body.hi : Infinity };
    case "max":
    case "min":
      return body;
    case "prod":
      return body.lo > 0 ? { lo: TINY, hi: Infinity } : folds.prod.range(body);
    case "logsumexp":
      return { lo: body.lo, hi: Infinity };
    case "norm":
      return { lo: body.lo > 0 ? body.lo : body.hi < 0 ? -body.hi : 0, hi: Infinity };
    case "any":
    case "all":
      return UNIT;
  }
}
