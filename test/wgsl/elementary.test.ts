import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { elementary, helpersFor } from "../../src/backends/wgsl/elementary.ts";
import { operator } from "../../src/ops/index.ts";
import { Random } from "../../src/support/random.ts";
import { expectNone } from "../support/close-to.ts";
import { bufferOf, emptyBuffer, hasAdapter, readFloats, requestDevice, type TestDevice } from "./adapter.ts";

// The functions that shaders call, on a device, against the float64 meaning of the operators (which `test/ops` holds against
// exact values): over the whole range of float32, about their zeros and poles, and for what is no number.

/** What a function holds: the error relative to its magnitude, or to this where that is larger. */
interface Bounds {
  readonly relative: number;
  readonly scale?: (x: number) => number;
}

const reflected = (of: string) => (x: number) => (x < 0 ? Math.max(1, Math.abs(operator(of).meaning(1 - x))) : 0);

const unary: Readonly<Record<string, Bounds>> = {
  exp: { relative: 2e-7 },
  expm1: { relative: 4e-7 },
  log: { relative: 1.5e-7 },
  log1p: { relative: 3e-7 },
  sinh: { relative: 5e-7 },
  cosh: { relative: 4e-7 },
  tanh: { relative: 4e-7 },
  sin: { relative: 1e-7, scale: () => 1 },
  cos: { relative: 1e-7, scale: () => 1 },
  // The error of an angle, where the slope is steep.
  tan: { relative: 3e-7, scale: (x) => 1 + Math.tan(x) ** 2 },
  atan: { relative: 3e-7 },
  erf: { relative: 3e-7 },
  half_erfc: { relative: 4e-7 },
  erfcx: { relative: 4e-7 },
  erfc_hazard_slope: { relative: 8e-7 },
  lgamma: { relative: 5e-7, scale: reflected("lgamma") },
  digamma: {
    relative: 5e-7,
    scale: (x) => (x < 0 ? Math.max(1, Math.abs(Math.PI / Math.tan(Math.PI * (x - Math.round(x))))) : 0),
  },
  trigamma: { relative: 5e-7 },
};

const LARGEST = 3.4028234663852886e38;
const SMALLEST_NORMAL = 2 ** -126;
const SPECIAL = [0, -0, NaN, Infinity, -Infinity, LARGEST, -LARGEST];

/** Float32 numbers of every magnitude, more of the common ones, neighbours of whole and half ones, and the samples of `test/ops`. */
function argumentsFor(name: string): Float32Array {
  const random = new Random(7);
  const xs: number[] = [...SPECIAL];
  for (let i = 0; i < 4000; i++) {
    const sign = i % 2 === 0 ? 1 : -1;
    xs.push(sign * 2 ** random.between(-126, 128), sign * 10 ** random.between(-8, 3), random.between(-4, 4));
  }
  for (let half = -40; half <= 40; half++)
    for (const away of [0, 2 ** -22, 2 ** -12, 0.01]) xs.push(half / 2 + away, half / 2 - away);
  for (const file of ["elementary.json", "special-functions.json"]) {
    const samples = JSON.parse(readFileSync(new URL(`../ops/${file}`, import.meta.url), "utf8")) as Record<
      string,
      readonly (readonly number[])[]
    >;
    for (const [x] of samples[name] ?? []) xs.push(x!);
  }
  return Float32Array.from(xs).filter((x) => !(Math.abs(x) > 0 && Math.abs(x) < SMALLEST_NORMAL));
}

function powerArguments(): readonly [Float32Array, Float32Array] {
  const random = new Random(8);
  const pairs: [number, number][] = SPECIAL.flatMap((x) =>
    [0, -0, 1, -1, 2, 3, -3, 0.5, -2.5, 1e30, NaN].map((y): [number, number] => [x, y]),
  );
  for (let i = 0; i < 4000; i++) {
    pairs.push([10 ** random.between(-5, 5), random.between(-6, 6)]);
    pairs.push([-random.between(0, 9), Math.round(random.between(-9, 9))]);
    pairs.push([2 ** random.between(-126, 128), random.between(-3, 3)]);
    pairs.push([1 + random.between(-0.01, 0.01), random.between(-9000, 9000)]);
  }
  return [Float32Array.from(pairs, ([x]) => x), Float32Array.from(pairs, ([, y]) => y)];
}

