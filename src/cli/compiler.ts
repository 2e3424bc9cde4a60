import type { ExamineOptions, ExamineResult } from "../examine/examine.ts";
import type { CompileOptions } from "../compile-options.ts";
import type { CompileResult } from "../compile.ts";

/** The compiler as the command line sees it; tests put another in its place. */
export interface Compiler {
  readonly PASSES: readonly string[];
  compile(sources: Readonly<Record<string, string>>, options: CompileOptions): Promise<CompileResult>;
}

/** The part of the compiler that samples losses, as the command line sees it. */
export interface Examiner {
  examine(sources: Readonly<Record<string, string>>, options: ExamineOptions): Promise<ExamineResult>;
}

/** Loads the compiler when a command needs it: it takes longer than all the rest of the start. */
export async function loadCompiler(): Promise<Compiler> {
  return await import("../compile.ts");
}

export async function loadExaminer(): Promise<Examiner> {
  return await import("../examine/examine.ts");
}
