import { hull, increasing } from "./interval.ts";
import type { Operator } from "./operator.ts";

export const trigonometric = {
  sin: {
    doc: "The sine of x radians.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.sin,
    partials: (b, [x]) => [{ factor: b.map("cos", x!) }],
    range: () => hull(-1, 1),
  },
  cos: {
    doc: "The cosine of x radians.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.cos,
    partials: (b, [x]) => [{ factor: b.neg(b.map("sin", x!)) }],
    range: () => hull(-1, 1),
  },
  tan: {
    doc: "The tangent of x radians.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.tan,
    partials: (b, _, out) => [{ factor: b.add(b.real(1), b.mul(out, out)) }],
  },
  sinh: {
    doc: "The hyperbolic sine.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.sinh,
    partials: (b, [x]) => [{ factor: b.map("cosh", x!) }],
    range: increasing(Math.sinh),
  },
  cosh: {
    doc: "The hyperbolic cosine.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.cosh,
    partials: (b, [x]) => [{ factor: b.map("sinh", x!) }],
    range: () => ({ lo: 1, hi: Infinity }),
  },
  tanh: {
    doc: "The hyperbolic tangent.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.tanh,
    partials: (b, [x]) => {
      const cosh = b.map("cosh", x!);
      return [{ factor: b.div(b.div(b.real(1), cosh), cosh) }];
    },
    range: increasing(Math.tanh),
  },
  atan: {
    doc: "The arc tangent, in radians.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: Math.atan,
    partials: (b, [x]) => [{ factor: b.div(b.real(1), b.add(b.real(1), b.mul(x!, x!))) }],
    range: increasing(Math.atan),
  },
} as const satisfies Record<string, Operator>;
