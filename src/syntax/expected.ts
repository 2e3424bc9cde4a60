import { EOF, type IParserErrorMessageProvider, type IToken, type TokenType } from "chevrotain";
import * as t from "../../grammar/tokens.ts";
import { listed } from "../diagnostics/message.ts";
import { suggest } from "../support/suggest.ts";

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

const parameterOrEnd = "',' or ')'";
const reductionFormula = "'=' and what the reduction is";
const axisName = "the name of an axis";
const axisOrEnd = `${axisName} or ']'`;

/** What stands in a file, outside of everything. */
export const items = byRule.get("file")!;

/** What follows a `let`, a `metric` or the beginning of a loss. */
export const statements = "'let', 'metric', 'reduce' or 'return'";
export const statementOrEnd = "'let', 'metric', 'reduce', 'return' or '}'";

/** Says what the grammar expects where an error stands; the rest of the message is the catalogue's. */
export const expected: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected: type, previous, ruleName }) => {
    if (type === EOF) return items;
    if (type === t.Name && ruleName === "axis") return axisName;
    if (type === t.RightBracket && ruleName === "type")
      return previous.tokenType === t.LeftBracket ? axisOrEnd : "',' or ']'";
    if (type === t.RightParen && ruleName !== "operand" && ruleName !== "domain") return parameterOrEnd;
    if (type === t.Equal && ruleName === "reduction") return reductionFormula;
    return type === t.RightBrace && ruleName === "lossItem" ? statementOrEnd : (type.LABEL ?? type.name);
  },
  buildNotAllInputParsedMessage: () => items,
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

/** What people write in other languages where a statement begins. */
const foreignStatements: ReadonlyMap<string, string> = new Map([
  ["const", "a value is bound with 'let'"],
  ["if", "an 'if' stands in an expression: let a = if c then x else y"],
  ["for", "there are no loops: a function over axes, as in sum[A](x), takes all elements"],
  ["while", "there are no loops: a function over axes, as in sum[A](x), takes all elements"],
]);

/** Advice for a token that people bring from other languages; `before` and `after` are the tokens beside it. */
export function hintFor(found: IToken, wanted: string, before?: IToken, after?: IToken): string | undefined {
  const isName = wanted === "a name" || wanted === axisName || wanted === axisOrEnd;
  const isInList = wanted === parameterOrEnd && before?.tokenType === t.Comma;
  if ((isName || isInList) && t.keywords.includes(found.tokenType))
    return `'${found.image}' is a keyword; choose another name`;
  if (found.image === "/" && after?.tokenType === t.Star) return "a comment begins with //";
  if (wanted === statements || wanted === statementOrEnd) {
    if (after?.tokenType === t.Equal) return `to bind a name, write 'let ${found.image} = ...'`;
    const foreign = foreignStatements.get(found.image);
    if (foreign !== undefined) return foreign;
    if (found.tokenType === t.Name) return "the result of a loss begins with 'reduce' or 'return'";
  }
  if (wanted === items && found.tokenType === t.Name) return "a loss begins with 'loss', and a function with 'fn'";
  if (wanted === "'}'" && found.tokenType === t.If) return "write 'if c then a else b'";
  if (wanted === "':'") return "a parameter has a type: 'x: [N]' is a tensor, 'x: real' an option";
  if (wanted === reductionFormula)
    return "the block adds reductions, each with a formula: { total = sum(x) }; mean, sum and none are there without it";
  if (found.tokenType === t.Equal && after?.image === ">") return "write '>='";
  if (found.tokenType === t.Equal && wanted === parameterOrEnd)
    return "to compare, write '=='; axes stand before the arguments: sum[A](x)";
  if (found.tokenType === t.Equal && !isName) return "to compare, write '=='";
  if (found.tokenType === t.EqualEqual && wanted === byRule.get("suffix")) return "to select, write x[A = i]";
  if (isName && found.tokenType === t.Star) return "in an expression, a starred axis is written without the star";
  if ((wanted === axisName || wanted === axisOrEnd) && /^\d/.test(found.image))
    return "an axis has a name; its size comes with the data";
  if (wanted === "a name" && (/^\d/.test(found.image) || found.tokenType === t.Colon))
    return "an axis is a name, and to select along it is x[A = 0]";
  if (wanted === byRule.get("type")) {
    const type = foreignTypes.get(found.image) ?? suggest(found.image, ["real", "int", "bool"]);
    if (type !== undefined) return `write '${type}'`;
  }
  if (wanted === byRule.get("element")) return "an index into the axis C is declared 'of C', and a number 'of real'";
  if (found.tokenType === t.Colon && wanted === parameterOrEnd) return "only the parameters of a loss have types";
  if (found.tokenType === t.Bar) {
    const begins = wanted === "an expression" || before?.tokenType === t.LeftParen;
    return begins ? "write abs(x)" : "write 'or' between conditions";
  }
  if (wanted === "an expression") {
    if (found.tokenType === t.Text) return "only a path is a string";
    if (found.tokenType === t.Star) return "write ^ for a power";
    if (found.image === ">" && before?.image === "<") return "write != for 'is not equal'";
    if (found.image === "+") return "leave the sign out: only '-' stands before a number";
  }
  return undefined;
}
