import { existsSync } from "node:fs";
import type { GpuBuffer, GpuCommandEncoder, GpuDevice } from "../../src/backends/wgsl/runtime/webgpu.ts";

/** A device of the tests, with what they need beyond what modules use. */
export interface TestDevice extends GpuDevice {
  createCommandEncoder(descriptor?: { label?: string }): GpuCommandEncoder;
  destroy(): void;
  pushErrorScope(filter: "validation"): void;
  popErrorScope(): Promise<{ readonly message: string } | null>;
  readonly queue: GpuDevice["queue"] & { submit(commands: readonly object[]): void };
  createShaderModule(descriptor: { label?: string; code: string }): ShaderModule;
}

export interface ShaderModule {
  getCompilationInfo(): Promise<{ readonly messages: readonly { readonly type: string; readonly message: string }[] }>;
}

interface Adapter {
  readonly features: { has(name: string): boolean };
  requestDevice(descriptor?: { requiredFeatures: readonly string[] }): Promise<TestDevice>;
}

/** Where Debian's chromium leaves SwiftShader, which needs libvulkan1 beside it. */
const SWIFTSHADER = "/usr/lib/chromium/vk_swiftshader_icd.json";

let found: Promise<Adapter | undefined> | undefined;

/** Dawn's instances must outlive their devices. */
const instances: unknown[] = [];

/** An adapter of Dawn for Node, or undefined where there is none. An adapter gives one device only: hence a new one each time. */
async function requestAdapter(): Promise<Adapter | undefined> {
  if (process.env["VK_ICD_FILENAMES"] === undefined && existsSync(SWIFTSHADER))
    process.env["VK_ICD_FILENAMES"] = SWIFTSHADER;
  const { create } = (await import("webgpu")) as unknown as {
    create(flags: readonly string[]): { requestAdapter(): Promise<Adapter | null> };
  };
  // Not to zero what workgroups share saves most of the time that SwiftShader takes to make a pipeline; no shader may rely on it.
  const instance = create(["enable-dawn-features=disable_workgroup_init"]);
  instances.push(instance);
  return (await instance.requestAdapter()) ?? undefined;
}

export async function requestDevice(features: readonly string[] = []): Promise<TestDevice> {
  const adapter = await requestAdapter();
  if (adapter === undefined) throw new Error("there is no WebGPU adapter any more");
  return await adapter.requestDevice({ requiredFeatures: features });
}

/** Whether tests can run on a device. Without one they are skipped, unless the environment asks for one. */
export async function hasAdapter(): Promise<boolean> {
  const adapter = await (found ??= requestAdapter());
  if (adapter !== undefined) return true;
  const how = `no WebGPU adapter: apt-get install chromium libvulkan1 brings a software one (${SWIFTSHADER})`;
  if (process.env["LOSSCC_REQUIRE_GPU"] !== undefined) throw new Error(how);
  console.warn(`Tests on WebGPU are skipped, ${how}.`);
  return false;
}

const STORAGE = 128 | 8 | 4;

/** A buffer with data in it. */
export function bufferOf(device: TestDevice, data: Float32Array | Int32Array | Uint32Array, before = 0): GpuBuffer {
  const buffer = device.createBuffer({ size: before + Math.max(4, data.byteLength), usage: STORAGE });
  if (data.byteLength > 0) device.queue.writeBuffer(buffer as never, before, data as never);
  return buffer;
}

export function emptyBuffer(device: TestDevice, bytes: number): GpuBuffer {
  return device.createBuffer({ size: bytes, usage: STORAGE });
}

/** The bytes of a buffer. */
export async function readBuffer(device: TestDevice, buffer: GpuBuffer): Promise<ArrayBuffer> {
  const copy = device.createBuffer({ size: buffer.size, usage: 8 | 1 });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer as never, 0, copy as never, 0, buffer.size);
  device.queue.submit([encoder.finish()]);
  await copy.mapAsync(1);
  const bytes = copy.getMappedRange().slice(0);
  copy.destroy();
  return bytes;
}

export async function readFloats(device: TestDevice, buffer: GpuBuffer): Promise<Float32Array> {
  return new Float32Array(await readBuffer(device, buffer));
}
