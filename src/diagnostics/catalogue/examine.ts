import { counted, error, listed, type Message, warning } from "../message.ts";

/** What the examination of a compiled loss finds: `LC50xx`. `call` is a call that shows it, as the user would write it. */
const toSee = (call: string) => `to see it: ${call}`;

export const wrongGradient = (element: string, got: string, expected: string, call: string): Message =>
  error("LC5001", `the gradient at ${element} is ${got}, and by finite differences it is ${expected}`, toSee(call));
export const inaccurate = (what: string, got: string, expected: string, call: string): Message =>
  error("LC5002", `${what} is ${got} in float32, farther than promised from the exact ${expected}`, toSee(call));
export const refusedCall = (message: string, call: string): Message =>
  error("LC5003", `a call that the declarations allow is refused: ${message}`, toSee(call));

/** How a pole is met: just so, or also with arguments beyond it. */
export type Reach = "zero" | "beyond";

/** What reaches a pole: how a message calls it, what the source writes, and the parameters in it that have no domain. */
export interface Argument {
  readonly name: string;
  readonly text: string | undefined;
  readonly undeclared: readonly string[];
}

/** The advice that fits a pole: a guard, spelled with the argument of the source where that is short. */
const guardHint = ({ undeclared }: Argument, guards: string) =>
  `guard it, as in ${guards}${
    undeclared.length === 0
      ? ""
      : `, or declare a domain for ${listed(undeclared.map((name) => `'${name}'`))} with 'in' that keeps away from it`
  }`;

const SHORT = 24;
const shortText = ({ text }: Argument, stand = "x") => (text === undefined || text.length > SHORT ? stand : text);

export const logarithmPole = (
  argument: Argument,
  spelling: "log" | "log1p" | "xlogy",
  reach: Reach,
  isWeighted: boolean,
): Message => {
  const x = shortText(argument);
  const guard = {
    log: `log(max(${x}, 1e-12))${isWeighted ? ` or, where its factor w is 0 too, xlogy(w, ${x})` : ""}`,
    log1p: `log1p(max(${x}, -1 + 1e-6))`,
    xlogy: `xlogy(w, max(${x}, 1e-12))`,
  };
  return warning(
    "LC5101",
    reach === "zero"
      ? `${argument.name} can be 0, where this logarithm is -inf`
      : `${argument.name} can be 0 or less, where this logarithm is -inf or NaN`,
    guardHint(argument, guard[spelling]),
  );
};
export const rootPole = (argument: Argument, reach: Reach): Message =>
  warning(
    "LC5102",
    reach === "zero"
      ? `${argument.name} can be 0, where the slope of this root is infinite`
      : `${argument.name} can be negative, where this root is NaN`,
    guardHint(argument, `sqrt(max(${shortText(argument)}, 1e-12))`),
  );
/** Of a divisor that can be negative, too, `max` would be no guard. */
export const divisionPole = (dividend: Argument, argument: Argument, isSigned: boolean): Message => {
  const x = inBrackets(shortText(dividend, "x"));
  const y = shortText(argument, "y");
  const choice = `'if ${y} == 0 then 0 else ${x} / ${inBrackets(y)}'`;
  return warning(
    "LC5103",
    `${argument.name} can be 0`,
    guardHint(argument, isSigned ? choice : `${x} / max(${y}, 1e-12) or ${choice}`),
  );
};
export const powerPole = (argument: Argument, exponent: number, reach: Reach, isSigned: boolean): Message => {
  const x = shortText(argument);
  const isWhole = Number.isInteger(exponent);
  return warning(
    "LC5104",
    reach === "zero"
      ? `${argument.name} can be 0, where x^${exponent} ${exponent < 0 ? "is infinite" : "has an infinite slope"}`
      : `${argument.name} can be negative, where x^${exponent} is NaN`,
    guardHint(
      argument,
      isWhole && isSigned
        ? `'if ${x} == 0 then 0 else ${isPlain(x) ? x : `(${x})`}^${exponent}'`
        : `max(${x}, 1e-12)^${exponent}`,
    ),
  );
};

export const openPowerPole = (argument: Argument, exponent: string): Message =>
  warning(
    "LC5104",
    `${argument.name} can be 0, where x^${exponent} has an infinite slope for '${exponent}' below 1, and a gradient is then NaN`,
    guardHint(
      argument,
      `max(${shortText(argument)}, 1e-12)^${exponent}, or let the domain of '${exponent}' begin at 1`,
    ),
  );

export const gammaPole = (
  argument: Argument,
  name: "lgamma" | "digamma",
  poles: { readonly zero: boolean; readonly negative: boolean },
): Message => {
  const met = [...(poles.zero ? ["0"] : []), ...(poles.negative ? ["a negative whole number"] : [])];
  return warning(
    "LC5114",
    `${argument.name} can be ${met.join(" or ")}, where ${name} is infinite${name === "digamma" ? " or NaN" : ""}`,
    guardHint(argument, `${name}(max(${shortText(argument)}, 1e-12))`),
  );
};

const inBrackets = (text: string): string => (isPlain(text) ? text : `(${text})`);

/** Whether an operand needs no brackets: nothing outside its own stands apart. */
function isPlain(text: string): boolean {
  const flat = text.replace(/[([][^()[\]]*[)\]]/g, "");
  return flat === text ? !text.includes(" ") : isPlain(flat);
}
export const vanishingEpsilon = (epsilon: string, beside: string): Message =>
  warning(
    "LC5105",
    `${epsilon} changes nothing in float32 beside ${beside}: the next number is ${beside === "1" ? "1.2e-7" : "a ten-millionth"} away`,
    `use at least ${beside === "1" ? "1e-7" : `1e-7 of it`}, or guard with max(...)`,
  );
export const epsilonIsZero = (epsilon: string): Message =>
  warning("LC5106", `${epsilon} is 0 in float32`, "the smallest positive normal number is 1.2e-38");
export const outputWithoutInput = (what: string): Message =>
  warning("LC5107", `${what} depends on no input`, "is a name missing in it?");
export const onlyInMetrics = (name: string): Message =>
  warning(
    "LC5108",
    `the value does not depend on '${name}', so its gradient is 0 everywhere`,
    `declare it 'const ${name}' if that is meant`,
  );
export const zeroGradient = (name: string): Message =>
  warning(
    "LC5109",
    `the gradient of '${name}' is 0 everywhere: the value depends on it only through what has no slope`,
    `comparisons, floor, round, sign, argmax and stop_gradient have none; declare it 'const ${name}' if that is meant`,
  );
export const zeroInSamples = (name: string, samples: number): Message =>
  warning(
    "LC5110",
    `the gradient of '${name}' was 0 in every one of ${counted(samples, "sampled call")}`,
    `declare it 'const ${name}' if that is meant`,
  );
export const undefinedGradient = (name: string, call: string): Message =>
  warning("LC5111", `the gradient of '${name}' can be NaN where the value is finite`, toSee(call));
export const neverInRange = (loss: string, of: string): Message =>
  warning(
    "LC5113",
    `'${of}' was out of range in every sampled call of '${loss}', so nothing was compared`,
    "keep the index in range with clamp(i, 0, size(A) - 1), or choose with 'if' where there is no such element",
  );
export const neverFinite = (loss: string, samples: number): Message =>
  warning(
    "LC5112",
    `no call of '${loss}' with a finite value was found in ${counted(samples, "sample")}, so nothing was compared`,
    "declare with 'in' what its inputs and options may be",
  );
