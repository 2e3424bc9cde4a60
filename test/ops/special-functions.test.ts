import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runtimeParts } from "../../src/backends/javascript/runtime-text.ts";
import { embedRuntime } from "../../src/backends/module/embed.ts";
import * as erfs from "../../src/ops/erf-functions.ts";
import * as gammas from "../../src/ops/special-functions.ts";

const functions = {
  erf: erfs.erf,
  half_erfc: erfs.halfErfc,
  erfcx: erfs.erfcx,
  erfc_hazard_slope: erfs.erfcHazardSlope,
  lgamma: gammas.lgamma,
  digamma: gammas.digamma,
  trigamma: gammas.trigamma,
};
type Name = keyof typeof functions;

/** [x, f(x), scale]: the error is measured against the larger of |f(x)| and the scale. */
type Sample = readonly [x: number, value: number, scale: number];

const samples = JSON.parse(readFileSync(new URL("special-functions.json", import.meta.url), "utf8")) as Record<
  Name,
  Sample[]
>;
const bounds: Record<Name, number> = {
  erf: 4e-16,
  half_erfc: 1e-15,
  erfcx: 1e-15,
  erfc_hazard_slope: 4e-15,
  lgamma: 1e-15,
  digamma: 1e-15,
  trigamma: 1e-15,
};

describe.each(Object.keys(bounds) as Name[])("%s", (name) => {
  const f = functions[name];

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

  it("stands in a module as source text", () => {
    const own = runtimeParts.find((part) => part.name === f.name)!;
    const module = embedRuntime({ parts: runtimeParts, create: "" }, own.js, "js");
    const copy = new Function(`${module}\nreturn ${f.name};`)() as (x: number) => number;
    for (const [x] of samples[name]) expect(copy(x)).toBe(f(x));
  });
});

describe("limits and poles", () => {
  const poles = [-1, -2, -3, -1e15, -1e300];

  it("erf", () => {
    expect(erfs.erf(Infinity)).toBe(1);
    expect(erfs.erf(-Infinity)).toBe(-1);
    expect(erfs.erf(-0)).toBe(-0);
  });

  it("its complement", () => {
    expect(erfs.halfErfc(Infinity)).toBe(0);
    expect(erfs.halfErfc(-Infinity)).toBe(1);
    expect(erfs.halfErfc(0)).toBe(0.5);
    expect(erfs.erfcx(Infinity)).toBe(0);
    expect(erfs.erfcx(-Infinity)).toBe(Infinity);
    expect(erfs.erfcHazardSlope(Infinity)).toBe(2);
    expect(erfs.erfcHazardSlope(-Infinity)).toBe(0);
  });

  it("lgamma", () => {
    for (const x of [0, -0, Infinity, -Infinity, ...poles]) expect(gammas.lgamma(x)).toBe(Infinity);
    expect(gammas.lgamma(1)).toBe(0);
    expect(gammas.lgamma(2)).toBe(0);
  });

  it("digamma", () => {
    expect(gammas.digamma(0)).toBe(-Infinity);
    expect(gammas.digamma(-0)).toBe(Infinity);
    expect(gammas.digamma(Infinity)).toBe(Infinity);
    for (const x of [-Infinity, ...poles]) expect(gammas.digamma(x)).toBeNaN();
  });

  it("trigamma", () => {
    for (const x of [0, -0, ...poles]) expect(gammas.trigamma(x)).toBe(Infinity);
    expect(gammas.trigamma(Infinity)).toBe(0);
  });
});
