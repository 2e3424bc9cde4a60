import { didYouMean, error, listed } from "../message.ts";

const shown = (axes: readonly string[]) =>
  axes.length === 0
    ? "it has no axes"
    : `it has the ${axes.length === 1 ? "axis" : "axes"} ${listed(axes.map((axis) => `'${axis}'`))}`;

export const noSuchAxis = (what: string, axis: string, has: readonly string[], near: string | undefined) =>
  error("LC3101", `${what} has no axis '${axis}': ${shown(has)}`, didYouMean(near));
export const starredAxis = (what: string, axis: string) =>
  error("LC3102", `${what} takes a single axis, and '${axis}' is starred: it stands for any number of axes`);
export const oneAxis = (name: string, has: readonly string[]) =>
  error(
    "LC3103",
    `'${name}' takes exactly one axis, and its operand has ${has.length === 0 ? "none" : listed(has.map((axis) => `'${axis}'`))}`,
    has.length === 0 ? undefined : `write ${name}[${has[0]}](...)`,
  );
export const oneAxisListed = (name: string, count: number) =>
  error("LC3104", `'${name}' takes exactly one axis, not ${count}`);
export const axisTaken = (axis: string, has: readonly string[]) =>
  error(
    "LC3105",
    `the axis cannot be renamed to '${axis}', which the operand has already: ${shown(has)}`,
    "choose a name that it does not have",
  );
export const axisListedTwice = (axis: string) => error("LC3106", `the axis '${axis}' stands twice in this list`);
