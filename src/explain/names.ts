import { type Axis } from "../ir/type.ts";
import type { LossProgram } from "../ir/program.ts";
import { NameScope } from "../support/name-scope.ts";

/** Stands for the derivative of the loss in an element of the point. */
export const SEED = "__seed__";
/** Stands for the point, where a reduction is differentiated in it. */
export const POINT = "__point__";

/** What positions along axes, their sizes and everything else is called in a formula. */
export interface Names {
  /** The position along an axis: its name in lower case, if nothing else is called that. */
  readonly index: (axis: Axis) => string;
  readonly size: (extent: string) => string;
  /** What an input is called; those that no source can declare have a name of their own. */
  readonly input: (name: string) => string;
  /** Axes as they stand in brackets: in the order in which the loss declares them. */
  readonly ordered: (axes: readonly Axis[]) => readonly Axis[];
  /** A condition with the reductions called by name. */
  readonly condition: (text: string) => string;
  /** A name that nothing else has. */
  readonly claim: (wish: string) => string;
}

function pointName({ result, names }: LossProgram): string | undefined {
  return result.kind === "return" ? undefined : names.get(result.point);
}

export function formulaNames(program: LossProgram): Names {
  const values = [...program.inputs, ...program.options].map(({ name }) => name);
  const taken = new NameScope([...values, ...program.names.values(), ...program.metrics.map(({ name }) => name), "L"]);
  const stems = new Map<string, string>();
  const indices = new Set<string>();
  const stemOf = (name: string): string => {
    let stem = stems.get(name);
    if (stem === undefined) {
      const lower = name.toLowerCase();
      const free = !taken.has(lower) && !indices.has(lower);
      stem = free ? lower : taken.has(name) || indices.has(name) ? `i_${name}` : name;
      stems.set(name, stem);
      indices.add(stem);
    }
    return stem;
  };
  for (const { name } of [...program.axes, ...program.madeAxes]) stemOf(name);
  const sizeOf = (extent: string): string => (indices.has(extent) || taken.has(extent) ? `|${extent}|` : extent);
  const own = new Map([
    [SEED, taken.claim("g")],
    [POINT, pointName(program) ?? taken.claim("point")],
  ]);
  const order = [...program.axes, ...program.madeAxes].map(({ name }) => name);
  const place = ({ name }: Axis): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const reductions = program.result.kind === "reduce" ? program.result.reductions.map(({ name }) => name) : [];
  return {
    ordered: (axes) => [...axes].sort((a, b) => place(a) - place(b)),
    condition: (text) =>
      text.replace(
        /\breduction ([=≠]) (\d+)/g,
        (_, sign: string, value: string) => `reduction ${sign} "${reductions[Number(value)] ?? "none"}"`,
      ),
    input: (name) => own.get(name) ?? name,
    index: ({ name }) => {
      if (name.includes("*")) return name.split("*").map(stemOf).join("·");
      const [stem = "", count] = name.split("'");
      return `${stemOf(stem)}${count === undefined ? "" : "′".repeat(Math.min(Number(count), 3))}${Number(count) > 3 ? count : ""}`;
    },
    size: (extent) => extent.split("*").map(sizeOf).join("·"),
    claim: (wish) => {
      let name = taken.claim(wish);
      while (indices.has(name)) name = taken.claim(wish);
      return name;
    },
  };
}
