import { readdirSync, readFileSync } from "node:fs";

/** A tensor as a vector file has it: non-finite numbers are strings, and an `f32` is any decimal that rounds to it. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly dtype: "f32" | "f64" | "i32" | "u8";
  readonly data: readonly number[];
}

export type OptionValue = number | boolean | string;

/** One call of a loss and what PyTorch computes for it in float64. Names are those of the generated API. */
export interface Case {
  readonly id: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly gradOutput: Tensor | null;
  readonly value: Tensor;
  readonly grads: Readonly<Record<string, Tensor>>;
  readonly metrics?: Readonly<Record<string, number>>;
}

export interface VectorFile {
  /** The loss's name in the source: `smooth_l1`. */
  readonly loss: string;
  readonly cases: readonly Case[];
}

const NON_FINITE: Readonly<Record<string, number>> = { nan: NaN, inf: Infinity, "-inf": -Infinity };

function isTensor(value: unknown): value is Tensor {
  return typeof value === "object" && value !== null && "dtype" in value;
}

/** Reads every vector file of a folder. */
export function readVectors(folder: URL): VectorFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    return JSON.parse(text, (key, value: unknown) => {
      if (typeof value === "string" && key !== "id" && Object.hasOwn(NON_FINITE, value)) return NON_FINITE[value];
      return isTensor(value) && value.dtype === "f32" ? { ...value, data: value.data.map(Math.fround) } : value;
    }) as VectorFile;
  });
}
