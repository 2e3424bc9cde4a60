import { describe, expect, test } from "vitest";
import type { Node } from "../src/ir/graph.ts";
import type { Scalar } from "../src/ir/type.ts";
import type { Build } from "../src/ops/build.ts";
import { operators } from "../src/ops/index.ts";
import type { Interval } from "../src/ops/interval.ts";
import type { Operator } from "../src/ops/operator.ts";
import { closeTo, expectNone } from "./support/close-to.ts";
import { overRows } from "./support/columns.ts";
import { finiteDifference } from "../src/examine/finite-difference.ts";
import { discrete, domain, notDifferentiated, smooth } from "./support/operator-domains.ts";
import { EXTREME_REALS, samplePoints, sampleRows, SMALL_INTS } from "./support/samples.ts";

function argumentTypes({ signature, arity }: Operator): Scalar[] {
  const all = (type: Scalar) => Array<Scalar>(arity).fill(type);
  switch (signature) {
    case "int":
    case "toReal":
      return all("int");
    case "logic":
      return all("bool");
    case "select":
      return ["bool", "real", "real"];
    default:
      return all("real");
  }
}

/** The derivative in each argument, a column each: hard zeros where the partial does not hold. */
function derivatives(
  entry: Operator,
  name: string,
  rows: readonly (readonly number[])[],
  generic = false,
): Float64Array[] {
  return overRows(argumentTypes(entry), rows, (b, args) => {
    const partials = entry.partials?.(b, args, b.map(name, ...args)) ?? args.map(() => null);
    return partials.map((given) => {
      if (given === null) return b.real(0);
      const partial = generic ? (given.generic?.() ?? given) : given;
      return partial.when === undefined ? partial.factor : b.select(partial.when, partial.factor, b.real(0));
    });
  });
}

/** Values for each argument, wide but within the operator's domain. */
function wideValues(name: string, types: readonly Scalar[]): number[][] {
  return types.map((type, place) => {
    const values = type === "real" ? EXTREME_REALS : type === "int" ? SMALL_INTS : [0, 1];
    const bounds = domain[name]?.[place];
    return values.filter((x) => bounds === undefined || (bounds[0] <= x && x <= bounds[1]));
  });
}

