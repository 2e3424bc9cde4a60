import { didYouMean, error, listed } from "../message.ts";

export const badPath = (path: string) =>
  error(
    "LC2101",
    `'${path}' is no path to a loss file`,
    'write "./file.loss" for a file beside this one, "std/file.loss" for the standard library',
  );
export const noSuchFile = (path: string, near: string | undefined) =>
  error("LC2102", `there is no file '${path}'`, didYouMean(near));
export const notInFile = (name: string, path: string, near: string | undefined, hint?: string) =>
  error("LC2103", `'${path}' has no function '${name}'`, didYouMean(near) ?? hint);
export const importedLoss = (name: string, path: string) =>
  error(
    "LC2104",
    `'${name}' of '${path}' is a loss, and only functions can be imported`,
    "share the expression as a 'fn'",
  );
export const importCycle = (files: readonly string[]) =>
  error(
    "LC2105",
    files.length === 1
      ? "this file imports itself"
      : `this import closes a cycle: ${listed(files.map((file) => `'${file}'`))} import each other`,
    files.length === 1 ? "leave it out: all of a file is there" : "move what they share into a file of its own",
  );
