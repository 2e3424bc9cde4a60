import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "vitest";
import { type ModuleInput, printModule } from "../../src/backends/module/module.ts";
import { hostShell } from "../../src/backends/typescript/shell.ts";
import type { LossUnit } from "../../src/backends/module/unit.ts";

/** A loss object as an untyped caller sees it. */
export interface Loss {
  value(inputs: unknown, options?: unknown, out?: unknown): number | Float32Array;
  evaluate(inputs: unknown, options?: unknown, out?: unknown): Result;
  valueAndGrad(inputs: unknown, options?: unknown, out?: unknown): Result;
  workspace(sizes: unknown, choice?: unknown): Workspace;
}

export interface Workspace {
  readonly inputs: Record<string, Float32Array>;
  readonly grads: Record<string, Float32Array>;
  value(options?: unknown): number | Float32Array;
  evaluate(options?: unknown): Result;
  valueAndGrad(options?: unknown): Result;
}

export interface Result {
  readonly value: number | Float32Array;
  readonly grads: Record<string, Float32Array>;
  readonly metrics: Record<string, number>;
}

export function moduleOf(units: readonly LossUnit[], more: Partial<ModuleInput> = {}): ModuleInput {
  return { source: "sample.loss", version: "0.1.0", units, dtype: "f32", shell: hostShell, ...more };
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder that is there until the tests of the file have run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "losscc-shell-"));
  folders.push(folder);
  return folder;
}

/** Prints a module in JavaScript, and imports it. */
export async function load(module: ModuleInput): Promise<Record<string, Loss>> {
  const printed = await printModule(module, "js");
  return importText(printed.find((file) => file.extension === ".js")!.text);
}

/** Imports the text of a module in JavaScript. */
export async function importText(text: string): Promise<Record<string, Loss>> {
  const path = join(temporaryFolder(), "module.mjs");
  writeFileSync(path, text);
  return (await import(pathToFileURL(path).href)) as Record<string, Loss>;
}
