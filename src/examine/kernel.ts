import { INCOMING_GRADIENT } from "../ir/kernel.ts";
import type { InputDeclaration, LossProgram } from "../ir/program.ts";
import { camelCase } from "../support/camel-case.ts";
import { type Call, shapeOf } from "./call.ts";

export type NumberArray = Float32Array | Int32Array | Uint8Array;

/** What a generated kernel gives. */
export interface KernelResult {
  readonly value: number | Float32Array;
  readonly grads: Readonly<Record<string, Float32Array>>;
  readonly metrics: Readonly<Record<string, number>>;
}

/** A generated loss, as far as it is called here. */
export interface Kernel {
  valueAndGrad(inputs: object, options: object): KernelResult;
}

/** The losses of a generated JavaScript module, by their names in JavaScript. */
export async function loadKernels(moduleText: string): Promise<Readonly<Record<string, Kernel>>> {
  // A module without imports can be its own address.
  const address = `data:text/javascript,${encodeURIComponent(moduleText)}`;
  return (await import(/* @vite-ignore */ address)) as Record<string, Kernel>;
}

/** Calls a kernel as its user would, with all checks. */
export function callKernel(kernel: Kernel, program: LossProgram, call: Call): KernelResult {
  return kernel.valueAndGrad(inputsOf(program, call), optionsOf(program, call));
}

function inputsOf(program: LossProgram, call: Call): object {
  const given = program.inputs.filter(({ name }) => call.inputs.has(name));
  return record(
    given.map((input) => [
      input.name,
      { data: arrayOf(input, call.inputs.get(input.name)!), shape: shapeOf(call.dimensions, input) },
    ]),
  );
}

function optionsOf(program: LossProgram, call: Call): object {
  const given = program.options.filter(({ name }) => call.options.has(name));
  const options: [string, unknown][] = given.map(({ name, type }) => {
    const value = call.options.get(name)!;
    return [name, type === "bool" ? value === 1 : value];
  });
  if (call.reduction !== undefined) options.push(["reduction", call.reduction]);
  options.push([
    INCOMING_GRADIENT,
    call.reduction === "none" ? Float32Array.from(call.gradOutput) : call.gradOutput[0]!,
  ]);
  return record(options);
}

function arrayOf({ element }: InputDeclaration, data: readonly number[]): NumberArray {
  switch (element.kind) {
    case "real":
      return Float32Array.from(data);
    case "index":
      return Int32Array.from(data);
    case "bool":
      return Uint8Array.from(data);
  }
}

const record = (entries: readonly (readonly [string, unknown])[]): object =>
  Object.fromEntries(entries.map(([name, value]) => [camelCase(name), value]));
