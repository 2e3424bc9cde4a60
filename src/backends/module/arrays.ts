import type { AxisDeclaration, InputDeclaration, LossProgram } from "../../ir/program.ts";
import { camelCase } from "../../support/camel-case.ts";

export type Dtype = "f32" | "f64";

/** The typed array of a real tensor. */
export function realArray(dtype: Dtype): "Float32Array" | "Float64Array" {
  return dtype === "f32" ? "Float32Array" : "Float64Array";
}

/** The typed array of an input. */
export function arrayOf(
  input: InputDeclaration,
  dtype: Dtype,
): "Float32Array" | "Float64Array" | "Int32Array" | "Uint8Array" {
  switch (input.element.kind) {
    case "real":
      return realArray(dtype);
    case "index":
      return "Int32Array";
    case "bool":
      return "Uint8Array";
  }
}

export function axisText(axis: AxisDeclaration): string {
  return axis.starred ? `*${camelCase(axis.name)}` : camelCase(axis.name);
}

/**
 * Whether a call may give an input as an array without its shape: the declared rank is 1, the declared
 * axes are just `*S`, or all its axes have sizes from the other inputs.
 */
export function takesBareArray(program: LossProgram, input: InputDeclaration): boolean {
  if (input.axes.length === 1) return true;
  const others = program.inputs.filter((other) => other !== input);
  return input.axes.every((axis) => others.some((other) => other.axes.some(({ name }) => name === axis.name)));
}
