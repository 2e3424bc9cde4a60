import { EOF, type IParserErrorMessageProvider, type IToken, type TokenType } from "chevrotain";
import * as t from "../../grammar/tokens.ts";
import { listed } from "../diagnostics/message.ts";

const byRule: ReadonlyMap<string, string> = new Map([
  ["file", "'import', 'fn' or 'loss'"],
  ["operand", "an expression"],
  ["suffix", "'=', 'as', ',' or ']'"],
  ["type", "a type: a list of axes in brackets, 'real', 'int' or 'bool'"],
  ["element", "'real', 'bool' or the name of an axis"],
  ["domain", "a range like [0, 1] or a set like {1, 2}"],
  ["statement", "'let' or 'metric'"],
  ["result", "'reduce' or 'return'"],
]);

/** What follows a `let`, a `metric` or the beginning of a loss. */
export const statements = "'let', 'metric', 'reduce' or 'return'";
const statementOrEnd = "'let', 'metric', 'reduce', 'return' or '}'";

/** Says what the grammar expects where an error stands; the rest of the message is the catalogue's. */
export const expected: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected: type, ruleName }) => {
    if (type === EOF) return byRule.get("file")!;
    return type === t.RightBrace && ruleName === "lossItem" ? statementOrEnd : (type.LABEL ?? type.name);
  },
  buildNotAllInputParsedMessage: () => byRule.get("file")!,
  buildNoViableAltMessage: ({ expectedPathsPerAlt, ruleName }) =>
    byRule.get(ruleName) ?? listed(labels(expectedPathsPerAlt.flatMap((paths) => paths.map((path) => path[0]))), "or"),
  buildEarlyExitMessage: ({ expectedIterationPaths, ruleName }) =>
    byRule.get(ruleName) ?? listed(labels(expectedIterationPaths.map((path) => path[0])), "or"),
};

function labels(types: readonly (TokenType | undefined)[]): string[] {
  return [...new Set(types.flatMap((type) => (type === undefined ? [] : [type.LABEL ?? type.name])))];
}

const foreignTypes: ReadonlyMap<string, string> = new Map([
  ...["float", "double", "number", "f32", "f64"].map((name) => [name, "real"] as const),
  ...["integer", "long", "i32"].map((name) => [name, "int"] as const),
  ["boolean", "bool"],
]);

/** Advice for a token that people bring from other languages. */
export function hintFor(found: IToken, wanted: string): string | undefined {
  if (wanted === "a name" && t.keywords.includes(found.tokenType))
    return `'${found.image}' is a keyword; choose another name`;
  if (found.tokenType === t.Equal && wanted === "')'")
    return "to compare, write '=='; axes stand before the arguments: sum[A](x)";
  if (found.tokenType === t.Equal && wanted !== "a name") return "to compare, write '=='";
  if (found.tokenType === t.EqualEqual && wanted === byRule.get("suffix")) return "to select, write x[A = i]";
  if (wanted === "a name" && /^\d/.test(found.image)) return "an axis is a name, and to select along it is x[A = 0]";
  if (wanted === byRule.get("type") && foreignTypes.has(found.image)) return `write '${foreignTypes.get(found.image)}'`;
  if (found.tokenType === t.Bar) return "write 'or' between conditions";
  if (wanted === "an expression" && found.tokenType === t.Star) return "write ^ for a power";
  return undefined;
}
