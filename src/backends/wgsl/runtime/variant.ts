import type { GpuProgram } from "./spec.ts";

/** A program as a call runs it: with the gradients of some inputs in the place of these. */
export interface Variant {
  readonly program: number;
  readonly replaced: readonly string[];
}

export function variantKey({ program, replaced }: Variant): string {
  return [program, ...[...replaced].sort()].join(" ");
}

/** Where a program binds an array that has a binding for itself, or 0. */
export function bindingOf({ bindings }: GpuProgram, array: string): number {
  return bindings.findIndex((arrays) => arrays.length === 1 && arrays[0] === array) + 1;
}

/** The bindings that a dispatch of a variant uses: an input that is replaced stands for its gradient. */
export function usedBindings(program: GpuProgram, dispatch: number, replaced: readonly string[]): readonly number[] {
  const instead = new Map(
    replaced.map((name) => [bindingOf(program, `gradient ${name}`), bindingOf(program, `input ${name}`)]),
  );
  return [...new Set(program.dispatches[dispatch]!.bindings.map((binding) => instead.get(binding) ?? binding))];
}

/** The shader of a variant: as nothing may be bound both for reading and for writing, an input is read and written. */
export function variantShader(program: GpuProgram, replaced: readonly string[]): string {
  if (replaced.length === 0) return program.shader.replace(/^.*storageBarrier\(\).*\n/gm, "");
  return replaced.reduce((shader, name) => {
    const declared = (array: string): RegExp =>
      new RegExp(`(@binding\\(${bindingOf(program, array)}\\) var<storage, read)(?:_write)?> (\\w+):.*\\n`);
    const input = declared(`input ${name}`).exec(shader)![2]!;
    const gradient = declared(`gradient ${name}`).exec(shader)![2]!;
    return shader
      .replace(new RegExp(`.*${declared(`gradient ${name}`).source}`), "")
      .replace(declared(`input ${name}`), (line) => line.replace("storage, read>", "storage, read_write>"))
      .replace(new RegExp(`\\b${gradient}\\b`, "g"), input);
  }, program.shader);
}
