import { compile } from "../../src/compile.ts";
import type { Kernel } from "../../src/examine/kernel.ts";
import { loadKernels } from "../../src/examine/kernel.ts";
import { examineLoss, type LossReport } from "../../src/examine/examine-loss.ts";
import { subjectOf } from "../../src/examine/subject.ts";
import type { LossProgram } from "../../src/ir/program.ts";
import { stdlibSources } from "../../src/stdlib-sources.ts";
import { camelCase } from "../../src/support/camel-case.ts";
import { lossOf } from "../check/support.ts";

/** A loss and its compiled kernel. */
export async function compiled(text: string): Promise<{ program: LossProgram; kernel: Kernel }> {
  const program = lossOf(text, Object.fromEntries(stdlibSources));
  const { files } = await compile({ "test.loss": text }, { emit: "js" });
  const kernels = await loadKernels(files["test.js"]!);
  return { program, kernel: kernels[camelCase(program.name)]! };
}

/** What examining a loss finds, with its kernel changed if asked for. */
export async function examined(
  text: string,
  change: (kernel: Kernel) => Kernel = (kernel) => kernel,
  samples = 32,
): Promise<LossReport> {
  const { program, kernel } = await compiled(text);
  return examineLoss(subjectOf(program, change(kernel)), { samples, seed: 1 });
}
