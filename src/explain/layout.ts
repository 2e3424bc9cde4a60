import { Binding, factorTexts, type Factor, sumTexts, type Term } from "./term.ts";

/** A term on as many lines as its width asks for, broken first at its outermost sign. */
export function layout(term: Term, width: number): readonly string[] {
  if (term.text.length <= width || width < 20) return [term.text];
  switch (term.kind) {
    case "atom":
      return [term.text];
    case "sum": {
      const texts = sumTexts(term.terms, term.skipped);
      if (term.skipped > 0) return filled(texts, width);
      return term.terms.flatMap((part, i) => {
        const sign = i === 0 ? "" : texts[i]!.slice(0, 2);
        const bare = i > 0 && part.text.startsWith("−");
        return hung(sign, bare ? withoutSign(part, width - 2) : bracketed(part, Binding.sum + 0.5, width - 2));
      });
    }
    case "product": {
      const sign = term.negative ? "−" : "";
      const above = factors(term.above, term.coefficient, term.skipped, width - 4, term.below.length > 0);
      const below = term.below.length > 0 ? factors(term.below, 1, 0, width - 6, true) : [];
      return [...hung(sign, above), ...(term.below.length > 1 ? brackets("/ (", below, ")") : hung("/ ", below))];
    }
    case "big":
      return hung(`${term.sign} `, bracketed(term.body, Binding.big, width - term.sign.length - 1));
    case "call":
      return brackets(term.open, commas(term.args, width - term.open.length), term.close);
    case "relation": {
      const [x, y] = term.args;
      return [...bracketed(x, Binding.sum, width), ...hung(`${term.sign} `, bracketed(y, Binding.sum, width - 2))];
    }
    case "logic": {
      const binding = (term.sign === "∧" ? Binding.and : Binding.or) + 1;
      return term.args.flatMap((arg, i) => hung(i === 0 ? "" : `${term.sign} `, bracketed(arg, binding, width - 2)));
    }
    case "not":
      return hung("¬", bracketed(term.body, Binding.tight, width - 1));
    case "choice":
      return [
        ...hung("if ", layout(term.condition, width - 3)),
        ...hung("then ", bracketed(term.yes, Binding.or, width - 5)),
        ...hung("else ", layout(term.no, width - 5)),
      ];
  }
}

/** `first` before the first line, and as many spaces before the others. */
const hung = (first: string, lines: readonly string[]): string[] =>
  lines.map((line, i) => (i === 0 ? first : " ".repeat(first.length)) + line);

function brackets(open: string, lines: readonly string[], close: string): string[] {
  const inside = hung(open, lines);
  return [...inside.slice(0, -1), `${inside.at(-1)}${close}`];
}

const bracketed = (term: Term, binding: number, width: number): readonly string[] =>
  term.binding < binding ? brackets("(", layout(term, width - 2), ")") : layout(term, width);

function withoutSign(term: Term, width: number): readonly string[] {
  const [first, ...rest] = bracketed(term, Binding.sum + 0.5, width);
  return [first!.slice(1), ...rest.map((line) => line.replace(/^ /, ""))];
}

/** Short factors fill lines; a long one is broken on lines of its own. */
function factors(
  list: readonly Factor[],
  value: number,
  skipped: number,
  width: number,
  followed: boolean,
): readonly string[] {
  const texts = factorTexts(value, list, skipped, followed);
  const offset = texts.length - list.length - (skipped > 0 ? 1 : 0);
  const lines: string[] = [];
  let line = "";
  texts.forEach((text, i) => {
    const joint = lines.length === 0 && line === "" ? "" : line === "" ? "· " : "·";
    if (line.length + text.length <= width) {
      line += `${joint}${text}`;
      return;
    }
    if (line !== "") lines.push(line);
    const factor = list[i - offset];
    const last = i === texts.length - 1 && !followed;
    const binding = last ? Binding.big : Binding.product + 0.5;
    const start = lines.length === 0 ? "" : "· ";
    if (factor !== undefined && factor.power === 1)
      lines.push(...hung(start, bracketed(factor.term, binding, width - 2)));
    else lines.push(`${start}${text}`);
    line = "";
  });
  if (line !== "") lines.push(line);
  return lines;
}

/** Arguments, each on lines of its own where they are long. */
function commas(args: readonly Term[], width: number): readonly string[] {
  return args.flatMap((arg, i) => {
    const lines = layout(arg, width - 1);
    return i === args.length - 1 ? lines : [...lines.slice(0, -1), `${lines.at(-1)},`];
  });
}

/** Texts in a row, as many a line as fit. */
export function filled(texts: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= width) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}
