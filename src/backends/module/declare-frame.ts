import type { OptionalKind, PropertySignatureStructure, StatementStructures, StructureKind } from "ts-morph";
import type { InputDeclaration } from "../../ir/program.ts";
import { camelCase } from "../../support/camel-case.ts";
import { arrayOf, type Dtype, realArray } from "./arrays.ts";
import { docStructure } from "./docs.ts";
import { printPropertyName } from "./literal.ts";
import { reductionsOf } from "./spec.ts";
import type { LossUnit } from "./unit.ts";
import { typeLiteral } from "./wrap-signatures.ts";

/** The type of the frame that the kernels of a loss take. */
export function declareFrame(
  unit: LossUnit,
  dtype: Dtype,
  stem: string,
  kinds: typeof StructureKind,
): StatementStructures {
  const { program } = unit;
  const real = realArray(dtype);
  const hasNone = reductionsOf(program).length > 0;
  const value = hasNone ? `number | ${real}` : "number";
  const input = (name: string): InputDeclaration => program.inputs.find((one) => one.name === name)!;
  const array = (one: InputDeclaration): string =>
    arrayOf(one, dtype) + (one.default === undefined ? "" : " | undefined");
  return {
    kind: kinds.Interface,
    name: `${stem}Frame`,
    docs: docStructure("What one run of the kernels works on."),
    properties: [
      record(
        "sizes",
        program.axes.map((axis) => [axis.name, "number"]),
      ),
      record(
        "inputs",
        program.inputs.map((one) => [one.name, array(one)]),
      ),
      record(
        "options",
        program.options.map((option) => [option.name, "number"]),
      ),
      { name: "reduction", type: "number", isReadonly: true },
      { name: "asksMetrics", type: "boolean", isReadonly: true },
      { name: "gradOutput", type: hasNone ? `${value} | undefined` : value, isReadonly: true },
      record(
        "grads",
        unit.wrt.map((name) => [name, real + (input(name).default === undefined ? "" : " | undefined")]),
      ),
      { name: "value", type: value },
      record(
        "metrics",
        program.metrics.map((metric) => [metric.name, "number"]),
        "",
      ),
      record(
        "scratch",
        unit.scratch.map((vector) => [vector.name, vector.array]),
        "readonly ",
        (name) => name,
      ),
    ],
  };
}

function record(
  name: string,
  fields: readonly (readonly [string, string])[],
  modifier = "readonly ",
  rename: (name: string) => string = camelCase,
): OptionalKind<PropertySignatureStructure> {
  const parts = fields.map(([field, type]) => `${modifier}${printPropertyName(rename(field))}: ${type}`);
  return { name, type: typeLiteral(parts, name.length), isReadonly: true };
}
