import type fc from "fast-check";
import { named, scalar, toNumber } from "./expressions.ts";
import type { AxisInfo, Input, Loss, Named, Option } from "./loss.ts";

import { type RawInput, type RawLoss, rawLoss } from "./raw-loss.ts";
import type { Boldness } from "./elementwise.ts";
import { type Known, WellTyped } from "./well-typed.ts";

const AXES = ["A", "B", "C", "S"];
const STARRED = "S";

const OPTIONS: readonly Option[] = [
  { name: "alpha", type: "real", default: 0.75 },
  { name: "margin", type: "real", value: 1.25 },
  { name: "steps", type: "int", default: 2, value: 3 },
  { name: "flag", type: "bool", default: 1 },
];
const IGNORED: Option = { name: "ignored", type: "int", default: -100 };

/** Well-typed losses that shrink, of a given boldness. */
export function randomLoss(boldness: Boldness): fc.Arbitrary<Loss> {
  return rawLoss.map((raw) => typedLoss(raw, boldness));
}

/** The loss that a skeleton becomes. */
export function typedLoss(raw: RawLoss, boldness: Boldness): Loss {
  const inputs = typedInputs(raw.inputs);
  const indexed = inputs.flatMap(({ element }) => (typeof element === "object" ? [element.axis] : []));
  const axes = declaredAxes(raw, inputs, indexed);
  const ignored = inputs.some(({ element }) => typeof element === "object" && element.sentinel === IGNORED.name);
  const options = [...OPTIONS.filter((_, place) => ((raw.options >> place) & 1) === 1), ...(ignored ? [IGNORED] : [])];

  const known: Known[] = [
    ...inputs.map(({ name, axes: own, element }): Known => {
      if (typeof element === "string") return { value: named(name, element, own) };
      return {
        value: named(name, "int", own),
        indexInto: element.axis,
        ...(element.sentinel !== undefined && { sentinel: element.sentinel }),
      };
    }),
    ...options.map(({ name, type }): Known => ({ value: named(name, type, []) })),
  ];
  const typer = new WellTyped(axes, known, boldness);

  const lets = raw.lets.map((skeleton, place): Named => {
    const definition = { name: `v${place + 1}`, value: typer.expression(skeleton) };
    typer.define(definition);
    return definition;
  });
  const metrics = raw.metrics.map((skeleton, place): Named => ({
    name: `m${place + 1}`,
    value: scalar(typer.expression(skeleton)),
  }));
  const point = toNumber(typer.expression(raw.result));
  const reductions = raw.reductions.map((skeleton, place): Named => ({
    name: ["mean", "extra"][place]!,
    value: scalar(typer.expression(skeleton), "mean"),
  }));
  const result = raw.isReturn
    ? ({ kind: "return", value: scalar(point, raw.seed % 2 === 0 ? "sum" : "mean") } as const)
    : ({ kind: "reduce", point, reductions } as const);
  return { name: "generated", inputs, options, axes: [...typer.axes.values()], lets, metrics, result, seed: raw.seed };
}

/** The first input is there to be differentiated. Axes of inputs that may be left out stand in others too. */
function typedInputs(raw: readonly RawInput[]): Input[] {
  const axesOf = (input: RawInput) => AXES.filter((_, place) => ((input.axes >> place) & 1) === 1);
  const firm = new Set(raw.flatMap((input, place) => (place === 0 || !input.hasDefault ? axesOf(input) : [])));
  const ends = [...firm].filter((axis) => axis !== STARRED);
  return raw.map((input, place): Input => {
    const name = `x${place + 1}`;
    const axes = axesOf(input);
    const plain: Input = { name, axes, element: "real", constant: place > 0 && input.constant, given: true };
    if (place === 0) return plain;
    const hasDefault = input.hasDefault && axes.every((axis) => firm.has(axis));
    const initial = hasDefault ? { default: [1, 0, 0.5][input.pick % 3]!, given: input.given } : {};
    const choose = input.pick % 10;
    if (choose < 6) return { ...plain, ...initial };
    if (choose === 6)
      return { ...plain, element: "bool", ...(hasDefault && { default: input.pick % 2, given: input.given }) };
    const axis = ends[input.pick % ends.length];
    if (axis === undefined || hasDefault) return { ...plain, ...initial };
    const sentinel = ["", "-100", IGNORED.name][choose - 7]!;
    return { ...plain, constant: true, element: { axis, ...(sentinel !== "" && { sentinel }) } };
  });
}

/** The axes of the inputs, in the order in which they name them. An axis that is indexed is not empty. */
function declaredAxes(raw: RawLoss, inputs: readonly Input[], indexed: readonly string[]): AxisInfo[] {
  const used = [
    ...new Set(
      inputs.flatMap(({ axes, element }) => [...axes, ...(typeof element === "object" ? [element.axis] : [])]),
    ),
  ];
  return used.map((name) => {
    const size = raw.sizes[AXES.indexOf(name)] ?? 0;
    const starred = name === STARRED;
    return {
      name,
      extent: name,
      starred,
      dimensions: starred ? raw.dimensions : [indexed.includes(name) ? Math.max(1, size) : size],
    };
  });
}
