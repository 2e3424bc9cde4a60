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
  asinh: {
    doc: "The inverse of sinh.",
    arity: 1,
    signature: "real",
    meaning: Math.asinh,
    partials: (b, _, out) => [{ factor: b.div(b.real(1), b.map("cosh", out)) }],
    decompose: (b, x) => {
      const size = b.abs(x);
      const small = b.min(size, b.real(1));
      const square = b.mul(small, small);
      const nearZero = b.add(small, b.div(square, b.add(b.real(1), b.map("sqrt", b.add(b.real(1), square)))));
      const inverse = b.div(b.real(1), b.max(size, b.real(1)));
      const factor = b.map("sqrt", b.add(b.real(1), b.mul(inverse, inverse)));
      const asinh = b.select(b.lt(size, b.real(1)), b.log1p(nearZero), b.add(b.log(size), b.log1p(factor)));
      return b.mul(b.map("sign", x), asinh);
    },
    range: increasing(Math.asinh),
  },
  acosh1p: {
    doc: "acosh(1 + x), accurate near 0. Its slope at 0 is infinite.",
    arity: 1,
    signature: "real",
    meaning: (x) => Math.log1p(x + Math.sqrt(x * (2 + x))),
    partials: (b, [x]) => [{ factor: b.div(b.real(1), b.map("sqrt", b.mul(x!, b.add(b.real(2), x!)))) }],
    decompose: (b, x) => b.log1p(b.add(x, b.map("sqrt", b.mul(x, b.add(b.real(2), x))))),
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