describe.each([...operators])("%s", (name, entry) => {
  const types = argumentTypes(entry);

  test("is documented and complete", () => {
    expect(entry.doc).not.toBe("");
    expect(entry.meaning.length).toBeLessThanOrEqual(entry.arity);
    overRows(types, [types.map(() => 1)], (b, args) => {
      const partials = entry.partials?.(b, args, b.map(name, ...args));
      if (partials !== undefined) expect(partials).toHaveLength(entry.arity);
      return args;
    });
  });

  const isReal = ["real", "number", "select"].includes(entry.signature);
  if (isReal && !notDifferentiated.includes(name)) {
    test.each([false, true])("its partials are its slopes (generic: %s)", (generic) => {
      for (const box of smooth[name] ?? [types.map(() => [-3, 3] as const)]) {
        const points = samplePoints(box, 40);
        const columns = derivatives(entry, name, points, generic);
        const wrong = points.flatMap((point, row) =>
          columns.flatMap((column, place) => {
            if (discrete[name]?.includes(place)) return [];
            const along = (x: number) => entry.meaning(...point.map((other, at) => (at === place ? x : other)));
            const { slope } = finiteDifference(along, point[place]!);
            const allowed = 1e-8 * Math.abs(slope) + 1e-11 * Math.max(1, Math.abs(along(point[place]!)));
            const right = Math.abs(column[row]! - slope) <= allowed;
            return right ? [] : [`argument ${place} at ${point}: ${column[row]}, by differences ${slope}`];
          }),
        );
        expectNone(wrong);
      }
    });
  }

  if (entry.decompose !== undefined) {
    test("its decomposition has its meaning", () => {
      const rows = sampleRows(wideValues(name, types));
      const [decomposed] = overRows(types, rows, (b, args) => [decompose(entry, b, args)]);
      const wrong = rows.flatMap((row, at) => {
        const expected = entry.meaning(...row);
        return closeTo(decomposed![at]!, expected, 1e-13) ? [] : [`at ${row}: ${decomposed![at]}, not ${expected}`];
      });
      expectNone(wrong);
    });
  }

  if (entry.range !== undefined) {
    test("its range contains its meaning", () => {
      // Bounds say nothing of NaN, and take each zero for a positive one: 1 / -0 is not bounded by 1 / [0, 1].
      const bounds = wideValues(name, types).map((values) =>
        values.filter((x) => !Number.isNaN(x) && !Object.is(x, -0)),
      );
      const wrong = sampleRows([...bounds, ...bounds], 2000).flatMap((corners) => {
        const box: Interval[] = types.map((_, place) => {
          const ends = [corners[place]!, corners[place + types.length]!];
          return { lo: Math.min(...ends), hi: Math.max(...ends) };
        });
        const { lo, hi } = entry.range!(...box);
        const within = box.map((side, place) => bounds[place]!.filter((x) => side.lo <= x && x <= side.hi));
        return sampleRows(within, 20).flatMap((row) => {
          const value = entry.meaning(...row);
          const inside = Number.isNaN(value) || (lo <= value && value <= hi);
          return inside ? [] : [`${row}: ${value} is outside [${lo}, ${hi}], the range of ${JSON.stringify(box)}`];
        });
      });
      expectNone(wrong);
    });
  }

  if (["int", "number", "toReal"].includes(entry.signature)) {
    test("ints stay ints", () => {
      const ints = wideValues(
        name,
        types.map(() => "int" as const),
      );
      for (const row of sampleRows(ints)) {
        if (["div_floor", "mod_floor"].includes(name) && row[1] === 0) continue;
        expect(Number.isInteger(entry.meaning(...row)), `of ${row}`).toBe(true);
      }
    });
  }

  if (["compare", "equal", "logic"].includes(entry.signature)) {
    test("gives 0 or 1", () => {
      for (const row of sampleRows(wideValues(name, types))) expect([0, 1]).toContain(entry.meaning(...row));
    });
  }
});

function decompose(entry: Operator, b: Build, args: readonly Node[]): Node {
  return entry.decompose!(b, ...args);
}

