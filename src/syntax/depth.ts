import type { IToken } from "chevrotain";
import * as t from "../../grammar/tokens.ts";

/** How deep brackets, prefixes, `^` and `if` may nest in an expression. */
export const MAX_DEPTH = 200;

/** An open construct: it ends with a closing bracket, a weaker operator, or the expression. */
interface Open {
  readonly kind: "bracket" | "if" | "tight" | "not";
  /** 0 for a bracket that is not part of an expression. */
  readonly weight: 0 | 1;
  /** Of an `if`: whether its `then` was read. */
  then?: boolean;
}

const openers = new Set([t.LeftParen, t.LeftBracket, t.LeftBrace]);
const closers = new Set([t.RightParen, t.RightBracket, t.RightBrace]);
const statements = new Set([t.Import, t.Fn, t.Loss, t.Let, t.Metric, t.Reduce, t.Return]);
const operators = new Set(t.tokens.filter((token) => token.CATEGORIES?.includes(t.BinaryOperator)));

/** The token of each expression that nests too deep. Works on tokens, before a parser's stack is at risk. */
export function tooDeep(tokens: readonly IToken[]): IToken[] {
  const found: IToken[] = [];
  const stack: Open[] = [];
  let depth = 0;
  let reported = false;

  const push = (open: Open, token: IToken) => {
    stack.push(open);
    depth += open.weight;
    if (depth > MAX_DEPTH && !reported) {
      found.push(token);
      reported = true;
    }
  };
  const pop = () => {
    depth -= stack.pop()!.weight;
    if (depth === 0) reported = false;
  };
  const popWhile = (condition: (open: Open) => boolean) => {
    while (stack.length > 0 && condition(stack.at(-1)!)) pop();
  };

  tokens.forEach((token, i) => {
    const type = token.tokenType;
    if (statements.has(type)) {
      popWhile(() => true);
      reported = false;
    } else if (openers.has(type)) {
      push({ kind: "bracket", weight: isStructure(tokens, i) ? 0 : 1 }, token);
    } else if (closers.has(type)) {
      popWhile((open) => open.kind !== "bracket");
      if (stack.length > 0) pop();
    } else if (type === t.If) {
      push({ kind: "if", weight: 1, then: false }, token);
    } else if (type === t.Then) {
      popWhile((open) => open.kind !== "bracket" && !(open.kind === "if" && open.then === false));
      const open = stack.at(-1);
      if (open?.kind === "if") open.then = true;
    } else if (type === t.Else) {
      popWhile((open) => open.kind !== "bracket" && !(open.kind === "if" && open.then === true));
      // From here on the `if` reaches as far as the expression, and no other `else` is its.
      if (stack.at(-1)?.kind === "if") delete stack.at(-1)!.then;
    } else if (type === t.Comma || type === t.Equal || type === t.In || type === t.Bar) {
      popWhile((open) => open.kind !== "bracket");
    } else if (type === t.Not) {
      push({ kind: "not", weight: 1 }, token);
    } else if (type === t.Caret || (type === t.Minus && !endsOperand(tokens[i - 1]))) {
      push({ kind: "tight", weight: 1 }, token);
    } else if (operators.has(type)) {
      const weak = type === t.And || type === t.Or;
      popWhile((open) => open.kind === "tight" || (weak && open.kind === "not"));
    }
  });
  return found;
}

/** Whether a bracket belongs to a declaration and not to an expression. */
function isStructure(tokens: readonly IToken[], i: number): boolean {
  if (tokens[i]!.tokenType === t.LeftBrace) return true;
  const before = tokens[i - 1]?.tokenType;
  if (before === t.Colon || before === t.In) return true;
  const twoBefore = tokens[i - 2]?.tokenType;
  if (before === t.Name) return twoBefore === t.Fn || twoBefore === t.Loss;
  return before === t.RightBracket && closesFnAxes(tokens, i - 1);
}

/** Whether the `]` at `i` closes the axis list of a `fn`: only names and commas back to `fn name [`. */
function closesFnAxes(tokens: readonly IToken[], i: number): boolean {
  let at = i - 1;
  while (tokens[at]?.tokenType === t.Name || tokens[at]?.tokenType === t.Comma) at--;
  return tokens[at]?.tokenType === t.LeftBracket && tokens[at - 2]?.tokenType === t.Fn;
}

/** Whether a `-` after this token stands between two operands. */
function endsOperand(token: IToken | undefined): boolean {
  if (token === undefined) return false;
  const type = token.tokenType;
  return type === t.Name || closers.has(type) || (type.CATEGORIES?.includes(t.Literal) ?? false);
}
