import fc from "fast-check";
import { expect, test } from "vitest";
import { nextDown32, nextUp32, ulp32 } from "../../src/examine/ulp.ts";

const float32 = fc.float({ noNaN: true, noDefaultInfinity: true });

test("the next float32 number up and down are neighbours", () => {
  fc.assert(
    fc.property(float32, (x) => {
      const up = nextUp32(x);
      expect(up).toBeGreaterThan(x);
      expect(nextDown32(up) + 0).toBe(x + 0);
      // Nothing that float32 can hold lies between.
      const middle = Math.fround(x + (up - x) / 2);
      if (Number.isFinite(up)) expect([x, up]).toContain(middle + 0 === x + 0 ? x : middle);
    }),
  );
});

test("an ulp is the distance to the next number away from 0", () => {
  fc.assert(
    fc.property(float32, (x) => {
      const next = nextUp32(Math.abs(x));
      if (Number.isFinite(next)) expect(ulp32(x)).toBe(next - Math.abs(x));
    }),
  );
});
