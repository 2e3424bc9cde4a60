import type { Node } from "../ir/graph.ts";
import { INCOMING_GRADIENT } from "../ir/kernel.ts";
import type { LossProgram } from "../ir/program.ts";
import type { Axis } from "../ir/type.ts";
import { type Definition, formulas, type Style } from "./definitions.ts";
import type { Formula, FormulaGroup } from "./explanation.ts";
import { layout } from "./layout.ts";
import { type Names, POINT, SEED } from "./names.ts";
import { pointOf, type Reading } from "./reading.ts";
import { atom, type Term } from "./term.ts";
import { element } from "./view.ts";

const WIDTH = 100;
/** More definitions than these are left out. */
const MOST = 40;

type Named = Map<Node, { readonly name: string; readonly known: boolean }>;

/** The loss as it was written: its lets keep their names. */
export function lossFormulas({ written }: Reading, names: Names): FormulaGroup {
  const { result } = written;
  const named: Named = new Map([...letsOf(written)].map(([node, name]) => [node, { name, known: false }]));
  const point = pointOf(written);
  if (point !== undefined && point.axes.length > 0 && !named.has(point.node))
    named.set(point.node, { name: names.input(POINT), known: false });
  const lines: { name: string; node: Node; note?: string }[] = [];
  if (result.kind === "return") lines.push({ name: "L", node: result.value });
  else if (point!.axes.length === 0) lines.push({ name: "L", node: result.point });
  else {
    if (result.kind === "reduce") {
      result.reductions.forEach(({ name, value }, i) =>
        lines.push({ name: "L", node: value, note: `reduction "${name}"${i === 0 ? ", the default" : ""}` }),
      );
    }
    lines.push({ name: at("L", point!.axes, names), node: result.point, note: `reduction "none"` });
  }
  for (const { name, value } of written.metrics) lines.push({ name, node: value, note: "metric" });
  return group(lines, { names, named });
}

/** The gradients, with the lets of the loss and their derivatives by name. */
export function gradientFormulas(reading: Reading, names: Names): FormulaGroup {
  const { stable, gradients, seeds, adjoints } = reading;
  const known = new Set(letsOf(reading.written).values());
  const named: Named = new Map();
  for (const [node, name] of letsOf(stable)) if (known.has(name)) named.set(node, { name, known: true });
  for (const [node, name] of letsOf(stable)) {
    const adjoint = adjoints.get(node);
    const isNew = adjoint !== undefined && (adjoint.kind === "map" || adjoint.kind === "fold") && !named.has(adjoint);
    if (isNew) named.set(adjoint, { name: `∂L/∂${name}`, known: false });
  }
  const axesOf = new Map(
    stable.inputs.map(({ name, axes }) => [name, axes.map((axis) => stable.graph.axis(axis.name))]),
  );
  const lines: { name: string; node: Node; note?: string }[] = [...gradients].map(([input, node]) => ({
    name: `∂L/∂${at(input, axesOf.get(input)!, names)}`,
    node,
  }));
  const point = pointOf(stable);
  const seed = point && at(names.input(SEED), point.axes, names);
  for (const { reduction, factor, beside } of seeds) {
    lines.push({ name: seed!, node: factor, note: `reduction "${reduction}"` });
    for (const [input, node] of beside)
      lines.push({
        name: `∂L/∂${at(input, axesOf.get(input)!, names)}`,
        node,
        note: `added to it by reduction "${reduction}"`,
      });
  }
  const made = group(lines, { names, named });
  const own = point !== undefined && point.axes.length > 0;
  const none: Formula[] = own
    ? [formula(seed!, atom(at(INCOMING_GRADIENT, point.axes, names)), `reduction "none"`)]
    : [];
  return { ...made, formulas: [...made.formulas, ...none] };
}

/** The lets that are worth a name, by the node that they stand for. */
function letsOf({ names }: LossProgram): ReadonlyMap<Node, string> {
  return new Map([...names].filter(([node]) => node.kind === "map" || node.kind === "fold"));
}

function at(name: string, axes: readonly Axis[], names: Names): string {
  return element(
    name,
    axes.map((axis) => atom(names.index(axis))),
  ).text;
}

function group(
  lines: readonly { readonly name: string; readonly node: Node; readonly note?: string }[],
  style: Style,
): FormulaGroup {
  const { terms, definitions } = formulas(
    lines.map(({ node }) => node),
    style,
  );
  const shown = definitions.slice(Math.max(0, definitions.length - MOST)).reverse();
  return {
    formulas: lines.map(({ name, note }, i) => formula(name, terms[i]!, note)),
    where: shown.map((definition) => whereOf(definition, style.names)),
    omitted: definitions.length - shown.length,
  };
}

const whereOf = ({ name, axes, term }: Definition, names: Names): Formula => formula(at(name, axes, names), term);

function formula(name: string, term: Term, note?: string): Formula {
  const start = `${name} = `;
  const lines = layout(term, WIDTH - Math.min(start.length, 30) - 6);
  return { name, text: term.text, lines, ...(note !== undefined && { note }) };
}
