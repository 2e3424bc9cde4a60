import type { Node, OpName } from "../ir/graph.ts";
import type { Build } from "../ops/build.ts";
import { type Bindings, fits, instantiate, match, type Pattern, type PatternLike, toPattern } from "./pattern.ts";

/**
 * What makes a rule right.
 * - `exact`: the same number bit for bit, NaN and infinities included; a zero may change its sign
 * - `real`: the same real number, as accurately, wherever both sides are finite
 * - `stabilize`: the same real number, more accurately or without overflow
 * - `slope`: the same real number, as accurately, with slopes that are more accurate
 */
export type Warrant = "exact" | "real" | "stabilize" | "slope";

/** A warrant for what is another spelling of the same, no better and no worse. */
export type PlainWarrant = "exact" | "real";

/** A rewrite of nodes of one kind. */
export type Rule = AnyRule &
  (
    | { readonly warrant: PlainWarrant }
    /** What goes wrong without the rule, for `losscc explain`. */
    | { readonly warrant: Exclude<Warrant, PlainWarrant>; readonly reason: string }
  );

interface AnyRule {
  readonly name: string;
  /** The algebra, for readers and for `losscc explain`. */
  readonly law: string;
  /** The operator that the rule looks at, or `fold NAME` or `scan NAME`. */
  readonly on: OpName;
  readonly apply: (node: Node, b: Build) => Node | undefined;
}

type Application = Pattern & { readonly kind: "apply" };

/** A rule from one pattern to another, for the operator at the top of the first. */
export const rewrite = (
  warrant: PlainWarrant,
  law: string,
  from: Application,
  to: PatternLike,
  when?: (bindings: Bindings) => boolean,
): Rule => ({ ...between(law, from, to, when), warrant });

/** A rule from one pattern to a stable one. */
export const stabilizing = (law: string, reason: string, from: Application, to: PatternLike): Rule => ({
  ...between(law, from, to),
  warrant: "stabilize",
  reason,
});

type Apply = (args: readonly [Node, Node], b: Build) => Node | undefined;

/** A rule to a stable form that a function finds, from the arguments of the operator. */
export const stabilizingBy = (law: string, reason: string, on: OpName, apply: Apply): Rule => ({
  ...found(law, on, apply),
  warrant: "stabilize",
  reason,
});

/** A rule to a form with stable slopes that a function finds, from the arguments of the operator. */
export const slopeBy = (law: string, reason: string, on: OpName, apply: Apply): Rule => ({
  ...found(law, on, apply),
  warrant: "slope",
  reason,
});

/** A rule to the same real number that a function finds, from the arguments of the operator. */
export const realBy = (law: string, on: OpName, apply: Apply): Rule => ({ ...found(law, on, apply), warrant: "real" });

/** The negative of what a rule finds, if it finds something. */
export const negated = (b: Build, found: Node | undefined): Node | undefined => found && b.neg(found);

/** How a rule is called, and what it looks at. */
export const ruleOf = (law: string, on: OpName): Pick<AnyRule, "name" | "law" | "on"> => ({
  name: law.replace(/\s+/g, ""),
  law,
  on,
});

function found(law: string, on: OpName, apply: Apply): AnyRule {
  return {
    ...ruleOf(law, on),
    apply: (node, b) => (node.kind === "map" ? apply(node.args as unknown as readonly [Node, Node], b) : undefined),
  };
}

function between(
  law: string,
  from: Application,
  to: PatternLike,
  when: (bindings: Bindings) => boolean = () => true,
): AnyRule {
  const target = toPattern(to);
  return {
    ...ruleOf(law, from.op),
    apply: (node, b) => {
      const bindings = fits(from, node) ? match(from, node) : undefined;
      return bindings && when(bindings) ? retype(b, instantiate(b, target, bindings), node) : undefined;
    },
  };
}

/** An int that stands for a real becomes one. */
function retype(b: Build, made: Node, like: Node): Node {
  return like.type === "real" && made.type === "int" ? b.toReal(made) : made;
}
