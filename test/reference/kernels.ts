import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CompileOptions } from "../../src/compile-options.ts";
import { compile } from "../../src/compile.ts";
import { camelCase } from "../../src/support/camel-case.ts";
import type { Dtype } from "./accuracy.ts";
import type { OptionValue } from "./vectors.ts";

export type Real = Float32Array | Float64Array;
export type Data = Real | Int32Array | Uint8Array;
export interface TensorInput {
  readonly data: Data;
  readonly shape: readonly number[];
}
export type Options = Readonly<Record<string, OptionValue | Real>>;

export interface Outcome {
  readonly value: number | Real;
  readonly grads: Readonly<Record<string, Real>>;
  readonly metrics: Readonly<Record<string, number>>;
}

export interface Workspace {
  readonly inputs: Readonly<Record<string, Data>>;
  readonly grads: Readonly<Record<string, Real>>;
  valueAndGrad(options?: Options): Outcome;
}

/** A generated kernel, as the contract describes it, without its names. */
export interface Kernel {
  valueAndGrad(
    inputs: Readonly<Record<string, TensorInput>>,
    options?: Options,
    outputs?: { readonly grads?: Readonly<Record<string, Real>>; readonly value?: Real },
  ): Outcome;
  value(inputs: Readonly<Record<string, TensorInput>>, options?: Options): number | Real;
  evaluate(inputs: Readonly<Record<string, TensorInput>>, options?: Options): Omit<Outcome, "grads">;
  workspace(
    sizes: Readonly<Record<string, number | readonly number[]>>,
    options?: { readonly with: readonly string[] },
  ): Workspace;
}

/** The part of a loss's generated description that the tests of values need. */
export interface Meta {
  readonly inputs: readonly {
    readonly name: string;
    readonly axes: readonly { readonly name: string; readonly starred: boolean }[];
    readonly array: "Float32Array" | "Float64Array" | "Int32Array" | "Uint8Array";
    readonly default: number | null;
    readonly inPlace: boolean;
  }[];
}

export interface Compiled {
  kernel(loss: string): Kernel;
  meta(loss: string): Meta;
}

/** The `.loss` sources of a folder, by file name. */
export function lossSources(folder: URL): Record<string, string> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".loss"));
  return Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, folder), "utf8")]));
}

/** The sources of the standard library, by file name. */
export function stdlibSources(): Record<string, string> {
  return lossSources(new URL("../../stdlib/", import.meta.url));
}

/** Compiles sources to JavaScript in a temporary folder, which is gone when this returns, and loads the modules. */
export async function compileAndLoad(
  sources: Readonly<Record<string, string>>,
  dtype: Dtype,
  more: Pick<CompileOptions, "wrt" | "define" | "math"> = {},
): Promise<Compiled> {
  const { files, diagnostics } = await compile(sources, { target: "ts", emit: "js", dtype, ...more });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map((d) => `${d.file}:${d.line}:${d.column}: ${d.message}`).join("\n"));
  const folder = mkdtempSync(join(tmpdir(), "losscc-"));
  try {
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    const found: Record<string, unknown> = {};
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    for (const path of Object.keys(files)) {
      if (path.endsWith(".js")) Object.assign(found, await import(pathToFileURL(join(folder, path)).href));
    }
    const named = (name: string): unknown => {
      if (!(name in found)) throw new Error(`no generated module exports ${name}`);
      return found[name];
    };
    return {
      kernel: (loss) => named(camelCase(loss)) as Kernel,
      meta: (loss) => named(`${camelCase(loss)}Meta`) as Meta,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
