import { beforeAll, describe, expect, test } from "vitest";
import type { Disturb, Environment } from "../src/interpret/interpret.ts";
import { Graph } from "../src/ir/graph.ts";
import { printGraph } from "../src/ir/print-graph.ts";
import { verifyGraph } from "../src/ir/verify-graph.ts";
import { Build } from "../src/ops/build.ts";
import { operators } from "../src/ops/index.ts";
import { rebuildAll } from "../src/ops/rebuild.ts";
import { rules, simplifier } from "../src/rewrite/engine.ts";
import { expectNone } from "./support/close-to.ts";
import { distance, nearlyEqual, preciseMeaning } from "./support/precise-meaning.ts";
import { Random } from "../src/support/random.ts";
import { RandomNodes } from "./support/random-node.ts";
import { bothSides, type Instance, instances, leafAt, leafData, leavesAt } from "./support/rule-instances.ts";
import { EXTREME_REALS } from "./support/samples.ts";

const anything = (random: Random) =>
  random.chance(0.4) ? random.one(EXTREME_REALS) : random.chance(0.3) ? random.below(7) - 3 : random.between(-5, 5);
const plain = (random: Random) => (random.chance(0.2) ? random.below(7) - 3 : random.between(-5, 5));
const wide = (random: Random) =>
  random.chance(0.1) ? 0 : random.chance(0.5) ? plain(random) : random.between(-1, 1) * 10 ** random.between(-12, 1.3);
const huge = (random: Random) => random.between(-2000, 2000);

function text({ before, after }: Instance): string {
  return printGraph([
    { name: "before", node: before },
    { name: "after", node: after },
  ])
    .trimEnd()
    .replaceAll("\n", "; ");
}

/** How often the operations of a side are rounded otherwise, to see what an error is worth that luck has made small. */
const ROUNDINGS = 4;

/** Rounds each operation up or down at random (Monte Carlo arithmetic). */
function randomRounding(random: Random): Disturb {
  return (node, elements) =>
    node.kind === "map" && node.type === "real"
      ? elements.map((x) => x * (1 + 2 ** -52 * random.between(-1, 1)))
      : elements;
}

/**
 * How far both sides are from the value over the reals, for every element. That value is the first side's, or the
 * second's where the digits of the first do not suffice. `rounding` is how far other roundings bring the first side.
 */
function errors(instance: Instance, environment: Environment) {
  let made: ReturnType<typeof bothSides>[] | undefined;
  const otherwise = () => {
    const disturb = randomRounding(new Random(4));
    return (made ??= Array.from({ length: ROUNDINGS }, () => bothSides(instance, environment, disturb)));
  };
  return bothSides(instance, environment).map(({ before, after, positions }, at) => {
    const [first, second] = [instance.before, instance.after].map((node) =>
      preciseMeaning(
        node,
        (input, at) => leafAt(environment, input, at),
        (extent) => environment.sizes.get(extent)!,
        positions,
      ),
    );
    const exact = nearlyEqual(first!, second!) ? second! : first!;
    const rounding = () => {
      const gaps = otherwise().map((sides) => distance(sides[at]!.before, exact).absolute);
      return Math.max(0, ...gaps.filter(Number.isFinite));
    };
    return { before, after, left: distance(before, exact), right: distance(after, exact), rounding, positions };
  });
}

/** The elements for which `isWrong` holds, for a message. */
function wrongElements(
  found: readonly Instance[],
  rows: number,
  real: (random: Random) => number,
  isWrong: (error: ReturnType<typeof errors>[number]) => boolean,
): string[] {
  return found.flatMap((instance) =>
    [0, 1, 3].flatMap((columns) => {
      const environment = leafData(rows, columns, real);
      return errors(instance, environment)
        .filter(isWrong)
        .map(
          ({ before, after, left, positions }) =>
            `${text(instance)}: ${before} and ${after}, truly ${left.expected}, at ${leavesAt(instance.before, environment, positions)}`,
        );
    }),
  );
}

