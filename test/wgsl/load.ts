import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { GpuTensor } from "../../src/backends/wgsl/runtime/tensors.ts";
import type { GpuBuffer, GpuCommandEncoder, GpuDevice } from "../../src/backends/wgsl/runtime/webgpu.ts";
import { compile } from "../../src/compile.ts";
import { camelCase } from "../../src/support/camel-case.ts";
import type { Meta, TensorInput } from "../reference/kernels.ts";

export interface Outcome {
  readonly value: number | Float32Array;
  readonly grads: Readonly<Record<string, Float32Array>>;
  readonly metrics: Readonly<Record<string, number>>;
}

type Inputs = Readonly<Record<string, TensorInput | Float32Array | Int32Array | Uint8Array | number>>;
type Options = Readonly<Record<string, unknown>>;
type Slice = { readonly buffer: GpuBuffer; readonly offset?: number };

export interface GpuOut {
  readonly value?: Slice;
  readonly grads?: Readonly<Record<string, Slice>>;
  readonly metrics?: Readonly<Record<string, Slice>>;
  readonly status?: Slice;
}

export interface GpuWorkspace {
  readonly inputs: Readonly<Record<string, GpuTensor>>;
  readonly grads: Readonly<Record<string, GpuTensor>>;
  value(options?: Options): Promise<number | Float32Array>;
  evaluate(options?: Options): Promise<Omit<Outcome, "grads">>;
  valueAndGrad(options?: Options): Promise<{ value: number | Float32Array; grads: object; metrics: object }>;
}

/** A generated kernel on a device, without its names. */
export interface GpuKernel {
  value(inputs: Inputs, options?: Options, out?: object): Promise<number | Float32Array>;
  evaluate(inputs: Inputs, options?: Options, out?: object): Promise<Omit<Outcome, "grads">>;
  valueAndGrad(inputs: Inputs, options?: Options, out?: object): Promise<Outcome>;
  workspace(sizes: object, choice?: object): GpuWorkspace;
  encode(encoder: GpuCommandEncoder, inputs: object, options: Options | undefined, out: GpuOut): void;
  destroy(): void;
}

type InputMeta = Meta["inputs"][number] & { readonly gradient: boolean };

export interface GpuModule {
  /** The shaders, without the functions that are put to them when they are compiled. */
  readonly shaders: readonly string[];
  create(loss: string, device: GpuDevice, setup?: object): Promise<GpuKernel>;
  meta(loss: string): Omit<Meta, "inputs"> & { readonly inputs: readonly InputMeta[] };
}

interface GpuLoss {
  create(device: GpuDevice, setup?: object): Promise<GpuKernel>;
}

/** Compiles sources for WebGPU and loads the modules. */
export async function loadGpu(sources: Readonly<Record<string, string>>, wrt?: readonly string[]): Promise<GpuModule> {
  const { files, diagnostics } = await compile(sources, { target: "wgsl", emit: "js", ...(wrt && { wrt }) });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  const folder = mkdtempSync(join(tmpdir(), "losscc-gpu-"));
  try {
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const modules: Record<string, unknown> = {};
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
    for (const path of Object.keys(files))
      if (path.endsWith(".js")) Object.assign(modules, await import(pathToFileURL(join(folder, path)).href));
    return {
      shaders: Object.values(files).flatMap(shadersIn),
      create: (loss, device, setup) => (modules[camelCase(loss)] as GpuLoss).create(device, setup),
      meta: (loss) => modules[`${camelCase(loss)}Meta`] as ReturnType<GpuModule["meta"]>,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The shaders in the text of a generated module: what has an entry point. */
export const shadersIn = (text: string): readonly string[] =>
  [...text.matchAll(/\/\* wgsl \*\/ `((?:[^`\\]|\\.)*)`/g)]
    .map((match) => match[1]!.replace(/\\([\\`$])/g, "$1"))
    .filter((shader) => shader.includes("@compute"));
