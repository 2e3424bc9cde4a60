import { didYouMean, error, listed } from "../message.ts";

/** Axes come to these messages quoted and with where they come from: `'N' (of 'x')`. */
const owned = (axes: readonly string[]) =>
  axes.length === 0 ? "no axes" : `the ${axes.length === 1 ? "axis" : "axes"} ${listed(axes)}`;

/** Without `what` it is about both operands of a function. */
export const noSuchAxis = (what: string | undefined, axis: string, has: readonly string[], near: string | undefined) =>
  error(
    "LC3101",
    what === undefined
      ? `neither operand has the axis ${axis}: they have ${owned(has)}`
      : `${what} has no axis ${axis}: it has ${owned(has)}`,
    didYouMean(near),
  );
export const starredAxis = (what: string, axis: string) =>
  error("LC3102", `${what} takes a single axis, and '${axis}' is starred: it stands for any number of axes`);
export const oneAxis = (name: string, names: readonly string[], has: readonly string[]) =>
  error(
    "LC3103",
    `'${name}' takes exactly one axis, and its operand has ${owned(has)}`,
    names.length === 0
      ? undefined
      : `write ${listed(
          names.map((axis) => `${name}[${axis}](...)`),
          "or",
        )}`,
  );
export const oneAxisListed = (name: string, count: number) =>
  error("LC3104", `'${name}' takes exactly one axis, not ${count}`);
export const axisTaken = (axis: string, has: readonly string[]) =>
  error(
    "LC3105",
    `the axis cannot be renamed to '${axis}', which the operand has already: it has ${owned(has)}`,
    "choose a name that it does not have",
  );
export const axisListedTwice = (axis: string) => error("LC3106", `the axis '${axis}' stands twice in this list`);
