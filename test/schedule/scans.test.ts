import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile.ts";
import { gradError, HOST_ACCURACY, valueError } from "../reference/accuracy.ts";
import { compileAndLoad, type Data } from "../reference/kernels.ts";

interface Call {
  readonly loss: string;
  readonly inputs: Readonly<Record<string, { shape: number[]; dtype: "real" | "i32" | "bool"; data: number[] }>>;
  readonly value: number;
  readonly grads: Readonly<Record<string, number[]>>;
}

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");
const { cases } = JSON.parse(read("scans.json")) as { readonly cases: readonly Call[] };

describe.each(["f32", "f64"] as const)("scans agree with PyTorch: %s", (dtype) => {
  const real = (data: number[]): Data => (dtype === "f32" ? Float32Array.from(data) : Float64Array.from(data));
  const arrays = {
    real,
    i32: (data: number[]) => Int32Array.from(data),
    bool: (data: number[]) => Uint8Array.from(data),
  };
  const compiled = compileAndLoad({ "scans.loss": read("scans.loss") }, dtype);

  test.each(cases.map((call, place) => [`${call.loss} ${place}`, call] as const))("%s", async (_, call) => {
    const inputs = Object.entries(call.inputs).map(([name, input]) => [
      name,
      { data: arrays[input.dtype](input.data), shape: input.shape },
    ]);
    const { value, grads } = (await compiled).kernel(call.loss).valueAndGrad(Object.fromEntries(inputs));
    expect(valueError(HOST_ACCURACY[dtype], [value as number], [call.value])).toBeUndefined();
    for (const [name, grad] of Object.entries(call.grads))
      expect(gradError(HOST_ACCURACY[dtype], grads[name]!, grad), name).toBeUndefined();
  });
});

test("a scan takes linear time: no loop over its axis stands in another", async () => {
  const { diagnostics } = await compile(
    { "scans.loss": read("scans.loss") },
    {
      onPass: ({ pass, loss, dump }) => {
        if (pass === "tidy" && loss !== "renamed") expect(nestedLoops(dump())).toEqual([]);
      },
    },
  );
  expect(diagnostics).toEqual([]);
});

/** The loops of a printed nest that stand in another over the same axis. */
function nestedLoops(nest: string): string[] {
  const open: string[] = [];
  return [...nest.matchAll(/^( *)for \S+ in (\S+)/gm)].flatMap(([line, indent, axis]) => {
    open.length = indent!.length / 2;
    const isNested = open.includes(axis!);
    open.push(axis!);
    return isNested ? [line] : [];
  });
}
