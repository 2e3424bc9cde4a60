import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { stdlibSources } from "../reference/kernels.ts";
import { copyExamples } from "./copy-examples.ts";

describe("examples/train-digits", () => {
  const examples = copyExamples();
  afterAll(() => examples.remove());

  it("compiles, learns, and reads more than 95 in 100 test digits", async () => {
    await examples.generate(stdlibSources(), "ts", "train-digits");
    examples.compile("train-digits");
    const script = join(examples.folder, "train-digits/dist/train.js");
    const printed = execFileSync(process.execPath, [script, "12"], { encoding: "utf8" });

    const losses = [...printed.matchAll(/loss (\d+\.\d+)/g)].map(([, loss]) => Number(loss));
    expect(losses.length).toBe(12);
    expect(losses.at(-1)!).toBeLessThan(0.5 * losses[0]!);
    expect(Number(/test accuracy (\d\.\d+)/.exec(printed)?.[1])).toBeGreaterThan(0.95);
  }, 120_000);
});
