import type { Operator } from "./operator.ts";
import { digamma, lgamma, trigamma } from "./special-functions.ts";

export const special = {
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
