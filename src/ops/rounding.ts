import { ANYTHING, increasing } from "./interval.ts";
import type { Operator } from "./operator.ts";

export const rounding = {
  floor: {
    doc: "The largest whole number that is not above x.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.floor,
    convention: "floor: gradient 0 everywhere",
    range: increasing(Math.floor),
  },
  round: {
    doc: "The nearest whole number, the even one in the middle.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: (x) => {
      const down = Math.floor(x);
      const rest = x - down;
      if (rest !== 0.5) return rest < 0.5 ? down : down + 1;
      return down % 2 === 0 ? down : down + 1;
    },
    convention: "round: gradient 0 everywhere",
    decompose: (b, x) => {
      const down = b.map("floor", x);
      const rest = b.sub(x, down);
      const half = b.mul(b.real(0.5), down);
      const even = b.eq(half, b.map("floor", half));
      const stays = b.or(b.lt(rest, b.real(0.5)), b.and(b.eq(rest, b.real(0.5)), even));
      return b.select(b.or(stays, b.eq(x, down)), down, b.add(down, b.real(1)));
    },
    range: () => ANYTHING,
  },
} as const satisfies Record<string, Operator>;
