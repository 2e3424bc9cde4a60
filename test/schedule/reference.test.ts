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
const { cases } = JSON.parse(read("reference.json")) as { readonly cases: readonly Call[] };

describe.each(["f32", "f64"] as const)("loop nests agree with PyTorch: %s", (dtype) => {
  const real = (data: number[]): Data => (dtype === "f32" ? Float32Array.from(data) : Float64Array.from(data));
  const arrays = {
    real,
    i32: (data: number[]) => Int32Array.from(data),
    bool: (data: number[]) => Uint8Array.from(data),
  };
  const compiled = compileAndLoad({ "losses.loss": read("losses.loss") }, dtype);

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

/** Two scans along an axis that is renamed for one of them are pairs; sums over N and M are a contraction. */
const PAIRS = ["renamed", "siglip", "sup_con", "mmd", "embed"];

test("a scan takes linear time: no loop over its axis stands in another", async () => {
  const { diagnostics } = await compile(
    { "losses.loss": read("losses.loss") },
    {
      onPass: ({ pass, loss, dump }) => {
        if (pass === "tidy" && !PAIRS.includes(loss!)) expect(nestedLoops(dump())).toEqual([]);
      },
    },
  );
  expect(diagnostics).toEqual([]);
});

/**
 * The loops of a printed nest that stand in another over the same axis. The lists of all positions of a loop are together as
 * long as one loop, so in a list the loop around it does not count.
 */
function nestedLoops(nest: string): string[] {
  const open: { readonly index: string; readonly axis: string; readonly depth: number; readonly place?: string }[] = [];
  return nest.split("\n").flatMap((line) => {
    const [, indent, index, axis, place] = /^( *)(?:for (\S+) in (\S+)(?: from \w+\[(\S+)\])?)?/.exec(line)!;
    while (open.length > 0 && open.at(-1)!.depth >= indent!.length) open.pop();
    if (index === undefined || axis === undefined) return [];
    open.push({ index, axis, depth: indent!.length, ...(place && { place }) });
    const places = open.map((loop) => loop.place);
    const isNested = open.slice(0, -1).some((loop) => loop.axis === axis && !places.includes(loop.index));
    return isNested ? [line] : [];
  });
}
