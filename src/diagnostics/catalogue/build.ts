import { didYouMean, error, listed } from "../message.ts";

/** What does not fit together between a source and the settings of its build: `LC40xx`. */
const names = (list: readonly string[]) => (list.length > 0 ? `there are: ${listed(list)}` : "there are none");

export const defineMatchesNothing = (name: string, known: readonly string[]) =>
  error("LC4001", `--define ${name} matches no option of any loss`, names(known));
export const defineOfWrongType = (name: string, loss: string, type: string, value: string) =>
  error("LC4002", `--define ${name}: ${value} is no value for this option of '${loss}', which is ${type}`);
export const defineOutsideDomain = (name: string, loss: string, value: string, domain: string) =>
  error("LC4003", `--define ${name}: ${value} is outside the values that '${loss}' allows`, `allowed is ${domain}`);
export const defineBelowOrder = (key: string, loss: string, value: string, norm: string, order: string) =>
  error(
    "LC4007",
    `--define ${key}: ${value} makes ${order} the order of '${norm}' in '${loss}', which must be at least 1`,
  );
export const wrtMatchesNothing = (name: string, known: readonly string[]) =>
  error("LC4004", `--wrt ${name} matches no input of any loss that can have a gradient`, names(known));
export const noSuchChoice = (option: string, value: string, choices: readonly string[]) =>
  error("LC4008", `${option}: ${value} is not available`, `choose ${listed(choices, "or")}`);
export const noSuchSetting = (name: string, near: string | undefined, known: readonly string[]) =>
  error("LC4009", `there is no setting '${name}'`, didYouMean(near) ?? names(known));
export const wrongSetting = (name: string, value: string, kind: string) =>
  error("LC4009", `${name}: ${value} is not ${kind}`);
export const notAText = (path: string, value: string) =>
  error("LC4009", `the source '${path}' must be a string, not ${value}`);
export const notOnTarget = (dtype: string, target: string, choices: readonly string[]) =>
  error("LC4008", `dtype: '${dtype}' is not available on the target ${target}`, `choose ${listed(choices, "or")}`);
export const sameModule = (path: string) =>
  error("LC4006", `two sources, or a source and the index, would be the same module ${path}`, "give one another name");
