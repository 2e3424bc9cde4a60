import { warning } from "../message.ts";

export const unusedLet = (name: string) => warning("LC9001", `'${name}' is never used`);
export const unusedParameter = (what: string, name: string) => warning("LC9002", `the ${what} '${name}' is never used`);
export const unusedImport = (name: string) => warning("LC9003", `the imported '${name}' is never used`);
export const reductionIsPoint = (name: string) =>
  warning(
    "LC9004",
    `the point has no axes, so the reduction '${name}' is the point itself and this expression has no effect`,
  );
