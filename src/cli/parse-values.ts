import { type Target, targets } from "../backends/targets.ts";
import { Misuse } from "./misuse.ts";

export type DefinedValue = string | number | boolean;

const DEFINED_NAME = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)?$/;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/;
const WORDS: ReadonlyMap<string, DefinedValue> = new Map<string, DefinedValue>([
  ["true", true],
  ["false", false],
  ["inf", Infinity],
  ["+inf", Infinity],
  ["-inf", -Infinity],
]);

/** Adds one `--define [LOSS.]NAME=VALUE` to those before it. */
export function addDefine(
  argument: string,
  before: Readonly<Record<string, DefinedValue>> = {},
): Record<string, DefinedValue> {
  const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(argument) ?? [];
  if (!DEFINED_NAME.test(name) || value === "") {
    throw new Misuse(`--define takes [LOSS.]NAME=VALUE, such as label_smoothing=0.1, not '${argument}'`);
  }
  const parsed = parseValue(value);
  if (Object.hasOwn(before, name) && before[name] !== parsed) {
    throw new Misuse(`--define gives ${name} two values, ${before[name]} and ${value}`);
  }
  return { ...before, [name]: parsed };
}

/** A value as it stands on the command line: a number, true, false, inf; anything else is a name, such as a reduction's. */
function parseValue(text: string): DefinedValue {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const number = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : text;
}

/** Adds one `--wrt NAME[,NAME]...` to those before it. */
export function addNames(argument: string, before: readonly string[] = []): readonly string[] {
  const names = argument.split(",").map((name) => name.trim());
  for (const name of names) {
    if (!/^[A-Za-z_]\w*$/.test(name))
      throw new Misuse(`--wrt takes NAME[,NAME]..., such as logits,target, not '${argument}'`);
  }
  return [...new Set([...before, ...names])];
}

/** A name that npm accepts for a new package. */
export function parsePackageName(argument: string): string {
  const legal = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(argument);
  if (!legal || argument.length > 214 || argument === "node_modules") {
    throw new Misuse(`--package takes the name of an npm package, such as my-losses or @me/losses, not '${argument}'`);
  }
  return argument;
}

/** One of a few words. */
export function oneOf<const Choice extends string>(
  flag: string,
  choices: readonly Choice[],
): (argument: string) => Choice {
  return (argument) => {
    const choice = choices.find((candidate) => candidate === argument);
    if (choice === undefined) throw new Misuse(`${flag} takes ${choices.join(" or ")}, not '${argument}'`);
    return choice;
  };
}

/** A target of this version; those that are only planned are named as such. */
export function parseTarget(argument: string): Target {
  if (Object.hasOwn(targets, argument)) return argument as Target;
  const trouble =
    argument === "wasm" ? "target wasm is not available in this version" : `'${argument}' is not a target`;
  throw new Misuse(`${trouble}; available: ${Object.keys(targets).join(", ")}`);
}

/** A whole number from `least` to 2^31 - 1. */
export function wholeNumber(flag: string, least: number): (argument: string) => number {
  return (argument) => {
    const number = /^\d{1,10}$/.test(argument) ? Number(argument) : NaN;
    if (!(number >= least && number < 2 ** 31))
      throw new Misuse(`${flag} takes a whole number from ${least} on, not '${argument}'`);
    return number;
  };
}
