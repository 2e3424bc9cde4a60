import { wrongOrders } from "./check/orders.ts";
import {
  defineBelowOrder,
  defineMatchesNothing,
  defineOfWrongType,
  defineOutsideDomain,
  wrtMatchesNothing,
} from "./diagnostics/catalogue/build.ts";
import type { Message } from "./diagnostics/message.ts";
import type { Node } from "./ir/graph.ts";
import type { Domain, LossProgram, OptionDeclaration, Result } from "./ir/program.ts";
import { Build } from "./ops/build.ts";
import { rebuildAll } from "./ops/rebuild.ts";
import { exactRules, simplifier } from "./rewrite/engine.ts";
import { rebuildProgram } from "./rewrite/rebuild-program.ts";

export type Value = string | number | boolean;

/** A loss with what the build fixed, and the inputs that get a gradient. */
export interface SettledLoss {
  readonly program: LossProgram;
  readonly wrt: readonly string[];
}

export interface Settings {
  /** `[LOSS.]NAME` to the value that the option has. */
  readonly define: Readonly<Record<string, Value>>;
  /** The inputs to differentiate. */
  readonly wrt: readonly string[] | undefined;
  /** Whether every loss of the sources is there. If errors took some away, a setting that matches none is no mistake. */
  readonly isComplete: boolean;
}

/** Fixes options and chooses the differentiated inputs, for every loss that a setting matches. */
export function settle(
  programs: readonly LossProgram[],
  { define, wrt, isComplete }: Settings,
): { losses: readonly SettledLoss[]; mistakes: readonly Message[] } {
  const mistakes: Message[] = [];
  const definitions = Object.entries(define).map(([key, value]) => definition(key, value));
  for (const one of definitions) {
    if (isComplete && !programs.some((program) => applies(one, program)))
      mistakes.push(defineMatchesNothing(one.key, [...new Set(programs.flatMap(settable))]));
  }
  const fixed = programs.map((program) =>
    strongest(definitions.filter((one) => applies(one, program))).reduce(
      (current, { key, name, value }) => fix(current, key, name, value, mistakes),
      program,
    ),
  );
  for (const name of wrt ?? []) {
    if (isComplete && !programs.some((program) => differentiable(program).includes(name))) {
      mistakes.push(wrtMatchesNothing(name, [...new Set(programs.flatMap(differentiable))]));
    }
  }
  return { losses: fixed.map((program) => ({ program, wrt: chosen(program, wrt) })), mistakes };
}

/** A value for an option: of one loss, or of every loss that has it. */
interface Definition {
  readonly key: string;
  readonly loss: string | undefined;
  readonly name: string;
  readonly value: Value;
}

function definition(key: string, value: Value): Definition {
  const dot = key.indexOf(".");
  return { key, loss: dot < 0 ? undefined : key.slice(0, dot), name: key.slice(dot + 1), value };
}

const applies = ({ loss, name }: Definition, program: LossProgram): boolean =>
  (loss === undefined || program.name === loss) && settable(program).includes(name);

/** Of two definitions of one option, the one that names the loss. */
const strongest = (definitions: readonly Definition[]): readonly Definition[] =>
  definitions.filter(
    ({ loss, name }) =>
      loss !== undefined || !definitions.some((other) => other.loss !== undefined && other.name === name),
  );

const settable = (program: LossProgram): readonly string[] => [
  ...program.options.map(({ name }) => name),
  ...(program.result.kind === "reduce" ? ["reduction"] : []),
];

const differentiable = ({ inputs }: LossProgram): readonly string[] =>
  inputs.filter(({ element }) => element.kind === "real").map(({ name }) => name);

/** The inputs named, or, where a loss has none of them, its own choice. */
function chosen(program: LossProgram, wrt: readonly string[] | undefined): readonly string[] {
  const named = differentiable(program).filter((name) => wrt?.includes(name));
  if (named.length > 0) return named;
  const own = program.inputs.filter(({ constant }) => !constant).map(({ name }) => name);
  return differentiable(program).filter((name) => own.includes(name));
}

