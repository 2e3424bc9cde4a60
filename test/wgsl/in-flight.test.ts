import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasAdapter, readFloats, requestDevice, type TestDevice } from "./adapter.ts";
import { type GpuKernel, type GpuModule, loadGpu } from "./load.ts";

const SOURCE = `
loss squares(x: [N], const y: [N] in [0, 10], const mask: [N] of bool = true) {
  metric largest = max(x)
  reduce if mask then (x - y)^2 else 0
}
`;

describe.runIf(await hasAdapter())("calls that are under way", () => {
  let device: TestDevice;
  let module: GpuModule;
  let squares: GpuKernel;
  beforeAll(async () => {
    device = await requestDevice();
    module = await loadGpu({ "flight.loss": SOURCE });
    squares = await module.create("squares", device);
  });
  afterAll(() => device.destroy());

  const write = (tensor: { readonly buffer: object } | undefined, data: Float32Array | Uint8Array) =>
    device.queue.writeBuffer(tensor!.buffer as never, 0, data as never);

  it("have read their arrays when they return", async () => {
    const x = Float32Array.of(1, 2, 3);
    const y = new Float32Array(3);
    const fresh = await module.create("squares", device, { compile: [] });
    const calls = [squares, fresh].map((kernel) => kernel.valueAndGrad({ x, y }, { reduction: "sum" }));
    x.fill(9);
    for (const { value, grads } of await Promise.all(calls)) {
      expect(value).toBe(14);
      expect([...grads["x"]!]).toEqual([2, 4, 6]);
    }
    fresh.destroy();
  });

  it("of a workspace see what its buffers hold when they are made", async () => {
    for (const compile of [undefined, []]) {
      const kernel = await module.create("squares", device, compile === undefined ? {} : { compile });
      const batch = kernel.workspace({ N: 3 });
      const calls = [1, 2, 3, 4].map((scale) => {
        write(batch.inputs["x"], Float32Array.of(scale, 2 * scale, 0));
        return batch.valueAndGrad({ reduction: "sum" });
      });
      const steps = await Promise.all(calls);
      expect(steps.map(({ value }) => value)).toEqual([5, 20, 45, 80]);
      expect(steps.map(({ metrics }) => metrics)).toEqual([2, 4, 6, 8].map((largest) => ({ largest })));
      expect([...(await readFloats(device, batch.grads["x"]!.buffer))]).toEqual([8, 16, 0]);
      kernel.destroy();
    }
  });

  it("of a workspace take a gradient for each element", async () => {
    const batch = squares.workspace({ N: 5, with: ["mask"] });
    write(batch.inputs["x"], Float32Array.of(1, 2, 3, 4, 5));
    write(batch.inputs["mask"], Uint8Array.of(1, 1, 0, 1, 1, 0, 0, 0));
    const gradOutput = Float32Array.of(1, 10, 100, 0, -1);
    const { value } = await batch.valueAndGrad({ reduction: "none", gradOutput });
    expect([...(value as Float32Array)]).toEqual([1, 4, 0, 16, 25]);
    expect([...(await readFloats(device, batch.grads["x"]!.buffer))]).toEqual([2, 40, 0, 0, -10]);
    await expect(batch.value({ reduction: "none", gradOutput: new Float32Array(4) })).rejects.toThrow(
      "squares: gradOutput has 4 elements, but the value has 5",
    );
    write(batch.inputs["y"], Float32Array.of(0, 0, 11));
    await expect(batch.value()).rejects.toThrow("squares: y[2] is 11, outside [0, 10]");
    expect(await batch.value({ check: false, reduction: "sum" })).toBe(46);
  });

  it("leave their buffers to others when they fail", async () => {
    const kernel = await module.create("squares", device);
    const x = Float32Array.of(1);
    await expect(kernel.value({ x, y: Float32Array.of(-1) })).rejects.toThrow(RangeError);
    expect(await kernel.value({ x, y: Float32Array.of(0) })).toBe(1);
    kernel.destroy();
  });

  it("are rejected where the kernel is destroyed or the device is lost", async () => {
    const other = await requestDevice();
    const kernel = await module.create("squares", other);
    const inputs = { x: Float32Array.of(1), y: Float32Array.of(0) };
    const batch = kernel.workspace({ N: 1 });
    const calls = [kernel.value(inputs), batch.value()];
    kernel.destroy();
    for (const call of calls) await expect(call).rejects.toThrow("squares: the kernel was destroyed");
    await expect(batch.value()).rejects.toThrow("squares: the kernel was destroyed");
    expect(() => kernel.workspace({ N: 1 })).toThrow("squares: the kernel was destroyed");
    kernel.destroy();
    const lost = await module.create("squares", other);
    const late = lost.workspace({ N: 1 });
    const flying = [lost.value(inputs), late.valueAndGrad()];
    other.destroy();
    for (const call of flying) await expect(call).rejects.toThrow(/^squares: the device was lost: /);
    expect(() => lost.encode(device.createCommandEncoder(), {}, undefined, {})).toThrow(/the device was lost/);
    await expect(late.value()).rejects.toThrow(/the device was lost/);
  });
});
