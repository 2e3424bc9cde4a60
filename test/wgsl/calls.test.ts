import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
loss rows(logits: [N, C], const target: [N] of C | ignore, const scale: [N] = 1 in (0, 10], ignore: int = -1) {
  metric kept = count(target != ignore)
  reduce if target == ignore then 0 else -scale * log_softmax[C](logits)[C = target]
}
loss squares(x: [S], const y: [S], const mask: [S] of bool) {
  reduce if mask then (x - y)^2 else 0
}
loss best(x: [N, A]) {
  metric am = sum(argmax[A](x))
  reduce x
}
loss lookup(x: [N], const place: [M] of bool) {
  return sum[M](if place then x[N = index(M) * 2] else 0)
}
`;

const logits = Float32Array.of(1, 2, 3, 0.5, -1, 0, 2, 2, 2, 1, 0, 4);
const target = Int32Array.of(2, 0, -1, 1);
const inputs = { logits: { data: logits, shape: [4, 3] }, target };

/** What the reduction "sum" of rows is, and its gradient. */
function expectedRows(): { value: number; gradient: number[] } {
  let value = 0;
  const gradient = [...target].flatMap((t, n) => {
    const row = [...logits.subarray(3 * n, 3 * n + 3)];
    if (t < 0) return [0, 0, 0];
    const total = row.reduce((sum, x) => sum + Math.exp(x), 0);
    value += Math.log(total) - row[t]!;
    return row.map((x, c) => Math.exp(x) / total - (c === t ? 1 : 0));
  });
  return { value, gradient };
}

const closeTo = (actual: ArrayLike<number>, expected: readonly number[]) => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((x, i) => expect(Math.abs(actual[i]! - x), `[${i}] is ${actual[i]}, not ${x}`).toBeLessThan(3e-6));
};

describe.runIf(await hasAdapter())("calls on a device", () => {
  const { value, gradient } = expectedRows();
  let device: TestDevice;
  let module: GpuModule;
  let rows: GpuKernel;
  beforeAll(async () => {
    device = await requestDevice();
    module = await loadGpu({ "calls.loss": SOURCE });
    rows = await module.create("rows", device);
  });
  afterAll(() => device.destroy());

  it("check an index of a metric only where metrics are asked for", async () => {
    const best = await module.create("best", device);
    const none = { x: { data: new Float32Array(), shape: [3, 0] } };
    await expect(best.evaluate(none, { reduction: "sum" })).rejects.toThrow(/argmax/);
    expect(await best.value(none, { reduction: "sum" })).toBe(0);
    best.destroy();
  });

  it("have gradients of 0 where the incoming one is 0, also of what overflows", async () => {
    const squares = await module.create("squares", device);
    const given = { x: Float32Array.of(Infinity, NaN, 5), y: new Float32Array(3), mask: Uint8Array.of(1, 1, 1) };
    const options = { reduction: "sum", gradOutput: 0 };
    expect((await squares.valueAndGrad(given, options)).grads["x"]).toEqual(new Float32Array(3));
    const { grads } = await rows.valueAndGrad(
      { ...inputs, logits: { data: Float32Array.from(logits, () => Infinity), shape: [4, 3] } },
      options,
    );
    expect(grads["logits"]).toEqual(new Float32Array(12));
    squares.destroy();
  });

  it("several in flight on one kernel do not disturb one another", async () => {
    const scales = [1, 2, 3, 4, 5];
    const outcomes = await Promise.all(
      scales.map((scale) => rows.valueAndGrad(inputs, { reduction: "sum", gradOutput: scale })),
    );
    outcomes.forEach((outcome, i) => {
      closeTo([outcome.value as number], [value]);
      closeTo(
        outcome.grads["logits"]!,
        gradient.map((g) => g * scales[i]!),
      );
      expect(outcome.metrics).toEqual({ kept: 3 });
    });
  });

  it("gradients may take the place of their inputs, and outputs are the given arrays", async () => {
    const data = logits.slice();
    const outcome = await rows.valueAndGrad(
      { logits: { data, shape: [4, 3] }, target },
      { reduction: "sum" },
      { grads: { logits: data } },
    );
    expect(outcome.grads["logits"]).toBe(data);
    closeTo(data, gradient);
    const point = new Float32Array(4);
    expect(await rows.value(inputs, { reduction: "none" }, { value: point })).toBe(point);
    expect(point[2]).toBe(0);
  });

  it("wrong calls are rejected as on every target", async () => {
    const wrong = (more: object, options: Record<string, unknown> = {}) =>
      rows.valueAndGrad({ ...inputs, ...more }, options);
    await expect(wrong({ target: Int32Array.of(0, 1, 7, 1) })).rejects.toThrow(
      new RangeError("rows: target[2] is 7, not an index of axis C (size 3) nor ignore (-1)"),
    );
    await expect(wrong({ scale: Float32Array.of(1, 1, 0, 1) })).rejects.toThrow("rows: scale[2] is 0, outside (0, 10]");
    await expect(wrong({ other: target })).rejects.toThrow(TypeError);
    await expect(wrong({}, { reduction: "all" })).rejects.toThrow("unknown reduction 'all'");
    const lookup = await module.create("lookup", device);
    const place = Uint8Array.of(1, 1, 0);
    expect(await lookup.value({ x: Float32Array.of(1, 2, 4), place })).toBe(5);
    await expect(lookup.value({ x: Float32Array.of(1, 2), place })).rejects.toThrow(RangeError);
    expect((await lookup.valueAndGrad({ x: Float32Array.of(1, 2), place }, { check: false })).value).toBe(3);
    lookup.destroy();
  });

  it("bools are bytes, whatever their number; axes may be empty", async () => {
    const squares = await module.create("squares", device);
    const call = (n: number) => ({
      x: Float32Array.from({ length: n }, (_, i) => i),
      y: new Float32Array(n),
      mask: Uint8Array.from({ length: n }, (_, i) => (i + 1) % 2),
    });
    const five = await squares.valueAndGrad(call(5), { reduction: "sum" });
    expect(five.value).toBe(0 + 4 + 16);
    expect(five.grads["x"]).toEqual(Float32Array.of(0, 0, 4, 0, 8));
    const none = await squares.valueAndGrad(call(0), { reduction: "sum" });
    expect([none.value, none.grads["x"]]).toEqual([0, new Float32Array(0)]);
    expect((await squares.evaluate(call(0))).value).toBeNaN();
    squares.destroy();
  });

  it("encodes calls of one submit, with offsets and a gradient in the place of its input", async () => {
    const data = bufferOf(device, logits, 12);
    const indices = bufferOf(device, target);
    const results = emptyBuffer(device, 32);
    const grads = emptyBuffer(device, 4 * 12 + 4);
    const given = { logits: { buffer: data, offset: 12, shape: [4, 3] }, target: { buffer: indices, shape: [4] } };
    const encoder = device.createCommandEncoder();
    rows.encode(
      encoder,
      given,
      { reduction: "sum", gradOutput: 2 },
      {
        value: { buffer: results },
        grads: { logits: { buffer: grads, offset: 4 } },
        metrics: { kept: { buffer: results, offset: 4 } },
        status: { buffer: results, offset: 8 },
      },
    );
    rows.encode(
      encoder,
      given,
      { reduction: "sum", gradOutput: -3 },
      {
        value: { buffer: results, offset: 12 },
        grads: { logits: { buffer: data, offset: 12 } },
      },
    );
    device.queue.submit([encoder.finish()]);
    const floats = await readFloats(device, results);
    closeTo([floats[0]!, floats[3]!], [value, value]);
    expect([floats[1], new Uint32Array(floats.buffer)[2]]).toEqual([3, 0]);
    closeTo(
      (await readFloats(device, grads)).subarray(1),
      gradient.map((g) => 2 * g),
    );
    closeTo(
      (await readFloats(device, data)).subarray(3),
      gradient.map((g) => -3 * g),
    );
  });

  it("sets bits of the status for what is wrong with the data, and stays within bounds", async () => {
    const status = emptyBuffer(device, 4);
    const encode = async (targets: readonly number[], scale: readonly number[]) => {
      const encoder = device.createCommandEncoder();
      const given = {
        logits: { buffer: bufferOf(device, logits), shape: [4, 3] },
        target: { buffer: bufferOf(device, Int32Array.from(targets)), shape: [4] },
        scale: { buffer: bufferOf(device, Float32Array.from(scale)), shape: [4] },
      };
      rows.encode(encoder, given, undefined, { status: { buffer: status } });
      device.queue.submit([encoder.finish()]);
      return new Uint32Array(await readBuffer(device, status))[0];
    };
    expect(await encode([0, 1, 2, -1], [1, 1, 1, 10])).toBe(0);
    expect(await encode([0, 1, 3, -1], [1, 1, 1, 10])).toBe(1);
    expect(await encode([0, 1, 2, -1], [1, NaN, 1, 1])).toBe(2);
    expect(await encode([0, -2, 2, -1], [1, 11, 1, 1])).toBe(3);
  });

  it("refuses encoded calls that are wrong, before anything is recorded", () => {
    const encoder = device.createCommandEncoder();
    const data = bufferOf(device, logits);
    const given = { logits: { buffer: data, shape: [4, 3] }, target: { buffer: bufferOf(device, target), shape: [4] } };
    const encode =
      (more: object, out: object = {}) =>
      () =>
        rows.encode(encoder, { ...given, ...more }, undefined, out);
    expect(encode({ target: { buffer: data, shape: [3] } })).toThrow(RangeError);
    expect(encode({ logits: { buffer: data, shape: [40, 3] } })).toThrow(
      /takes 480 bytes from 0 on, but its buffer has 48/,
    );
    expect(encode({ logits: { buffer: data, shape: [4, 3], offset: 2 } })).toThrow(/multiple of 4/);
    expect(encode({ logits: logits })).toThrow(TypeError);
    expect(encode({ other: given.target })).toThrow(/unknown input 'other'/);
    const overlapping = { value: { buffer: data, offset: 8 }, grads: { logits: { buffer: data } } };
    expect(encode({}, overlapping)).toThrow(/overlaps/);
    expect(encode({}, { grads: { logits: { buffer: given.target.buffer } } })).toThrow(RangeError);
    expect(() => rows.encode(undefined as never, given, undefined, {})).toThrow(/takes a GPUCommandEncoder/);
  });

  it("a workspace keeps its buffers, and tells what is wrong with its data", async () => {
    const batch = rows.workspace({ N: 4, C: 3 });
    device.queue.writeBuffer(batch.inputs["logits"]!.buffer as never, 0, logits as never);
    device.queue.writeBuffer(batch.inputs["target"]!.buffer as never, 0, target as never);
    const step = await batch.valueAndGrad({ reduction: "sum" });
    closeTo([step.value as number], [value]);
    expect(step.grads).toBe(batch.grads);
    expect(step.metrics).toEqual({ kept: 3 });
    closeTo(await readFloats(device, batch.grads["logits"]!.buffer), gradient);
    closeTo((await batch.value({ reduction: "none" })) as Float32Array, [
      ...((await rows.value(inputs, { reduction: "none" })) as Float32Array),
    ]);
    device.queue.writeBuffer(batch.inputs["target"]!.buffer as never, 4, Int32Array.of(5) as never);
    await expect(batch.evaluate()).rejects.toThrow(
      "rows: target[1] is 5, not an index of axis C (size 3) nor ignore (-1)",
    );
  });

  it("makes no buffer for an encoded call once warm", async () => {
    const given = {
      logits: { buffer: bufferOf(device, logits), shape: [4, 3] },
      target: { buffer: bufferOf(device, target), shape: [4] },
    };
    const out = { value: { buffer: emptyBuffer(device, 4) }, grads: { logits: { buffer: emptyBuffer(device, 48) } } };
    let made = 0;
    const kernel = await module.create("rows", {
      ...plainDevice(device),
      createBuffer: (descriptor) => (made++, device.createBuffer(descriptor)),
    });
    for (const warm of [false, true, true]) {
      const before = made;
      const encoder = device.createCommandEncoder();
      kernel.encode(encoder, given, { reduction: "sum" }, out);
      device.queue.submit([encoder.finish()]);
      if (warm) expect(made).toBe(before);
    }
    closeTo(await readFloats(device, out.value.buffer), [value]);
    kernel.destroy();
    expect(() => kernel.encode(device.createCommandEncoder(), given, undefined, out)).toThrow(
      "the kernel was destroyed",
    );
    await expect(kernel.value(inputs)).rejects.toThrow("rows: the kernel was destroyed");
  });

  it("says what a device cannot hold", async () => {
    const kernel = await module.create("rows", {
      ...plainDevice(device),
      limits: { ...limitsOf(device), maxStorageBufferBindingSize: 40 },
    });
    await expect(kernel.value(inputs)).rejects.toThrow(/more than the device's maxStorageBufferBindingSize of 40/);
  });

  it("a lost device is a rejection", async () => {
    const other = await requestDevice();
    const kernel = await module.create("rows", other);
    closeTo([(await kernel.value(inputs, { reduction: "sum" })) as number], [value]);
    other.destroy();
    await expect(kernel.value(inputs)).rejects.toThrow(/rows: the device was lost/);
  });
});

const limitsOf = ({ limits }: TestDevice) => ({
  maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
  maxBufferSize: limits.maxBufferSize,
  maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
  minStorageBufferOffsetAlignment: limits.minStorageBufferOffsetAlignment,
});
