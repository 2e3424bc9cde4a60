import { EOF, type ILexingError, type IRecognitionException, type IToken, type TokenType } from "chevrotain";
import type { FileCstNode } from "../../grammar/cst.d.ts";
import { LossParser } from "../../grammar/parser.ts";
import * as t from "../../grammar/tokens.ts";
import { catalogue } from "../diagnostics/catalogue.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Source } from "../diagnostics/source.ts";
import { invariant } from "../support/invariant.ts";
import type { FileNode } from "./ast.ts";
import { buildFile } from "./build-ast.ts";
import { spanOf } from "./cst.ts";
import { MAX_DEPTH, tooDeep } from "./depth.ts";
import { expected, hintFor, items, statementOrEnd } from "./expected.ts";
import { lex } from "./lex.ts";
import { ParseContext } from "./parse-context.ts";

const parser = new LossParser(expected);

/** Parses a file. Every syntax error is reported, at most one a section where the rest may follow from it. */
export function parse(source: Source, reporter: Reporter): FileNode {
  const lexed = lex(source.text);
  const context = new ParseContext(source, reporter, lexed.tokens, lexed.docs);
  reportCharacters(context, lexed.errors);
  for (const token of lexed.tokens) reportToken(context, token);

  parser.input = withoutDepth(context, lexed.tokens);
  const cst = parser.file() as FileCstNode | undefined;
  for (const error of parser.errors) reportSyntax(context, error);
  invariant(cst !== undefined, "the first rule recovers from every error");
  return buildFile(cst, context);
}

/** Text that is one mistake: a string in other quotes, and a path without any. */
const STRETCH = /^(?:'[^'\r\n]*'|\.{1,2}\/[\w./-]*)/;

function reportCharacters(context: ParseContext, errors: readonly ILexingError[]): void {
  const { text } = context.source;
  let reported = 0;
  for (const { offset, length } of errors) {
    if (offset < reported) continue;
    const stretch = STRETCH.exec(text.slice(offset, offset + MOST_STRETCH));
    reported = offset + (stretch?.[0].length ?? length);
    const span = { start: offset, end: reported };
    context.report(
      span,
      stretch ? catalogue.unquoted(stretch[0]) : catalogue.illegalCharacter(text.slice(offset, reported)),
    );
    context.damageAll(span);
  }
}

/** A path is not longer: or what comes after each illegal character would be looked through to the end of its line. */
const MOST_STRETCH = 256;

function reportToken(context: ParseContext, token: IToken): void {
  const { start, end } = spanOf(token);
  if (token.tokenType === t.UnterminatedText) {
    context.report({ start, end }, catalogue.unterminatedText());
    context.damage(start);
  } else if (token.tokenType === t.MalformedNumber) {
    const number = /^[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/.exec(token.image)![0];
    context.report(
      { start: start + number.length, end },
      catalogue.letterAfterNumber(number, token.image.slice(number.length)),
    );
    context.damage(start);
  }
}

/** The tokens that the parser's stack can take: a section that nests too deep ends where it does. */
function withoutDepth(context: ParseContext, tokens: IToken[]): IToken[] {
  const deep = tooDeep(tokens);
  if (deep.length === 0) return tokens;
  const cuts = new Map<number, number>();
  for (const token of deep) {
    context.report(spanOf(token), catalogue.tooDeep(MAX_DEPTH));
    context.damage(token.startOffset);
    context.cutItems.add(context.sections.itemStart(token.startOffset));
    const section = context.sections.at(token.startOffset);
    cuts.set(section, Math.min(cuts.get(section) ?? Infinity, token.startOffset));
  }
  return tokens.filter((token) => token.startOffset < (cuts.get(context.sections.at(token.startOffset)) ?? Infinity));
}

/** What a loss has inside, or ends with. */
const leftovers: ReadonlySet<TokenType> = new Set([t.Let, t.Metric, t.Reduce, t.Return, t.RightBrace]);

/** Reports an error unless its section has one: the token before says which section it ends. */
function reportSyntax(context: ParseContext, error: IRecognitionException & { previousToken?: IToken }): void {
  const { token, previousToken: before } = error;
  const owner = before === undefined || Number.isNaN(before.startOffset) ? token : before;
  const { sections } = context;
  const offset = owner.tokenType === EOF ? context.source.text.length : owner.startOffset;
  if (context.isDamaged(offset) || context.cutItems.has(sections.itemStart(offset))) return;
  // What is left of a loss that ended too early is no mistake of its own.
  const isLeft = error.message === items && leftovers.has(token.tokenType);
  if (isLeft && context.isDamagedWithin({ start: sections.itemStart(offset), end: offset + 1 })) return;
  context.damage(offset);
  const atEnd = token.tokenType === EOF;
  const span = atEnd ? context.endOfFile() : spanOf(token);
  const isLast = error.message === statementOrEnd && sections.isResult(sections.at(offset));
  const wanted = isLast ? "'}'" : error.message;
  const hint = hintFor(token, wanted, ...(atEnd ? [] : context.around(token.startOffset)));
  context.report(span, catalogue.unexpected(atEnd ? "" : token.image, wanted, hint));
}
