import * as chevrotain from "chevrotain";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as parser from "../../grammar/parser.ts";
import * as tokens from "../../grammar/tokens.ts";
// @ts-expect-error A script without types.
import { grammarFiles } from "../../scripts/embed-grammar.mjs";
import { lex } from "../../src/syntax/lex.ts";
import { stdlibSources } from "../../src/stdlib-sources.ts";

const read = (name: string): string => readFileSync(new URL(`../../grammar/${name}`, import.meta.url), "utf8");

test("what is made of the grammar is up to date: node scripts/embed-grammar.mjs", () => {
  const files = grammarFiles(parser, tokens, chevrotain) as Record<string, string>;
  expect(Object.keys(files)).toEqual(["cst.d.ts", "loss.ebnf", "loss.tmLanguage.json"]);
  for (const [name, text] of Object.entries(files)) expect(read(name), name).toBe(text);
});

interface Pattern {
  readonly name?: string;
  readonly match: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
}

/** The scopes of a line as an editor finds them: at each place the first pattern that matches there. */
function scopesOf(line: string): { start: number; text: string; scope: string }[] {
  const { patterns } = JSON.parse(read("loss.tmLanguage.json")) as { patterns: readonly Pattern[] };
  const found = [];
  for (let at = 0; at < line.length;) {
    const hit = patterns
      .map((pattern) => ({ pattern, match: new RegExp(pattern.match, "dg") }))
      .flatMap(({ pattern, match }) => {
        match.lastIndex = at;
        const result = match.exec(line);
        return result === null ? [] : [{ pattern, result }];
      })
      .reduce<{ pattern: Pattern; result: RegExpExecArray } | undefined>(
        (best, next) => (best === undefined || next.result.index < best.result.index ? next : best),
        undefined,
      );
    if (hit === undefined) break;
    const { pattern, result } = hit;
    const captures = Object.entries(pattern.captures ?? { 0: { name: pattern.name! } });
    for (const [group, { name }] of captures) {
      const [start, end] = result.indices![Number(group)]!;
      found.push({ start, text: line.slice(start, end), scope: name });
    }
    at = result.index + result[0].length;
  }
  return found;
}

test("the editor's grammar finds the words that the lexer finds", () => {
  for (const source of stdlibSources.values()) {
    for (const line of source.split("\n")) {
      const { tokens: words, docs, comments } = lex(line);
      const expected = [...words, ...docs, ...comments].map(({ startOffset, image }) => [startOffset, image]);
      expect(scopesOf(line).map(({ start, text }) => [start, text])).toEqual(expected);
    }
  }
});

test("and calls them by what they are", () => {
  const scopes = scopesOf('let keep_1 = if target != 1e-3 then sum[C](x) else -inf // why, "quoted"');
  expect(Object.fromEntries(scopes.map(({ text, scope }) => [text, scope.replace(/\.loss$/, "")]))).toEqual({
    let: "storage.type",
    keep_1: "variable",
    "=": "keyword.operator",
    if: "keyword.control",
    target: "variable",
    "!=": "keyword.operator",
    "1e-3": "constant.numeric",
    then: "keyword.control",
    sum: "entity.name.function",
    "[": "punctuation",
    C: "variable",
    "]": "punctuation",
    "(": "punctuation",
    x: "variable",
    ")": "punctuation",
    else: "keyword.control",
    "-": "keyword.operator",
    inf: "constant.language",
    '// why, "quoted"': "comment.line.double-slash",
  });
});
