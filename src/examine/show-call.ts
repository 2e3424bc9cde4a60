import type { InputDeclaration, LossProgram } from "../ir/program.ts";
import { camelCase } from "../support/camel-case.ts";
import { type Call, shapeOf } from "./call.ts";

/** A call as its user would write it. */
export function showCall(program: LossProgram, call: Call): string {
  const given = program.inputs.filter(({ name }) => call.inputs.has(name));
  const inputs = given.map((input) => `${camelCase(input.name)}: ${showInput(input, call)}`);
  const options = program.options
    .filter(({ name }) => call.options.has(name))
    .map(({ name, type }) => {
      const value = call.options.get(name)!;
      return `${camelCase(name)}: ${type === "bool" ? value === 1 : showNumber(value)}`;
    });
  if (call.reduction !== undefined) options.push(`reduction: "${call.reduction}"`);
  if (call.gradOutput.some((x) => x !== 1)) options.push(`gradOutput: ${showGradOutput(call)}`);
  const rest = options.length === 0 ? "" : `, { ${options.join(", ")} }`;
  return `${camelCase(program.name)}.valueAndGrad({ ${inputs.join(", ")} }${rest})`;
}

function showInput(input: InputDeclaration, call: Call): string {
  const data = call.inputs.get(input.name)!;
  return `{ data: ${showArray(ARRAYS[input.element.kind], data)}, shape: [${shapeOf(call.dimensions, input).join(", ")}] }`;
}

const ARRAYS = { real: "Float32Array", index: "Int32Array", bool: "Uint8Array" } as const;

const showGradOutput = (call: Call) =>
  call.reduction === "none" ? showArray("Float32Array", call.gradOutput) : showNumber32(call.gradOutput[0]!);

function showArray(array: (typeof ARRAYS)[keyof typeof ARRAYS], data: readonly number[]): string {
  const show = array === "Float32Array" ? showNumber32 : String;
  return `${array}.of(${data.map(show).join(", ")})`;
}

/** The fewest digits that are read back as the same float32 number. */
export function showNumber32(x: number): string {
  for (let digits = 1; digits < 10; digits++) {
    const short = Number(x.toPrecision(digits));
    if (Math.fround(short) === Math.fround(x)) return showNumber(short);
  }
  return showNumber(x);
}

const showNumber = (x: number): string => (Object.is(x, -0) ? "-0" : String(x));
