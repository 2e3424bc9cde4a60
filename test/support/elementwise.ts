import { bothInts, call, infix, number, prefix } from "./expressions.ts";
import type { Expression, InfixOp } from "./loss.ts";

/**
 * How bold an expression may be.
 * - `smooth`: elementwise functions get arguments within their domains, and nothing is constant to the gradient only
 * - `defined`: any arguments, but no index out of range
 * - `wild`: indices out of range too
 */
export type Boldness = "smooth" | "defined" | "wild";

const UNARY =
  "exp log sqrt expm1 log1p sin cos tan sinh cosh tanh atan erf erfc lgamma digamma sigmoid log_sigmoid softplus floor round".split(
    " ",
  );
const UNARY_NUMBER = ["abs", "sign", "relu"];

const positive = (x: Expression) => infix("+", call("softplus", "real", x), number("0.5"));

export function unary(pick: number, x: Expression, boldness: Boldness): Expression {
  const all = ["-", ...UNARY_NUMBER, ...UNARY, ...(boldness === "smooth" ? [] : ["stop_gradient"])];
  const name = all[pick % all.length]!;
  if (name === "-") return prefix("-", x);
  if (UNARY_NUMBER.includes(name)) return call(name, x.type, x);
  return call(name, "real", boldness === "smooth" ? within(name, x) : x);
}

/** An argument within the domain of a function, and where its slope can be told by differences. */
function within(name: string, x: Expression): Expression {
  switch (name) {
    case "log":
    case "sqrt":
    case "lgamma":
    case "digamma":
      return positive(x);
    case "log1p":
      return infix("*", x, x);
    case "tan":
      return call("tanh", "real", x);
    case "floor":
    case "round":
      // Of large numbers, differences take the steps for a slope.
      return infix("*", number("3.25"), call("tanh", "real", x));
    default:
      return x;
  }
}

export function binary(pick: number, x: Expression, y: Expression, boldness: Boldness): Expression {
  const all = ["+", "-", "*", "+", "-", "*", "/", "^", "min", "max", "xlogy", "div", "mod"] as const;
  const op = all[pick % all.length]!;
  const smooth = boldness === "smooth";
  const above = (z: Expression) => (smooth ? positive(z) : z);
  switch (op) {
    case "/":
      return infix(op, x, above(y));
    case "^":
      return smooth ? infix(op, above(x), call("tanh", "real", y)) : infix(op, x, y);
    case "min":
    case "max":
      return call(op, bothInts(x, y) ? "int" : "real", x, y);
    case "xlogy":
      return call(op, "real", x, above(y));
    case "div":
    case "mod":
      return bothInts(x, y) ? call(op, "int", x, infix("+", call("abs", "int", y), number("1"))) : infix("*", x, y);
    default:
      return infix(op as InfixOp, x, y);
  }
}