describe.each(rules.map((rule) => [rule.name, rule] as const))("%s", (_, rule) => {
  let found: Instance[] = [];
  beforeAll(() => {
    found = instances(rule, 25);
  });

  test("fires on some small graph, and keeps type and axes", () => {
    expect(found.length).toBeGreaterThan(0);
    for (const instance of found) {
      expect(instance.after.type, text(instance)).toBe(instance.before.type);
      expect(instance.before.axes, text(instance)).toEqual(expect.arrayContaining([...instance.after.axes]));
    }
  });

  if (rule.warrant === "exact") {
    test("has the same bits on both sides, but for the signs of zeros", () => {
      const wrong = found.flatMap((instance) =>
        [0, 1, 3].flatMap((columns) => {
          const environment = leafData(200, columns, anything);
          return bothSides(instance, environment)
            .filter(({ before, after }) => before !== after && !(Number.isNaN(before) && Number.isNaN(after)))
            .map(
              ({ before, after, positions }) =>
                `${text(instance)}: ${before} and ${after} at ${leavesAt(instance.before, environment, positions)}`,
            );
        }),
      );
      expectNone(wrong);
    });
  }

  if (rule.warrant === "real" || rule.warrant === "slope") {
    test("is the same real number on both sides, as accurately", () => {
      const wrong = wrongElements(found, 15, plain, ({ before, after, left, right }) => {
        if (!Number.isFinite(before) || !Number.isFinite(after)) return false;
        return right.absolute > 8 * left.absolute + 1e-14 * Math.max(1, Math.abs(left.expected));
      });
      expectNone(wrong);
    });
  }

  if (rule.warrant === "stabilize") {
    test("is never less accurate, and somewhere more", () => {
      let gained = found.some((instance) =>
        bothSides(instance, leafData(20, 3, huge)).some(
          ({ before, after }) => !Number.isFinite(before) && Number.isFinite(after),
        ),
      );
      const wrong = wrongElements(found, 20, wide, ({ left, right, rounding }) => {
        gained ||= right.relative < 0.1 * left.relative;
        const isFurther = (than: number) => right.absolute > 8 * than + 1e-15 * Math.abs(left.expected);
        return right.relative > 1e-13 && isFurther(left.absolute) && isFurther(rounding());
      });
      expectNone(wrong);
      expect(gained).toBe(true);
    });
  }
});

describe("all rules together", () => {
  const ops = [
    "exp",
    "log",
    "sum",
    "div",
    "mul",
    "add",
    "sub",
    "sigmoid",
    "softplus",
    "sqrt",
    "pow",
    "select",
    "neg",
    "xlogy",
    "log1p",
  ];
  const favoured = ops.map((op) => (op === "sum" ? "fold sum" : op));

  test("end, and keep the meaning", () => {
    const random = new Random(3);
    const b = new Build(new Graph());
    const simplified = new Build(b.graph, simplifier(rules));
    // A zero may change its sign, and with it the infinity that is divided by it.
    const environment = leafData(30, 3, (random) => plain(random) || 0.5);
    const wrong: string[] = [];
    for (let count = 0; count < 1500; count++) {
      const before = new RandomNodes(b, random, favoured, [1, 0, 2], false).node("real", 4);
      const after = rebuildAll(simplified, [before])(before);
      verifyGraph([after], operators);
      const differs = ({ before: x, after: y }: { before: number; after: number }) =>
        Number.isFinite(x) && !(Math.abs(x - y) <= 1e-8 * Math.max(1, Math.abs(x)));
      if (!bothSides({ before, after }, environment).some(differs)) continue;
      // Where the first is a number by rounding only, the second may be none.
      const sides = errors({ before, after }, environment).filter(
        (side) => differs(side) && side.right.absolute > side.left.absolute,
      );
      for (const side of sides.slice(0, 1)) {
        wrong.push(
          `${text({ before, after })}: ${side.before} and ${side.after} at ${leavesAt(before, environment, side.positions)}`,
        );
      }
    }
    expectNone(wrong.sort((x, y) => x.length - y.length));
  });
});
