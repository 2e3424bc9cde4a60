import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bufferOf, emptyBuffer, hasAdapter, readFloats, requestDevice, type TestDevice } from "./adapter.ts";
import { type GpuKernel, type GpuModule, loadGpu } from "./load.ts";
import { countingDevice } from "./plain-device.ts";

const SOURCE = `
loss rows(x: [N, C], const target: [N] of C) { reduce -log_softmax[C](x)[C = target] }
loss elements(x: [S], y: [S]) { reduce (x - y)^2 * x }
loss ahead(x: [N, C]) { reduce sum[C](x * x[C = index(C) + 1 - C * real(index(C) == C - 1)]) }
loss pairs(x: [N, C]) { return sum[N, C, M](abs(x - x[N as M])) }
loss weighted(x: [N, C], scale: []) { return scale * mean(x * x * scale) }
loss spread(x: [N]) { return sum((x - mean(x))^2) }
`.replace("index(C) + 1 - C * real(index(C) == C - 1)", "if index(C) == size(C) - 1 then 0 else index(C) + 1");

const values = (length: number, input: number) =>
  Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898 + input + 1) * 3);

describe.runIf(await hasAdapter())("a gradient in the place of its input", () => {
  let module: GpuModule;
  beforeAll(async () => {
    module = await loadGpu({ "place.loss": SOURCE });
  });

  const kernels = new Map<string, Promise<Counted>>();
  interface Counted {
    readonly device: TestDevice;
    readonly kernel: GpuKernel;
    readonly counts: { readonly compiled: number };
  }

  /** A kernel that is compiled for these replacements: the same one for all cases. */
  const kernelFor = (loss: string, inPlace: readonly string[], features: readonly string[] = []): Promise<Counted> => {
    const make = async () => {
      const device = await requestDevice(features);
      const { counted, counts } = countingDevice(device);
      return { device, kernel: await module.create(loss, counted, { compile: [{ inPlace }] }), counts };
    };
    const key = [loss, inPlace, features].join(" ");
    if (!kernels.has(key)) kernels.set(key, make());
    return kernels.get(key)!;
  };
  afterAll(async () => {
    for (const { device } of await Promise.all(kernels.values())) device.destroy();
  });

  interface Case {
    readonly loss: string;
    readonly features?: readonly string[];
    readonly shapes: Readonly<Record<string, readonly number[]>>;
    readonly target?: boolean;
    /** The inputs that their gradients replace. */
    readonly replaced: readonly string[];
    /** How many gradients are copied to where they belong. */
    readonly copies: number;
  }

  // Rows of one thread, of several, and of a whole workgroup; more elements than one turn of a grid has.
  const cases: readonly Case[] = [
    { loss: "rows", shapes: { x: [700, 5] }, target: true, replaced: ["x"], copies: 0 },
    { loss: "rows", shapes: { x: [90, 100] }, target: true, replaced: ["x"], copies: 0 },
    { loss: "rows", features: ["subgroups"], shapes: { x: [90, 100] }, target: true, replaced: ["x"], copies: 0 },
    { loss: "rows", shapes: { x: [70, 2100] }, target: true, replaced: ["x"], copies: 0 },
    { loss: "elements", shapes: { x: [70000], y: [70000] }, replaced: ["x", "y"], copies: 0 },
    { loss: "elements", shapes: { x: [999], y: [999] }, replaced: ["y"], copies: 0 },
    { loss: "spread", shapes: { x: [5000] }, replaced: ["x"], copies: 0 },
    // Another element, another row and another item need what would be overwritten.
    { loss: "ahead", shapes: { x: [20, 300] }, replaced: ["x"], copies: 1 },
    { loss: "pairs", shapes: { x: [40, 30] }, replaced: ["x"], copies: 1 },
    { loss: "weighted", shapes: { x: [40, 30], scale: [] }, replaced: ["x", "scale"], copies: 1 },
  ];

  it.each(cases)("$loss of $shapes.x, replacing $replaced", async (one) => {
    const { loss, features, shapes, target, replaced, copies } = one;
    const { device, kernel, counts } = await kernelFor(loss, replaced, features);
    const names = Object.keys(shapes);
    const sizes = names.map((name) => shapes[name]!.reduce((size, n) => size * n, 1));
    const data = sizes.map((size, i) => values(size, i));
    const [rows = 0, columns = 0] = shapes["x"]!;
    const more = target
      ? {
          target: {
            buffer: bufferOf(
              device,
              Int32Array.from({ length: rows }, (_, i) => (i * 7) % columns),
            ),
            shape: [rows],
          },
        }
      : {};
    const run = async (inPlace: readonly string[]) => {
      const inputs = names.map((_, i) => bufferOf(device, data[i]!));
      const grads = names.map((name, i) => (inPlace.includes(name) ? inputs[i]! : emptyBuffer(device, 4 * sizes[i]!)));
      const encoder = device.createCommandEncoder();
      let copied = 0;
      const watched = {
        beginComputePass: () => encoder.beginComputePass(),
        copyBufferToBuffer: (...args: Parameters<typeof encoder.copyBufferToBuffer>) => {
          copied++;
          encoder.copyBufferToBuffer(...args);
        },
        clearBuffer: () => {},
        finish: () => encoder.finish(),
      };
      const tensors = Object.fromEntries(names.map((name, i) => [name, { buffer: inputs[i]!, shape: shapes[name]! }]));
      const out = { grads: Object.fromEntries(names.map((name, i) => [name, { buffer: grads[i]! }])) };
      kernel.encode(watched, { ...tensors, ...more }, undefined, out);
      device.queue.submit([encoder.finish()]);
      return { copied, grads: await Promise.all(grads.map((buffer) => readFloats(device, buffer))) };
    };
    const before = counts.compiled;
    const inPlace = await run(replaced);
    expect(counts.compiled, "it was compiled ahead").toBe(before);
    expect(inPlace.copied).toBe(copies);
    const apart = await run([]);
    expect(apart.copied).toBe(0);
    expect(inPlace.grads).toEqual(apart.grads);
    expect(inPlace.grads[0]!.some((x) => x !== 0 && Number.isFinite(x))).toBe(true);
  });
});
