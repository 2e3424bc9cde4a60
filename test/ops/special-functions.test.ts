import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as special from "../../src/ops/special-functions.ts";

type Name = "erf" | "lgamma" | "digamma" | "trigamma";

/** [x, f(x), scale]: the error is measured against the larger of |f(x)| and the scale. */
type Sample = readonly [x: number, value: number, scale: number];

const samples = JSON.parse(readFileSync(new URL("special-functions.json", import.meta.url), "utf8")) as Record<
  Name,
  Sample[]
>;
const bounds: Record<Name, number> = { erf: 4e-16, lgamma: 1e-15, digamma: 1e-15, trigamma: 1e-15 };

describe.each(Object.keys(bounds) as Name[])("%s", (name) => {
  const f = special[name];

  it("is as accurate as its comment says", () => {
    let worst = { x: 0, error: 0 };
    for (const [x, value, scale] of samples[name]) {
      const error = Math.abs(f(x) - value) / Math.max(Math.abs(value), scale, 5e-324);
      if (!(error <= worst.error)) worst = { x, error };
    }
    expect(worst.error, `at ${worst.x}`).toBeLessThanOrEqual(bounds[name]);
  });

  it("passes NaN", () => {
    expect(f(NaN)).toBeNaN();
  });

  it("stands on its own as source text", () => {
    const copy = new Function(`return ${f.toString()}`)() as (x: number) => number;
    for (const [x] of samples[name]) expect(copy(x)).toBe(f(x));
  });
});

describe("limits and poles", () => {
  const poles = [-1, -2, -3, -1e15, -1e300];

  it("erf", () => {
    expect(special.erf(Infinity)).toBe(1);
    expect(special.erf(-Infinity)).toBe(-1);
    expect(special.erf(-0)).toBe(-0);
  });

  it("lgamma", () => {
    for (const x of [0, -0, Infinity, -Infinity, ...poles]) expect(special.lgamma(x)).toBe(Infinity);
    expect(special.lgamma(1)).toBe(0);
    expect(special.lgamma(2)).toBe(0);
  });

  it("digamma", () => {
    expect(special.digamma(0)).toBe(-Infinity);
    expect(special.digamma(-0)).toBe(Infinity);
    expect(special.digamma(Infinity)).toBe(Infinity);
    for (const x of [-Infinity, ...poles]) expect(special.digamma(x)).toBeNaN();
  });

  it("trigamma", () => {
    for (const x of [0, -0, ...poles]) expect(special.trigamma(x)).toBe(Infinity);
    expect(special.trigamma(Infinity)).toBe(0);
  });
});
