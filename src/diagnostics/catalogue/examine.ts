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

const undeclaredHint = (undeclared: readonly string[]) =>
  undeclared.length === 0
    ? ""
    : `, or declare a domain for ${listed(undeclared.map((name) => `'${name}'`))} with 'in' that keeps away from it`;

export const logarithmPole = (argument: string, reach: Reach, undeclared: readonly string[]): Message =>
  warning(
    "LC5101",
    reach === "zero"
      ? `${argument} can be 0, where this logarithm is -inf`
      : `${argument} can be 0 or less, where this logarithm is -inf or NaN`,
    `guard it, as in log(max(x, 1e-12))${undeclaredHint(undeclared)}`,
  );
export const rootPole = (argument: string, reach: Reach, undeclared: readonly string[]): Message =>
  warning(
    "LC5102",
    reach === "zero"
      ? `${argument} can be 0, where the slope of this root is infinite`
      : `${argument} can be negative, where this root is NaN`,
    `guard it, as in sqrt(max(x, 1e-12))${undeclaredHint(undeclared)}`,
  );
export const divisionPole = (argument: string, undeclared: readonly string[]): Message =>
  warning(
    "LC5103",
    `${argument} can be 0`,
    `guard it, as in x / max(y, 1e-12) or 'if y == 0 then 0 else x / y'${undeclaredHint(undeclared)}`,
  );
export const powerPole = (argument: string, exponent: number, reach: Reach, undeclared: readonly string[]): Message =>
  warning(
    "LC5104",
    reach === "zero"
      ? `${argument} can be 0, where x^${exponent} ${exponent < 0 ? "is infinite" : "has an infinite slope"}`
      : `${argument} can be negative, where x^${exponent} is NaN`,
    `guard it, as in max(x, 1e-12)^${exponent}${undeclaredHint(undeclared)}`,
  );
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
export const neverFinite = (loss: string, samples: number): Message =>
  warning(
    "LC5112",
    `no call of '${loss}' with a finite value was found in ${counted(samples, "sample")}, so nothing was compared`,
    "declare with 'in' what its inputs and options may be",
  );
