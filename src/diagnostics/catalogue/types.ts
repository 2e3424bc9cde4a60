import { error } from "../message.ts";

export const needsNumber = (what: string, found: string) =>
  error(
    "LC3001",
    `${what} must be a number, but this is ${found}`,
    found.startsWith("a bool") ? "a bool is no number: write 'if c then 1 else 0'" : undefined,
  );
export const needsBool = (what: string, found: string) =>
  error(
    "LC3002",
    `${what} must be a bool, but this is ${found}`,
    "a number is no condition: compare it, as in 'x != 0'",
  );
export const needsInt = (what: string, found: string, hint?: string) =>
  error("LC3003", `${what} must be an int, but this is ${found}`, hint);
export const differentKinds = (what: string, left: string, right: string) =>
  error(
    "LC3004",
    `${what} must be both bools or both numbers, but one is ${left} and the other ${right}`,
    what.startsWith("the sides") ? "a bool is compared with 'true' or 'false', and is itself a condition" : undefined,
  );
export const normOrder = (value: string) =>
  error("LC3005", `the order of a norm must be at least 1, and this is ${value}`);
export const normOrderAxes = (found: string) =>
  error("LC3006", `the order of a norm must be a scalar, but this is ${found}`);
export const normOrderLearned = (input: string) =>
  error(
    "LC3008",
    `the order of a norm has no gradient, but this depends on '${input}', which is differentiated`,
    "declare it 'const', or write stop_gradient(...)",
  );
export const defaultOrder = (option: string, value: string, norm: string, order: string) =>
  error(
    "LC3009",
    `the default of '${option}', ${value}, makes ${order} the order of '${norm}', which must be at least 1`,
  );
export const tooManyCalls = (limit: number) =>
  error(
    "LC3007",
    `this loss expands to more than ${limit} calls of functions`,
    "give repeated parts a name with 'let'",
  );