describe("the gradient at kinks, edges and limits", () => {
  const inf = Infinity;
  test.each<[name: string, args: number[], expected: number[]]>([
    ["abs", [0], [0]],
    ["abs", [-0], [0]],
    ["sign", [0], [0]],
    ["relu", [0], [0]],
    ["relu", [-0], [0]],
    ["max", [2, 2], [0.5, 0.5]],
    ["max", [0, -0], [0.5, 0.5]],
    ["max", [inf, inf], [0.5, 0.5]],
    ["max", [-inf, 1], [0, 1]],
    ["min", [2, 2], [0.5, 0.5]],
    ["min", [1, inf], [1, 0]],
    ["clamp", [-1, -1, 1], [1, 0, 0]],
    ["clamp", [1, -1, 1], [1, 0, 0]],
    ["clamp", [2, -1, 1], [0, 0, 1]],
    ["clamp", [-2, -1, 1], [0, 1, 0]],
    ["clamp", [5, 5, 5], [1, 0, 0]],
    ["clamp", [0, 2, 1], [0, 0, 1]],
    ["clamp", [0, -inf, inf], [1, 0, 0]],
    ["sqrt", [0], [inf]],
    ["root", [0, 3], [0, 0]],
    ["pow", [0, 0.5], [inf, 0]],
    ["pow", [0, 0], [0, 0]],
    ["pow", [0, 1], [1, 0]],
    ["pow", [0, 2], [0, 0]],
    ["pow", [0, -1], [-inf, -inf]],
    ["pow", [-2, 0], [0, NaN]],
    ["pow", [-2, 3], [12, NaN]],
    ["pow", [-2, 0.5], [NaN, NaN]],
    ["pow", [inf, 0], [0, inf]],
    ["xlogy", [0, 2], [Math.log(2), 0]],
    ["xlogy", [0, 0], [-inf, 0]],
    ["xlogy", [0, -1], [NaN, 0]],
    ["xlogy", [0, NaN], [NaN, NaN]],
    ["xlogy", [2, 0], [-inf, inf]],
    ["select", [1, NaN, 3], [0, 1, 0]],
    ["select", [0, 3, NaN], [0, 0, 1]],
    ["floor", [1], [0]],
    ["round", [0.5], [0]],
    ["stop_gradient", [3], [0]],
    ["repeat_product", [0, 0], [0, 0]],
    ["repeat_product", [0, 1], [1, 0]],
    ["exp", [-inf], [0]],
    ["pow1pm1", [-1, 0.5], [inf, 0]],
    ["pow1pm1", [-1, 3], [0, 0]],
    ["pow1pm1", [-1, 0], [0, 0]],
    ["exp_difference", [-inf, -inf], [0, 0]],
    ["expm1", [-inf], [0]],
    ["log", [0], [inf]],
    ["log1p", [-1], [inf]],
    ["sigmoid", [inf], [0]],
    ["sigmoid", [-inf], [0]],
    ["sigmoid", [-745], [5e-324]],
    ["sigmoid", [40], [Math.exp(-40)]],
    ["softplus", [inf], [1]],
    ["softplus", [-inf], [0]],
    ["softplus", [-700], [Math.exp(-700)]],
    ["log_sigmoid", [inf], [0]],
    ["log_sigmoid", [-inf], [1]],
    ["log_sigmoid", [700], [Math.exp(-700)]],
    ["log_cosh", [inf], [1]],
    ["log_cosh", [-inf], [-1]],
    ["log_cosh", [1e-200], [1e-200]],
    ["log1mexp", [inf], [0]],
    ["log1mexp", [0], [inf]],
    ["logaddexp", [-inf, -inf], [0.5, 0.5]],
    ["logaddexp", [inf, inf], [0.5, 0.5]],
    ["logaddexp", [-inf, 3], [0, 1]],
    ["logaddexp", [inf, 3], [1, 0]],
    ["tanh", [inf], [0]],
    ["tanh", [-800], [0]],
    ["tanh", [20], [4 * Math.exp(-40)]],
    ["atan", [-inf], [0]],
    ["erf", [inf], [0]],
    ["erfc", [-inf], [0]],
    ["half_erfc", [26], [-Math.exp(-676) / Math.sqrt(Math.PI)]],
    ["log_half_erfc", [inf], [-inf]],
    ["log_half_erfc", [-inf], [0]],
    ["log_half_erfc", [1e30], [-2e30]],
    ["log_erfc", [-27], [0]],
    ["erfc_hazard", [1e30], [2]],
    ["erfc_hazard", [-1e30], [0]],
    ["ierfc", [-inf], [-2]],
    ["log_ierfc", [1e30], [-2e30]],
    ["log_ierfc", [-inf], [0]],
    ["erf_mass", [-inf, inf], [0, 0]],
    ["erf_mass", [inf, inf], [0, 0]],
    ["log_erf_mass", [-inf, inf], [0, 0]],
    ["log_erf_mass", [-inf, -1e30], [0, 2e30]],
    ["log_erf_mass", [1e30, 2e30], [-2e30, 0]],
    ["log_erf_mass", [1, 1], [-inf, inf]],
  ])("%s%j: %j", (name, args, expected) => {
    const entry = operators.get(name)!;
    const actual = derivatives(entry, name, [args]).map((column) => column[0]!);
    actual.forEach((slope, place) =>
      expect(closeTo(slope, expected[place]!, 1e-14), `${actual}, not ${expected}`).toBe(true),
    );
  });
});

describe("NaN passes", () => {
  test.each(
    "max min clamp relu sign abs floor round add mul div sqrt root exp log softplus sigmoid erf half_erfc erfcx log_half_erfc erf_mass log_erf_mass logaddexp xlogy".split(
      " ",
    ),
  )("through %s", (name) => {
    const entry = operators.get(name)!;
    for (let place = 0; place < entry.arity; place++) {
      const args = Array.from({ length: entry.arity }, (_, at) => (at === place ? NaN : at));
      expect(entry.meaning(...args)).toBeNaN();
    }
  });
});
