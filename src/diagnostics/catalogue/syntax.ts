import { error } from "../message.ts";

const written: ReadonlyMap<string, string> = new Map([
  ["!", "write 'not'"],
  ["&", "write 'and'"],
  ["&&", "write 'and'"],
  ["%", "write mod(a, b)"],
  [";", "statements end without a mark"],
  ["?", "write 'if c then a else b'"],
  ["'", "a string stands in double quotes"],
  [".", "a number has digits on both sides of the point: 0.5, 1.0; a function is called as f(x)"],
  ["#", "a comment begins with //"],
  ["..", "a range is written [0, 1]"],
  ["...", "any number of axes is written *S"],
  ["@", "a product over an axis is dot[A](x, y)"],
  ["~", "write 'not'"],
  ["$", "a name has letters, digits and underscores"],
]);

/** What to write for characters without meaning. */
function instead(text: string): string | undefined {
  const power = "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(text);
  return power >= 0 ? `write x ^ ${power}` : (written.get(text) ?? written.get(text[0]!));
}

export const unquoted = (text: string) =>
  error(
    "LC1005",
    `${text} is no string`,
    `a string, such as a path, stands in double quotes: "${text.replaceAll("'", "")}"`,
  );

export const illegalCharacter = (text: string) => {
  const code = text.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
  const shown = /^[!-~]+$/.test(text)
    ? `'${text}'`
    : /^[\p{L}\p{N}\p{S}\p{P}]+$/u.test(text)
      ? `'${text}' (U+${code})`
      : `U+${code}`;
  const what = [...text].length === 1 ? `the character ${shown} has` : `the characters ${shown} have`;
  return error("LC1001", `${what} no meaning here`, instead(text));
};
export const unterminatedText = () =>
  error("LC1002", "this string does not end on its line", "close it with a double quote");
export const letterAfterNumber = (number: string, letters: string) =>
  error(
    "LC1003",
    `the letter ${letters[0]} directly follows the number ${number}`,
    `to multiply, write ${number} * ${letters}`,
  );
export const intTooLarge = (text: string) =>
  error("LC1004", `${text} does not fit into an int of 32 bits`, `write ${text}.0 for a real`);

/** `found` is a token as it is written, or nothing at the end of the file. */
export const unexpected = (found: string, expected: string, hint?: string) =>
  error("LC1101", `unexpected ${found === "" ? "end of the file" : `'${found}'`}, expected ${expected}`, hint);
export const chainedComparison = (op: string) =>
  error("LC1102", `comparisons do not chain, so '${op}' cannot follow another comparison`, "write 'a < b and b < c'");
export const misplacedNot = () =>
  error("LC1103", "'not' cannot be an operand of another operator", "put it in parentheses: (not x)");
export const misplacedIf = () =>
  error(
    "LC1104",
    "an 'if' cannot be an operand, for its 'else' reaches as far right as it can",
    "put it in parentheses: (if ... then ... else ...)",
  );
export const notCallable = () => error("LC1105", "only a name can be called");
export const axesWithoutCall = (found: string) =>
  error(
    "LC1106",
    `unexpected ${found === "" ? "end of the file" : `'${found}'`}: a list of axes belongs to a call`,
    "write f[A](x) to call, x[A = i] to select, x[A as B] to rename",
  );
export const axesOfNoName = (found: string) =>
  error(
    "LC1107",
    `unexpected '${found}': only a function's name takes a list of axes`,
    "write x[A = i] to select, x[A as B] to rename",
  );
export const tooDeep = (limit: number) =>
  error("LC1108", `this expression nests deeper than ${limit}`, "give a part of it a name with 'let'");
