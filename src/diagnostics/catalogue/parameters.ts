import { error } from "../message.ts";

export const starredAndNot = (axis: string) =>
  error(
    "LC2201",
    `the axis '${axis}' is starred in one place and not in another`,
    `write *${axis} in every input, or nowhere`,
  );
export const twoStars = (first: string, second: string) =>
  error(
    "LC2202",
    `a tensor can have one starred axis, not both *${first} and *${second}`,
    `write ${second} without the star, for a single axis`,
  );
export const axisTwice = (axis: string) =>
  error(
    "LC2203",
    `the axis '${axis}' stands twice in one list`,
    "each axis has a name of its own, also where two are of one size",
  );
export const axisOnlyWithDefault = (axis: string) =>
  error(
    "LC2204",
    `the axis '${axis}' occurs only in inputs with defaults, so a call that leaves them out has no size for it`,
    "give one of the inputs no default",
  );
export const indexOfUnknownAxis = (axis: string, hint: string) =>
  error("LC2205", `no input has the axis '${axis}'`, hint);
export const indexOfStarred = (axis: string) =>
  error("LC2206", `'${axis}' is starred, and an index goes into a single axis`);
export const constOption = (name: string) =>
  error("LC2207", `the option '${name}' cannot be const: only an input can have a gradient`, "leave 'const' out");
export const nothingToDifferentiate = (loss: string) =>
  error(
    "LC2208",
    `'${loss}' has nothing to differentiate: every input is const or not real`,
    "leave 'const' out at the input that is to be learned, or name it with --wrt",
  );
export const defaultNotConstant = (name: string, why: string) =>
  error("LC2209", `the default of '${name}' must be a constant, and ${why}`);
export const defaultType = (name: string, wanted: string, found: string) =>
  error("LC2210", `the default of '${name}' must be ${wanted}, not ${found}`);
export const defaultOutOfDomain = (name: string, value: string, domain: string) =>
  error("LC2211", `the default of '${name}', ${value}, is not among its allowed values, ${domain}`);
export const emptyDomain = (name: string, isReversed: boolean) =>
  error(
    "LC2212",
    `no value of '${name}' is allowed by this domain`,
    isReversed ? "a range is written from its lower to its upper bound" : undefined,
  );
export const domainOfBool = (name: string) =>
  error("LC2213", `'${name}' is bool, and only reals and ints have a domain`, "leave 'in' out");
export const boundNotScalar = (what: string, why: string) =>
  error("LC2214", `${what} must be made of constants and options, and ${why}`);
export const boundType = (what: string, wanted: string, found: string) =>
  error("LC2215", `${what} must be ${wanted}, not ${found}`);
export const defaultNoIndex = (name: string, value: string, axis: string) =>
  error(
    "LC2216",
    `the default of '${name}', ${value}, is never an index of axis '${axis}'`,
    `allow it as a sentinel: of ${axis} | ${value}`,
  );
export const intOutOfRange = (what: string, value: string) =>
  error("LC2217", `${what}, ${value}, does not fit into an int of 32 bits`);
