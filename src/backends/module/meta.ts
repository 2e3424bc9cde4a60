import type { Domain, InputDeclaration, OptionDeclaration } from "../../ir/program.ts";
import { camelCase } from "../../support/camel-case.ts";
import { arrayOf, type Dtype, takesBareArray } from "./arrays.ts";
import { describeBound, describeDomain } from "./bound.ts";
import type { Literal, LiteralObject } from "./literal.ts";
import { reductionsOf } from "./spec.ts";
import type { LossUnit } from "./unit.ts";

/**
 * The description of a loss for programs: enough to build a form. Every input has the same properties,
 * null where there is nothing to say, and so has every option.
 */
export function lossMeta(unit: LossUnit, dtype: Dtype): LiteralObject {
  const { program } = unit;
  return {
    name: camelCase(program.name),
    source: program.name,
    doc: program.doc,
    dtype,
    inputs: program.inputs.map((input) => inputMeta(unit, input, dtype)),
    options: program.options.map(optionMeta),
    axes: program.axes.map((axis) => ({ name: camelCase(axis.name), starred: axis.starred })),
    reductions: reductionsOf(program),
    metrics: program.metrics.map(({ name, doc }) => ({ name: camelCase(name), source: name, doc })),
    gradients: unit.wrt.map(camelCase),
    inPlace: unit.inPlace.map(camelCase),
  };
}

function inputMeta(unit: LossUnit, input: InputDeclaration, dtype: Dtype): LiteralObject {
  const { element } = input;
  const sentinel = element.kind === "index" ? element.sentinel : undefined;
  return {
    name: camelCase(input.name),
    source: input.name,
    doc: input.doc,
    axes: input.axes.map((axis) => ({ name: camelCase(axis.name), starred: axis.starred })),
    element: element.kind,
    array: arrayOf(input, dtype),
    indexOf: element.kind === "index" ? camelCase(element.axis) : null,
    sentinel: sentinel === undefined ? null : describeBound(sentinel),
    bare: takesBareArray(unit.program, input),
    default: input.default ?? null,
    domain: domainMeta(input.domain),
    constant: input.constant,
    gradient: unit.wrt.includes(input.name),
    inPlace: unit.inPlace.includes(input.name),
  };
}

function optionMeta(option: OptionDeclaration): LiteralObject {
  return {
    name: camelCase(option.name),
    source: option.name,
    doc: option.doc,
    type: option.type,
    default: option.default === undefined ? null : option.type === "bool" ? option.default !== 0 : option.default,
    domain: domainMeta(option.domain),
  };
}

function domainMeta(domain: Domain | undefined): Literal {
  if (domain === undefined) return null;
  const text = describeDomain(domain);
  if (domain.kind === "set") return { kind: "set", text, values: domain.values.map(describeBound) };
  const { lo, hi, loOpen, hiOpen } = domain;
  return { kind: "range", text, lo: describeBound(lo), hi: describeBound(hi), loOpen, hiOpen };
}
