import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GpuBuffer } from "../../src/backends/wgsl/runtime/webgpu.ts";
import {
  bufferOf,
  emptyBuffer,
  hasAdapter,
  readBuffer,
  readFloats,
  requestDevice,
  type TestDevice,
} from "./adapter.ts";
import { type GpuKernel, type GpuModule, loadGpu } from "./load.ts";
import { plainDevice } from "./plain-device.ts";

const SOURCE = `
loss squares(x: [N, C], const y: [N, C], const mask: [N] of bool = true) {
  metric largest = max(x)
  reduce if mask then (x - y)^2 else 0
}
loss picked(x: [N], const place: [M] of N) { return sum[M](x[N = place]^2) }
`;

describe.runIf(await hasAdapter())("encode", () => {
  let device: TestDevice;
  let module: GpuModule;
  let squares: GpuKernel;
  beforeAll(async () => {
    device = await requestDevice();
    module = await loadGpu({ "encode.loss": SOURCE });
    squares = await module.create("squares", device);
  });
  afterAll(() => device.destroy());

  /** Records and submits, and holds that the device finds nothing wrong with it. */
  const submit = async (record: (encoder: ReturnType<TestDevice["createCommandEncoder"]>) => void) => {
    device.pushErrorScope("validation");
    const encoder = device.createCommandEncoder();
    record(encoder);
    device.queue.submit([encoder.finish()]);
    expect((await device.popErrorScope())?.message).toBeUndefined();
  };

  const x = Float32Array.of(1, 2, 3, 4, 5, 6);
  const y = Float32Array.of(0, 2, 1, 4, 0, 5);
  const elements = [1, 0, 4, 0, 25, 1];
  const slopes = [2, 0, 4, 0, 10, 2];

  it("finds and leaves all arrays in one buffer, side by side", async () => {
    // x, y, the value, the gradient, a metric and the status, 4 bytes after one another.
    const data = new Float32Array(2 + 4 * 6 + 2);
    data.set(x, 2);
    data.set(y, 8);
    for (const target of ["the same", "another"]) {
      const inputs = bufferOf(device, data);
      const outputs = target === "another" ? emptyBuffer(device, data.byteLength) : inputs;
      const given = {
        x: { buffer: inputs, offset: 8, shape: [2, 3] },
        y: { buffer: inputs, offset: 32, shape: [2, 3] },
      };
      const out = {
        value: { buffer: outputs, offset: 56 },
        grads: { x: { buffer: outputs, offset: 80 } },
        metrics: { largest: { buffer: outputs, offset: 104 } },
        status: { buffer: outputs, offset: 108 },
      };
      await submit((encoder) => squares.encode(encoder, given, { reduction: "none" }, out));
      const floats = await readFloats(device, outputs);
      expect([...floats.subarray(14, 27)], target).toEqual([...elements, ...slopes, 6]);
      expect(new Uint32Array(floats.buffer)[27]).toBe(0);
    }
  });

  it("leaves the gradient in the place of its input where other data lies beside it", async () => {
    const data = new Float32Array(12);
    data.set(x);
    data.set(y, 6);
    const buffer = bufferOf(device, data);
    const given = { x: { buffer, shape: [2, 3] }, y: { buffer, offset: 24, shape: [2, 3] } };
    const out = { grads: { x: { buffer } } };
    await submit((encoder) => squares.encode(encoder, given, { reduction: "sum" }, out));
    expect([...(await readFloats(device, buffer))]).toEqual([...slopes, ...y]);
  });

  it("records calls of different sizes and options into one submit", async () => {
    const many = Float32Array.from({ length: 3 * 700 }, (_, i) => (i % 7) - 3);
    const given = (data: Float32Array, rows: number) => ({
      x: { buffer: bufferOf(device, data), shape: [rows, 3] },
      y: { buffer: bufferOf(device, new Float32Array(data.length)), shape: [rows, 3] },
    });
    const results = emptyBuffer(device, 16);
    const none = emptyBuffer(device, 24);
    await submit((encoder) => {
      squares.encode(encoder, given(x, 2), { reduction: "sum" }, { value: { buffer: results } });
      squares.encode(encoder, given(many, 700), { reduction: "sum" }, { value: { buffer: results, offset: 4 } });
      squares.encode(encoder, given(x, 2), { reduction: "mean" }, { value: { buffer: results, offset: 8 } });
      squares.encode(encoder, given(x, 2), { reduction: "none" }, { value: { buffer: none } });
      squares.encode(encoder, given(many, 700), undefined, { metrics: { largest: { buffer: results, offset: 12 } } });
    });
    const sum = many.reduce((total, element) => total + element * element, 0);
    expect([...(await readFloats(device, results))]).toEqual([91, sum, Math.fround(91 / 6), 3]);
    expect([...(await readFloats(device, none))]).toEqual([1, 4, 9, 16, 25, 36]);
  });

  it("walks grids that are larger than a dispatch", async () => {
    const limited = plainDevice(device);
    const kernel = await module.create("squares", {
      ...limited,
      limits: {
        maxStorageBufferBindingSize: device.limits.maxStorageBufferBindingSize,
        maxBufferSize: device.limits.maxBufferSize,
        minStorageBufferOffsetAlignment: device.limits.minStorageBufferOffsetAlignment,
        maxComputeWorkgroupsPerDimension: 2,
      },
    });
    const data = Float32Array.from({ length: 5000 }, (_, i) => i % 11);
    const given = {
      x: { buffer: bufferOf(device, data), shape: [5000, 1] },
      y: { buffer: bufferOf(device, new Float32Array(5000)), shape: [5000, 1] },
    };
    const out = { value: { buffer: emptyBuffer(device, 20000) }, grads: { x: { buffer: emptyBuffer(device, 20000) } } };
    await submit((encoder) => kernel.encode(encoder, given, { reduction: "none" }, out));
    expect(await readFloats(device, out.value.buffer)).toEqual(data.map((element) => element * element));
    expect(await readFloats(device, out.grads.x.buffer)).toEqual(data.map((element) => 2 * element));
    kernel.destroy();
  });

  it("takes bytes for bools, as many as fill words, and empty arrays", async () => {
    const buffer = (usage: number, size: number) => device.createBuffer({ size, usage });
    const given = (mask: GpuBuffer) => ({
      x: { buffer: bufferOf(device, x), shape: [6, 1] },
      y: { buffer: bufferOf(device, y), shape: [6, 1] },
      mask: { buffer: mask, shape: [6] },
    });
    const mask = bufferOf(device, Int32Array.of(0x01000101, 0x0100));
    const value = emptyBuffer(device, 24);
    await submit((encoder) =>
      squares.encode(encoder, given(mask), { reduction: "none" }, { value: { buffer: value } }),
    );
    expect([...(await readFloats(device, value))]).toEqual([1, 0, 0, 0, 0, 1]);
    const encoder = device.createCommandEncoder();
    expect(() => squares.encode(encoder, given(buffer(128, 6)), undefined, {})).toThrow(
      "squares: input mask takes 8 bytes from 0 on, but its buffer has 6",
    );
    const empty = {
      x: { buffer: buffer(128, 0), shape: [0, 3] },
      y: { buffer: bufferOf(device, y), offset: 24, shape: [0, 3] },
    };
    const out = { value: { buffer: value }, grads: { x: { buffer: buffer(128 | 8, 0) } } };
    await submit((recorder) => squares.encode(recorder, empty, { reduction: "sum" }, out));
    expect((await readFloats(device, value))[0]).toBe(0);
  });

  it("refuses buffers that lack a usage, or room, or overlap", () => {
    const given = {
      x: { buffer: bufferOf(device, x), shape: [2, 3] },
      y: { buffer: bufferOf(device, y), shape: [2, 3] },
    };
    const encode =
      (more: object, out: object = {}, options: Record<string, unknown> = {}) =>
      () =>
        squares.encode(device.createCommandEncoder(), { ...given, ...more }, options, out);
    const plain = device.createBuffer({ size: 24, usage: 8 });
    const readOnly = device.createBuffer({ size: 24, usage: 128 });
    expect(encode({ x: { buffer: plain, shape: [2, 3] } })).toThrow(
      "the buffer of input x must have the usage STORAGE",
    );
    expect(encode({}, { grads: { x: { buffer: readOnly } } })).toThrow(
      "the buffer of output grads.x must have the usage COPY_DST and STORAGE",
    );
    expect(encode({}, { value: { buffer: readOnly } })).toThrow(
      "the buffer of output value must have the usage COPY_DST",
    );
    expect(encode({}, { status: { buffer: given.x.buffer } })).toThrow("output status overlaps input x");
    expect(encode({}, { grads: { x: { buffer: given.y.buffer } } })).toThrow("output grads.x overlaps input y");
    expect(encode({}, { value: { buffer: emptyBuffer(device, 4), offset: 4 } })).toThrow(RangeError);
    const gradOutput = { buffer: bufferOf(device, x) };
    expect(encode({}, { value: gradOutput }, { reduction: "none", gradOutput })).toThrow(
      "output value overlaps gradOutput",
    );
    expect(encode({}, {}, { gradOutput })).toThrow("gradOutput must be a number");
    expect(encode({}, { grads: { y: gradOutput } })).toThrow("unknown gradient 'y' (known: x)");
    expect(encode({}, { other: gradOutput })).toThrow("unknown output 'other'");
    expect(encode({ y: { buffer: given.y.buffer, shape: [3, 2] } })).toThrow("y has size 3 along axis N");
    expect(encode({ mask: { buffer: readOnly } })).toThrow("the shape of mask must be an array of sizes");
  });

  it("says which array a device cannot bind", async () => {
    const limits = { ...plainDevice(device).limits, maxStorageBufferBindingSize: 16 };
    const small = {
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: device.limits.maxBufferSize,
      minStorageBufferOffsetAlignment: device.limits.minStorageBufferOffsetAlignment,
      maxComputeWorkgroupsPerDimension: device.limits.maxComputeWorkgroupsPerDimension,
    };
    const kernel = await module.create("squares", { ...plainDevice(device), limits: small }, { compile: [] });
    const given = {
      x: { buffer: bufferOf(device, x), shape: [2, 3] },
      y: { buffer: bufferOf(device, y), shape: [2, 3] },
    };
    const out = { value: { buffer: emptyBuffer(device, 24) } };
    expect(() => kernel.encode(device.createCommandEncoder(), given, { reduction: "none" }, out)).toThrow(
      /^squares: .* takes 24 bytes, more than the device's maxStorageBufferBindingSize of 16/,
    );
    expect(() => kernel.workspace({ N: 2, C: 3 })).toThrow(RangeError);
  });

  it("clamps indices, and says so in the status", async () => {
    const picked = await module.create("picked", device);
    const status = emptyBuffer(device, 4);
    const value = emptyBuffer(device, 4);
    const given = {
      x: { buffer: bufferOf(device, Float32Array.of(1, 2, 3)), shape: [3] },
      place: { buffer: bufferOf(device, Int32Array.of(1, 99, -7)), shape: [3] },
    };
    const out = { value: { buffer: value }, status: { buffer: status } };
    await submit((encoder) => picked.encode(encoder, given, undefined, out));
    expect([...(await readFloats(device, value))]).toEqual([4 + 9 + 1]);
    expect([...new Uint32Array(await readBuffer(device, status))]).toEqual([1]);
    await submit((encoder) => picked.encode(encoder, given, { check: false }, out));
    expect([...new Uint32Array(await readBuffer(device, status))]).toEqual([0]);
    picked.destroy();
  });
});
