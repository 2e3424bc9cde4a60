import fc from "fast-check";
import * as t from "../../grammar/tokens.ts";
import { lex } from "../../src/syntax/lex.ts";

const TRIVIA = [
  ...["", " ", "  ", "\t", "\n", "\r\n", "\n\n", "\n \n\n\n"],
  ...[" // behind\n", "// tight\r\n", "\n// own\n", "\n\n// apart\n\n", " // one\n// two  \n", "//\n"],
  ...[
    " /// doc\n",
    "\n/// own doc\n/// of two lines\n",
    "\n\n/// apart\n\n",
    "////\n",
    "\n//// plain\n",
    "/// // é 😀\t\n",
  ],
];
const WORD = /^[A-Za-z0-9_]/;

/**
 * Texts with the same tokens in other clothes: white space, comments, parentheses that say nothing, last commas.
 * `share` of a hundred places between two tokens are no mere space.
 */
export function dressed(texts: fc.Arbitrary<string>, share: number): fc.Arbitrary<string> {
  const between = fc.oneof(
    { weight: 100 - share, arbitrary: fc.constant(" ") },
    { weight: share, arbitrary: fc.constantFrom(...TRIVIA) },
  );
  const choices = fc.array(fc.tuple(between, fc.nat(9)), { minLength: 40, maxLength: 400 });
  return fc.tuple(texts, choices).map(([text, dress]) => {
    const parts: string[] = [];
    let choice = 0;
    for (const image of withNoise(text, () => dress[choice++ % dress.length]![1])) {
      const between = dress[choice++ % dress.length]![0];
      const last = parts.at(-1) ?? "";
      const joins = between === "" && ((WORD.test(image) && /[A-Za-z0-9_]$/.test(last)) || /[=<>!]$/.test(last));
      const comments = last === "/" && between.startsWith("/");
      parts.push(joins || comments ? " " : "", between, image);
    }
    return parts.join("") + dress[choice % dress.length]![0];
  });
}

/** The tokens, some numbers and groups in parentheses, some lists with a last comma; at 0 of `choose` it happens. */
function withNoise(text: string, choose: () => number): string[] {
  const { tokens } = lex(text);
  const out: string[] = [];
  const closes: string[][] = [];
  tokens.forEach(({ image, tokenType }, i) => {
    const before = tokens[i - 1]?.tokenType;
    if (tokenType === t.LeftParen) {
      const isGroup = before !== t.Name && before !== t.RightBracket && before !== t.In;
      const twice = isGroup && choose() === 0;
      const isCall = before === t.Name && tokens[i + 1]?.tokenType !== t.RightParen;
      out.push(...(twice ? ["(", "("] : ["("]));
      closes.push(twice ? [")", ")"] : isCall && choose() === 0 && before !== t.Comma ? [",", ")"] : [")"]);
    } else if (tokenType === t.RightParen) {
      const close = closes.pop() ?? [")"];
      out.push(...(close[0] === "," && before === t.Comma ? [")"] : close));
    } else if (tokenType === t.NumberLiteral && before !== t.Minus && choose() === 0) {
      out.push("(", image, ")");
    } else out.push(image);
  });
  return out;
}
