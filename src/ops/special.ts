import { hull } from "./interval.ts";
import type { Operator } from "./operator.ts";
import { digamma, erf, lgamma, trigamma } from "./special-functions.ts";

export const special = {
  erf: {
    doc: "The error function.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: erf,
    partials: (b, [x]) => [{ factor: b.mul(b.real(2 / Math.sqrt(Math.PI)), b.exp(b.neg(b.mul(x!, x!)))) }],
    range: () => hull(-1, 1),
  },
  lgamma: {
    doc: "log |gamma(x)|",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: lgamma,
    partials: (b, [x]) => [{ factor: b.map("digamma", x!) }],
  },
  digamma: {
    doc: "The derivative of lgamma.",
    arity: 1,
    signature: "real",
    callable: true,
    meaning: digamma,
    partials: (b, [x]) => [{ factor: b.map("trigamma", x!) }],
  },
  trigamma: {
    doc: "The derivative of digamma.",
    arity: 1,
    signature: "real",
    meaning: trigamma,
  },
} as const satisfies Record<string, Operator>;
