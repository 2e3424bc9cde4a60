import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bufferOf, emptyBuffer, hasAdapter, requestDevice, type TestDevice } from "./adapter.ts";
import { type GpuModule, loadGpu } from "./load.ts";
import { countingDevice, plainDevice } from "./plain-device.ts";

const SOURCE = `
loss rows(logits: [N, C], const target: [N] of C, const scale: [N] = 1, smooth: real = 0 in [0, 1)) {
  reduce scale * -log_softmax[C](logits)[C = target] + (if smooth > 0 then smooth * sum[C](logits) else 0)
}
loss scaled(x: [N], factor: real) { return sum(x * factor) }
`;

describe.runIf(await hasAdapter())("create", () => {
  let device: TestDevice;
  let module: GpuModule;
  beforeAll(async () => {
    device = await requestDevice();
    module = await loadGpu({ "create.loss": SOURCE });
  });
  afterAll(() => device.destroy());

  const logits = Float32Array.of(1, 2, 3, 0.5, -1, 0);
  const target = Int32Array.of(2, 0);
  const inputs = { logits: { data: logits, shape: [2, 3] }, target };

  /** Calls a loss in every way, and reads a value with it. */
  const callAll = async (kernel: Awaited<ReturnType<GpuModule["create"]>>, options?: Record<string, unknown>) => {
    await kernel.value(inputs, options);
    await kernel.evaluate(inputs, options);
    await kernel.valueAndGrad(inputs, options);
    await kernel.workspace({ N: 2, C: 3 }).valueAndGrad(options);
    const given = {
      logits: { buffer: bufferOf(device, logits), shape: [2, 3] },
      target: { buffer: bufferOf(device, target), shape: [2] },
    };
    const out = {
      value: { buffer: emptyBuffer(device, 8) },
      grads: { logits: { buffer: emptyBuffer(device, 24) } },
      status: { buffer: emptyBuffer(device, 4) },
    };
    const encoder = device.createCommandEncoder();
    kernel.encode(encoder, given, options, out);
    device.queue.submit([encoder.finish()]);
  };

  it("compiles what calls without options need, and no call compiles it again", async () => {
    const { counted, counts } = countingDevice(device);
    const kernel = await module.create("rows", counted);
    expect(counts.compiled).toBeGreaterThan(0);
    const before = counts.compiled;
    await callAll(kernel);
    await callAll(kernel, { reduction: "sum" });
    expect(counts.compiled).toBe(before);
    kernel.destroy();
  });

  it("compiles what it is told", async () => {
    const { counted, counts } = countingDevice(device);
    const compile = [{ options: { reduction: "none", smooth: 0.1 } }];
    const kernel = await module.create("rows", counted, { compile });
    const before = counts.compiled;
    await callAll(kernel, { reduction: "none", smooth: 0.2 });
    expect(counts.compiled).toBe(before);
    await kernel.value(inputs);
    expect(counts.compiled).toBeGreaterThan(before);
    const later = counts.compiled;
    await kernel.value(inputs, { reduction: "sum" });
    expect(counts.compiled).toBe(later);
    kernel.destroy();
  });

  it("compiles everything, or nothing", async () => {
    const { counted, counts } = countingDevice(device);
    const lazy = await module.create("rows", counted, { compile: [] });
    expect(counts).toEqual({ compiled: 0, shaders: 0 });
    await lazy.value(inputs);
    expect(counts).toEqual({ compiled: 2, shaders: 1 });
    const fake = countingDevice(device, () => Promise.resolve({ getBindGroupLayout: () => ({}) }));
    await module.create("rows", fake.counted, { compile: "all" });
    // Two weightings, two smoothings, and reductions that differ for gradients only by whether there is an incoming one.
    expect(fake.counts.shaders).toBeGreaterThan(16);
  });

  it("an option without a default is no obstacle", async () => {
    const { counted, counts } = countingDevice(device);
    const kernel = await module.create("scaled", counted);
    const before = counts.compiled;
    expect(await kernel.value({ x: Float32Array.of(1, 2) }, { factor: 3 })).toBe(9);
    expect(counts.compiled).toBe(before);
    kernel.destroy();
  });

  it("refuses settings that are wrong", async () => {
    const wrong = (setup: object) => module.create("rows", plainDevice(device), setup);
    await expect(wrong({ compiled: [] })).rejects.toThrow("rows: unknown setting 'compiled' (known: compile)");
    await expect(wrong({ compile: "none" })).rejects.toThrow(TypeError);
    await expect(wrong({ compile: [{ options: { smooth: 2 } }] })).rejects.toThrow("rows: option smooth is 2");
    await expect(wrong({ compile: [{ with: ["logits"] }] })).rejects.toThrow("logits is no input with a default");
    await expect(module.create("rows", {} as never)).rejects.toThrow("rows: create takes a GPUDevice, not an object");
  });

  it("is rejected where the device cannot compile a shader", async () => {
    const broken = {
      ...plainDevice(device),
      createShaderModule: ({ code }: { code: string }) => device.createShaderModule({ code: `${code}\nfn`.slice(1) }),
    };
    device.pushErrorScope("validation");
    await expect(module.create("rows", broken)).rejects.toThrow(/^rows: the device cannot compile the loss: /);
    await device.popErrorScope();
  });

  it("is rejected where the device is lost", async () => {
    const other = await requestDevice();
    other.destroy();
    await expect(module.create("rows", other)).rejects.toThrow(/^rows: the device was lost: /);
  });
});
