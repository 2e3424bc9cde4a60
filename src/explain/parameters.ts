import type { Domain, InputDeclaration, LossProgram } from "../ir/program.ts";
import type { Node } from "../ir/graph.ts";
import type { Parameter } from "./explanation.ts";
import type { Names } from "./names.ts";
import { plainTerm } from "./plain-term.ts";
import { number } from "./term.ts";

/** The inputs and options of a loss, as its header declares them. */
export function parametersOf(
  { inputs, options }: LossProgram,
  wrt: readonly string[],
  names: Names,
): { readonly inputs: readonly Parameter[]; readonly options: readonly Parameter[] } {
  const text = (node: Node) => plainTerm(node, names).text;
  const allowed = (domain: Domain | undefined) => (domain === undefined ? {} : { domain: domainText(domain, text) });
  const initial = (value: number | undefined, isBool: boolean) =>
    value === undefined ? {} : { default: isBool ? String(value !== 0) : number(value).text };
  return {
    inputs: inputs.map((input) => ({
      name: input.name,
      type: typeText(input, text),
      doc: input.doc,
      gradient: wrt.includes(input.name),
      ...allowed(input.domain),
      ...initial(input.default, input.element.kind === "bool"),
    })),
    options: options.map((option) => ({
      name: option.name,
      type: option.type,
      doc: option.doc,
      ...allowed(option.domain),
      ...initial(option.default, option.type === "bool"),
    })),
  };
}

function typeText({ axes, element }: InputDeclaration, text: (node: Node) => string): string {
  const shape = `[${axes.map(({ name, starred }) => `${starred ? "*" : ""}${name}`).join(", ")}]`;
  if (element.kind !== "index") return element.kind === "real" ? shape : `${shape} of bool`;
  return `${shape} of ${element.axis}${element.sentinel === undefined ? "" : ` | ${text(element.sentinel)}`}`;
}

function domainText(domain: Domain, text: (node: Node) => string): string {
  if (domain.kind === "set") return `{${domain.values.map(text).join(", ")}}`;
  const { lo, hi, loOpen, hiOpen } = domain;
  return `${loOpen ? "(" : "["}${text(lo)}, ${text(hi)}${hiOpen ? ")" : "]"}`;
}