function fix(program: LossProgram, key: string, name: string, value: Value, mistakes: Message[]): LossProgram {
  if (name === "reduction") return fixReduction(program, key, value, mistakes);
  const option = program.options.find((candidate) => candidate.name === name)!;
  const number = valueOf(option, value);
  if (number === undefined) {
    mistakes.push(defineOfWrongType(key, program.name, describeType(option), String(value)));
    return program;
  }
  const allowed = option.domain === undefined || isInside(option.domain, number);
  if (!allowed) mistakes.push(defineOutsideDomain(key, program.name, String(value), describe(option.domain!)));
  const { graph } = program;
  const b = new Build(graph, simplifier(exactRules));
  const constants = new Map([[graph.option(name, option.type), graph.constant(number, option.type)]]);
  const fixed = rebuildProgram(b, program, constants);
  const at = (node: Node) => rebuildAll(b, [node], constants)(node);
  for (const { of, order } of wrongOrders(fixed))
    mistakes.push(defineBelowOrder(key, program.name, String(value), of, String(order)));
  return {
    ...fixed,
    options: program.options.filter((candidate) => candidate !== option).map((other) => mapDomain(other, at)),
    inputs: program.inputs.map((input) => {
      const moved = mapDomain(input, at);
      const { element } = moved;
      if (element.kind !== "index" || element.sentinel === undefined) return moved;
      return { ...moved, element: { ...element, sentinel: at(element.sentinel) } };
    }),
  };
}

function mapDomain<T extends { readonly domain?: Domain }>(declaration: T, at: (node: Node) => Node): T {
  const { domain } = declaration;
  if (domain === undefined) return declaration;
  const moved: Domain =
    domain.kind === "range"
      ? { ...domain, lo: at(domain.lo), hi: at(domain.hi) }
      : { ...domain, values: domain.values.map(at) };
  return { ...declaration, domain: moved };
}

function fixReduction(program: LossProgram, key: string, value: Value, mistakes: Message[]): LossProgram {
  const { result } = program;
  if (result.kind !== "reduce") return program;
  if (value === "none") return { ...program, result: { kind: "point", point: result.point, axes: result.axes } };
  const chosen = result.reductions.find(({ name }) => name === value);
  if (chosen === undefined) {
    const names = [...result.reductions.map(({ name }) => name), "none"];
    mistakes.push(defineOfWrongType(key, program.name, `one of ${names.join(", ")}`, String(value)));
    return program;
  }
  const fixed: Result = { kind: "return", value: chosen.value };
  return { ...program, result: fixed };
}

function valueOf({ type }: OptionDeclaration, value: Value): number | undefined {
  if (type === "bool") return typeof value === "boolean" ? Number(value) : undefined;
  if (typeof value !== "number") return undefined;
  return type === "int" && (value | 0) !== value ? undefined : value;
}

const describeType = ({ type }: OptionDeclaration): string =>
  type === "bool" ? "true or false" : type === "int" ? "an int of 32 bits" : "a real";

/** Whether a value lies in a domain; bounds that name other options are left to the call. */
function isInside(domain: Domain, value: number): boolean {
  const known = (node: Node): number | undefined => (node.kind === "constant" ? node.value : undefined);
  if (domain.kind === "set") {
    const values = domain.values.map(known);
    return values.includes(undefined) || values.includes(value);
  }
  const [lo, hi] = [known(domain.lo) ?? -Infinity, known(domain.hi) ?? Infinity];
  const above = domain.loOpen ? value > lo || lo === -Infinity : value >= lo;
  const below = domain.hiOpen ? value < hi || hi === Infinity : value <= hi;
  return above && below;
}

function describe(domain: Domain): string {
  const text = (node: Node) =>
    node.kind === "constant" ? String(node.value) : node.kind === "option" ? node.name : "...";
  if (domain.kind === "set") return `{${domain.values.map(text).join(", ")}}`;
  return `${domain.loOpen ? "(" : "["}${text(domain.lo)}, ${text(domain.hi)}${domain.hiOpen ? ")" : "]"}`;
}
