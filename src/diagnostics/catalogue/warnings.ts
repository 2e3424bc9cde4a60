import { warning } from "../message.ts";

export const unusedLet = (name: string) => warning("LC9001", `'${name}' is never used`);
export const unusedParameter = (what: string, name: string) => warning("LC9002", `the ${what} '${name}' is never used`);
export const unusedImport = (name: string) => warning("LC9003", `the imported '${name}' is never used`);
export const domainBelowOrder = (option: string, norm: string) =>
  warning(
    "LC9005",
    `the domain of '${option}' reaches below 1, and '${norm}' refuses such an order at the call`,
    "let the domain begin at 1, as in [1, inf]",
  );
export const reductionIsPoint = (name: string) =>
  warning(
    "LC9004",
    `the point has no axes, so the reduction '${name}' is the point itself and this expression has no effect`,
  );
export const unusedInFn = (name: string, fn: string) =>
  warning("LC9006", `the parameter '${name}' of '${fn}' is never used`, `leave it out, or call it '_${name}'`);
