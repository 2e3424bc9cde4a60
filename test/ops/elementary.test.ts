import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { callable, operator } from "../../src/ops/index.ts";
import { ulp32 } from "../reference/accuracy.ts";
import { type Compiled, compileAndLoad } from "../reference/kernels.ts";
import { expectNone } from "../support/close-to.ts";

// The operators against exact values (elementary.py): their float64 meaning, and the kernels that callers get.

/** Arguments, then the value. */
type Sample = readonly number[];

const samples = JSON.parse(readFileSync(new URL("elementary.json", import.meta.url), "utf8")) as Record<
  string,
  readonly Sample[]
>;
const names = Object.keys(samples);

/** What Math gives is not always the nearest number. */
const MEANING = 2e-15;
/** Where a result is 0 between terms that are not, the error is relative to those. */
const terms: Record<string, (args: readonly number[]) => number> = {
  logaddexp: (args) => Math.max(...args.map(Math.abs)),
  log_softplus: () => 1,
  log_ierfc: () => 1,
};
const SMALLEST_NORMAL = 2 ** -1022;

describe("the float64 meaning", () => {
  it.each(names)("of %s", (name) => {
    const { meaning } = operator(name);
    const wrong = samples[name]!.flatMap((sample) => {
      const [args, value] = [sample.slice(0, -1), sample.at(-1)!];
      const is = meaning(...args);
      const scale = terms[name]?.(args) ?? 0;
      const right = is === value || Math.abs(is - value) <= MEANING * Math.max(Math.abs(value), scale, SMALLEST_NORMAL);
      return right ? [] : [`${name}(${args}) is ${is}, not ${value}`];
    });
    expectNone(wrong);
  });
});

const text: Record<string, string> = { pow: "x ^ y" };
const spelled = names.filter((name) => callable.has(name) || name in text);

describe.each([
  { math: "fast", ulps: 4 },
  { math: "precise", ulps: 2 },
] as const)("float32 kernels, --math $math: within $ulps ulp", ({ math, ulps }) => {
  let compiled: Compiled;
  beforeAll(async () => {
    const losses = spelled.map((name) => {
      const args = ["x", "y"].slice(0, operator(name).arity);
      const point = text[name] ?? `${name}(${args.join(", ")})`;
      return `loss of_${name}(${args.map((arg) => `${arg}: [N]`).join(", ")}) { reduce ${point} }\n`;
    });
    compiled = await compileAndLoad({ "operators.loss": losses.join("") }, "f32", {
      math,
      define: { reduction: "none" },
    });
  }, 60_000);

  it.each(spelled)("%s", (name) => {
    const fit = samples[name]!.filter((sample) => sample.slice(0, -1).every((x) => Math.fround(x) === x));
    expect(fit.length).toBeGreaterThan(30);
    const columns = ["x", "y"].slice(0, operator(name).arity).map((arg, i) => {
      const data = Float32Array.from(fit, (sample) => sample[i]!);
      return [arg, { data, shape: [fit.length] }] as const;
    });
    const value = compiled.kernel(`of_${name}`).value(Object.fromEntries(columns)) as Float32Array;
    const wrong = fit.flatMap((sample, i) => {
      const exact = sample.at(-1)!;
      const is = value[i]!;
      const right = is === Math.fround(exact) || Math.abs(is - exact) <= ulps * ulp32(exact);
      return right ? [] : [`${name}(${sample.slice(0, -1)}) is ${is}, not ${exact}`];
    });
    expectNone(wrong);
  });
});
