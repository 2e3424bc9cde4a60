import { isConstant, type Node } from "../../ir/graph.ts";
import type { Build } from "../../ops/build.ts";
import { assume } from "../assume.ts";
import { apply as f, hole } from "../pattern.ts";
import { rewrite, type Rule } from "../rule.ts";

const a = hole("a");
const b = hole("b");
const c = hole("c");
const x = hole("x");
const y = hole("y");
const z = hole("z");

/** Two choices by one condition are one choice. */
const merged = (op: string, symbol: string): readonly Rule[] =>
  ["select", "fallback"].map((choice) =>
    rewrite(
      "exact",
      `${choice}(c, a, b) ${symbol} ${choice}(c, x, y) = ${choice}(c, a ${symbol} x, b ${symbol} y)`,
      f(op, f(choice, c, a, b), f(choice, c, x, y)),
      f(choice, c, f(op, a, x), f(op, b, y)),
    ),
  );

/** The condition without which a choice is 0. */
function conditionOf(build: Build, node: Node): Node | undefined {
  if (node.kind !== "map" || node.op !== "select") return undefined;
  const [condition, yes, no] = node.args as [Node, Node, Node];
  return isConstant(no, 0) ? condition : isConstant(yes, 0) ? build.not(condition) : undefined;
}

/** Conditions, and choices that are made already. All exact: a choice computes nothing. */
export const logic: readonly Rule[] = [
  rewrite("exact", "not not a = a", f("not", f("not", a)), a),
  rewrite("exact", "not (x == y) = (x != y)", f("not", f("eq", x, y)), f("ne", x, y)),
  rewrite("exact", "not (x != y) = (x == y)", f("not", f("ne", x, y)), f("eq", x, y)),
  rewrite("exact", "x > inf = false", f("gt", x, Infinity), f("ne", 0, 0)),
  rewrite("exact", "x < -inf = false", f("lt", x, -Infinity), f("ne", 0, 0)),
  rewrite("exact", "a and a = a", f("and", a, a), a),
  rewrite("exact", "a or a = a", f("or", a, a), a),
  rewrite("exact", "a and (a and b) = a and b", f("and", a, f("and", a, b)), f("and", a, b)),
  rewrite("exact", "a or (a and b) = a", f("or", a, f("and", a, b)), a),
  rewrite("exact", "a and (a or b) = a", f("and", a, f("or", a, b)), a),
  rewrite("exact", "a or not a = true", f("or", a, f("not", a)), f("eq", 0, 0)),
  rewrite("exact", "a and not a = false", f("and", a, f("not", a)), f("ne", 0, 0)),
  rewrite("exact", "x == y or x != y = true", f("or", f("eq", x, y), f("ne", x, y)), f("eq", 0, 0)),
  rewrite("exact", "x == y and x != y = false", f("and", f("eq", x, y), f("ne", x, y)), f("ne", 0, 0)),
  rewrite("exact", "(a and b) or (a and not b) = a", f("or", f("and", a, b), f("and", a, f("not", b))), a),
  rewrite("exact", "if c then x else x = x", f("select", c, x, x), x),
  rewrite("exact", "if not c then x else y = if c then y else x", f("select", f("not", c), x, y), f("select", c, y, x)),
  rewrite(
    "exact",
    "if x != y then a else b = if x == y then b else a",
    f("select", f("ne", x, y), a, b),
    f("select", f("eq", x, y), b, a),
  ),
  rewrite(
    "exact",
    "a choice made again inside its first branch",
    f("select", c, f("select", c, x, y), z),
    f("select", c, x, z),
  ),
  rewrite(
    "exact",
    "a choice made again inside its second branch",
    f("select", c, x, f("select", c, y, z)),
    f("select", c, x, z),
  ),
  rewrite(
    "exact",
    "if a then (if b then x else y) else y = if a and b then x else y",
    f("select", a, f("select", b, x, y), y),
    f("select", f("and", a, b), x, y),
  ),
  {
    name: "covered",
    law: "if a or b then (if a then x else 0) + (if b then y else 0) else 0 = (if a then x else 0) + (if b then y else 0)",
    warrant: "exact",
    on: "select",
    apply: (node, build) => {
      if (node.kind !== "map") return undefined;
      const [condition, sum, no] = node.args as [Node, Node, Node];
      if (
        !isConstant(no, 0) ||
        condition.kind !== "map" ||
        condition.op !== "or" ||
        sum.kind !== "map" ||
        sum.op !== "add"
      )
        return undefined;
      const needed = sum.args.map((term) => conditionOf(build, term));
      return needed.every((part) => part !== undefined && condition.args.includes(part)) ? sum : undefined;
    },
  },
  {
    name: "known",
    law: "if c then (if c then x else y) + z else w = if c then x + z else w",
    warrant: "exact",
    on: "select",
    apply: (node, build) => {
      if (node.kind !== "map") return undefined;
      const [condition, yes, no] = node.args as [Node, Node, Node];
      const [first, second] = [assume(build, yes, condition, true), assume(build, no, condition, false)];
      return first === yes && second === no ? undefined : build.select(condition, first, second);
    },
  },
  ...merged("add", "+"),
  ...merged("sub", "-"),
  ...merged("mul", "*"),
  ...merged("div", "/"),
];
