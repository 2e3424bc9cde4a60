import fc from "fast-check";

const TOKENS = (
  "import from fn loss const let metric reduce return if then else and or not of in as true false inf pi real int bool " +
  'x y N C S mean sum log max index size softmax stop_gradient f ( ) [ ] { } , : = == != < <= > >= + - * / ^ | * 1 0.5 1e3 2x "std/mse.loss" " // /// \n é 😀 @ ; __a__ 99999999999'
).split(" ");

/** Tokens of the language and others, in any order. */
export const tokenSoup: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...TOKENS), { maxLength: 60 })
  .chain((tokens) => fc.constantFrom(" ", "\n", "").map((space) => tokens.join(space)));

interface Edit {
  readonly kind: "delete" | "insert" | "replace" | "repeat" | "cut";
  readonly at: number;
  readonly length: number;
  readonly token: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("delete", "insert", "replace", "repeat", "cut"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 12 }),
  token: fc.constantFrom(...TOKENS),
});

/** Texts with a few mistakes in them. */
export function mutations(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(texts, fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([text, edits]) => edits.reduce(mutated, text));
}

function mutated(text: string, { kind, at, length, token }: Edit): string {
  const start = Math.floor(at * text.length);
  const [before, middle, after] = [text.slice(0, start), text.slice(start, start + length), text.slice(start + length)];
  switch (kind) {
    case "delete":
      return before + after;
    case "insert":
      return `${before} ${token} ${middle}${after}`;
    case "replace":
      return before + token + after;
    case "repeat":
      return before + middle + middle + after;
    case "cut":
      return before;
  }
}
