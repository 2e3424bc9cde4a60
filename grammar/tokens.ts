import { createToken, Lexer, type TokenType } from "chevrotain";

/** Stands for each operator between two operands; how they bind is the AST builder's concern. */
export const BinaryOperator = createToken({ name: "BinaryOperator", pattern: Lexer.NA, label: "an operator" });
/** Stands for each operator before an operand. */
export const PrefixOperator = createToken({ name: "PrefixOperator", pattern: Lexer.NA, label: "'-' or 'not'" });
/** Stands for each literal and each keyword that is a value. */
export const Literal = createToken({ name: "Literal", pattern: Lexer.NA, label: "a literal" });

export const Name = createToken({ name: "Name", pattern: /[A-Za-z_][A-Za-z0-9_]*/, label: "a name" });

const keyword = (text: string, categories: TokenType[] = []): TokenType =>
  createToken({
    name: text[0]!.toUpperCase() + text.slice(1),
    pattern: text,
    longer_alt: Name,
    categories,
    label: `'${text}'`,
  });
const symbol = (name: string, text: string, categories: TokenType[] = []): TokenType =>
  createToken({ name, pattern: text, categories, label: `'${text}'` });

export const Import = keyword("import");
export const From = keyword("from");
export const Fn = keyword("fn");
export const Loss = keyword("loss");
export const Const = keyword("const");
export const Let = keyword("let");
export const Metric = keyword("metric");
export const Reduce = keyword("reduce");
export const Return = keyword("return");
export const If = keyword("if");
export const Then = keyword("then");
export const Else = keyword("else");
export const And = keyword("and", [BinaryOperator]);
export const Or = keyword("or", [BinaryOperator]);
export const Not = keyword("not", [PrefixOperator]);
export const Of = keyword("of");
export const In = keyword("in");
export const As = keyword("as");
export const True = keyword("true", [Literal]);
export const False = keyword("false", [Literal]);
export const Inf = keyword("inf", [Literal]);
export const Pi = keyword("pi", [Literal]);
export const Real = keyword("real");
export const Int = keyword("int");
export const Bool = keyword("bool");

/** `1`, `1.5`, `1e-3`. A letter directly behind makes it a `MalformedNumber`. */
export const NumberLiteral = createToken({
  name: "NumberLiteral",
  pattern: /[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_])/,
  categories: [Literal],
  label: "a number",
});
/** Parses like a number, so that the rest of the file is still read; the parser's caller reports it. */
export const MalformedNumber = createToken({
  name: "MalformedNumber",
  pattern: /[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?[A-Za-z_][A-Za-z0-9_]*/,
  categories: [Literal],
  label: "a number",
});

export const Text = createToken({ name: "Text", pattern: /"[^"\r\n]*"/, label: "a path in double quotes" });
/** Parses like a string; the parser's caller reports it. */
export const UnterminatedText = createToken({ name: "UnterminatedText", pattern: /"[^"\r\n]*/, categories: [Text] });

export const LeftParen = symbol("LeftParen", "(");
export const RightParen = symbol("RightParen", ")");
export const LeftBracket = symbol("LeftBracket", "[");
export const RightBracket = symbol("RightBracket", "]");
export const LeftBrace = symbol("LeftBrace", "{");
export const RightBrace = symbol("RightBrace", "}");
export const Comma = symbol("Comma", ",");
export const Colon = symbol("Colon", ":");
export const Bar = symbol("Bar", "|");
export const EqualEqual = symbol("EqualEqual", "==", [BinaryOperator]);
export const NotEqual = symbol("NotEqual", "!=", [BinaryOperator]);
export const LessEqual = symbol("LessEqual", "<=", [BinaryOperator]);
export const GreaterEqual = symbol("GreaterEqual", ">=", [BinaryOperator]);
export const Less = symbol("Less", "<", [BinaryOperator]);
export const Greater = symbol("Greater", ">", [BinaryOperator]);
export const Equal = symbol("Equal", "=");
export const Plus = symbol("Plus", "+", [BinaryOperator]);
export const Minus = symbol("Minus", "-", [BinaryOperator, PrefixOperator]);
/** A product, and the mark of an axis that stands for any number of axes. */
export const Star = symbol("Star", "*", [BinaryOperator]);
export const Slash = symbol("Slash", "/", [BinaryOperator]);
export const Caret = symbol("Caret", "^", [BinaryOperator]);

export const WhiteSpace = createToken({ name: "WhiteSpace", pattern: /[ \t\r\n]+/, group: Lexer.SKIPPED });
/** `///`, but not `////`. */
export const DocComment = createToken({ name: "DocComment", pattern: /\/\/\/(?!\/)[^\n]*/, group: "docs" });
export const Comment = createToken({ name: "Comment", pattern: /\/\/[^\n]*/, group: "comments" });

/** Every word that cannot be a name. There will never be more. */
export const keywords: readonly TokenType[] = [
  ...[Import, From, Fn, Loss, Const, Let, Metric, Reduce, Return, If, Then, Else, And, Or, Not, Of, In, As],
  ...[True, False, Inf, Pi, Real, Int, Bool],
];

const longestFirst = [...keywords].sort((a, b) => String(b.PATTERN).length - String(a.PATTERN).length);

/** Every token, in the order in which the lexer tries them: the first that matches is taken, so `int` before `in`. */
export const tokens: readonly TokenType[] = [
  ...[WhiteSpace, DocComment, Comment, BinaryOperator, PrefixOperator, Literal],
  ...longestFirst,
  ...[Name, NumberLiteral, MalformedNumber, Text, UnterminatedText],
  ...[LeftParen, RightParen, LeftBracket, RightBracket, LeftBrace, RightBrace, Comma, Colon, Bar],
  ...[EqualEqual, NotEqual, LessEqual, GreaterEqual, Less, Greater, Equal, Plus, Minus, Star, Slash, Caret],
];
