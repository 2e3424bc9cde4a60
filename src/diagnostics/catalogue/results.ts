import { error } from "../message.ts";

export const resultNotNumber = (what: string, found: string) =>
  error(
    "LC3201",
    `${what} must be a number, but this is ${found}`,
    found.startsWith("a bool") ? "write 'if c then 1 else 0'" : undefined,
  );
export const resultNotScalar = (what: string, found: string, axes: readonly string[]) =>
  error(
    "LC3202",
    `${what} must be a scalar, but this is ${found} (${axes.join(", ")})`,
    what === "the value of the loss"
      ? "reduce it, as with sum(...) or mean(...), or write 'reduce' in place of 'return'"
      : "reduce it, as with sum(...) or mean(...)",
  );
export const noneIsReserved = () =>
  error("LC3203", `a reduction cannot be called 'none': that is the point itself`, "choose another name");
export const duplicateReduction = (name: string) => error("LC3204", `the reduction '${name}' is defined twice`);