describe.runIf(await hasAdapter())("elementary functions of WGSL", () => {
  let device: TestDevice;
  beforeAll(async () => {
    device = await requestDevice();
  });
  afterAll(() => device.destroy());

  /** A function of each of these arguments. */
  async function compute(name: string, columns: readonly Float32Array[]): Promise<Float32Array> {
    const [{ length }] = columns as [Float32Array];
    const given = columns.map((_, i) => `x${i}[i]`).join(", ");
    const main = [
      "struct Params { infinity: f32, nan: f32 }",
      "@group(0) @binding(0) var<uniform> params: Params;",
      "@group(0) @binding(1) var<storage, read_write> y: array<f32>;",
      ...columns.map((_, i) => `@group(0) @binding(${i + 2}) var<storage, read> x${i}: array<f32>;`),
      "@compute @workgroup_size(64) fn main(@builtin(global_invocation_id) place: vec3u) {",
      "  let i = place.x;",
      "  _ = params.nan;",
      `  if (i < arrayLength(&y)) { y[i] = ${name}_f32(${given}); }`,
      "}",
    ].join("\n");
    const code = [main, ...helpersFor(main).map((helper) => elementary[helper]!)].join("\n\n");
    const module = device.createShaderModule({ label: name, code });
    expect((await module.getCompilationInfo()).messages).toEqual([]);
    const pipeline = device.createComputePipeline({
      layout: "auto",
      compute: { module: module as never, entryPoint: "main" },
    });
    const y = emptyBuffer(device, 4 * length);
    const buffers = [y, ...columns.map((column) => bufferOf(device, column))];
    const uniform = device.createBuffer({ size: 8, usage: 64 | 8 });
    device.queue.writeBuffer(uniform as never, 0, Float32Array.of(Infinity, NaN) as never);
    const group = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0) as never,
      entries: [uniform, ...buffers].map((buffer, binding) => ({ binding, resource: { buffer } })) as never,
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline as never);
    pass.setBindGroup(0, group as never);
    pass.dispatchWorkgroups(Math.ceil(length / 64));
    pass.end();
    device.queue.submit([encoder.finish()]);
    return await readFloats(device, y);
  }

  it.each(Object.keys(unary))("%s", async (name) => {
    const { relative, scale = () => 0 } = unary[name]!;
    const xs = argumentsFor(name);
    const results = await compute(name, [xs]);
    const { meaning } = operator(name);
    const wrong: string[] = [];
    xs.forEach((x, i) => {
      const [exact, is] = [meaning(x), results[i]!];
      const should = Math.fround(exact);
      if (is === should || (Number.isNaN(is) && Number.isNaN(should))) return;
      // What is about the least normal numbers may become 0, and what is at the largest one infinite.
      const error = Math.abs(is - exact);
      const allowed = Math.max(relative * Math.max(Math.abs(exact), scale(x)), 2 * SMALLEST_NORMAL);
      const nearEnd = Math.abs(exact) * (1 + relative) > LARGEST && Math.abs(is) === Infinity;
      if (!(error <= allowed) && !nearEnd)
        wrong.push(`${name}(${x}) is ${is}, not ${exact}: ${(error / allowed).toFixed(2)} times what is allowed`);
    });
    expectNone(wrong);
  });

  it("pow", async () => {
    const columns = powerArguments();
    const results = await compute("pow", columns);
    const { meaning } = operator("pow");
    const relative = 2e-7;
    const wrong: string[] = [];
    columns[0].forEach((x, i) => {
      const y = columns[1][i]!;
      const [exact, is] = [meaning(x, y), results[i]!];
      const should = Math.fround(exact);
      if (is === should || (Number.isNaN(is) && Number.isNaN(should))) return;
      if (Math.abs(is - exact) <= Math.max(relative * Math.abs(exact), SMALLEST_NORMAL)) return;
      if (Math.abs(exact) * (1 + relative) > LARGEST && Math.abs(is) === Infinity) return;
      wrong.push(
        `pow(${x}, ${y}) is ${is}, not ${exact}: ${Math.abs(is / exact - 1) / relative} times what is allowed`,
      );
    });
    expectNone(wrong);
  });
});
