const WIDTH = 120;

/** Marks a line break that keeps the indent of its line. */
const BREAK = "/*break*/";

/** The type of an object, on one line where it fits; otherwise with marks where `wrapSignatures` breaks it. */
export function typeLiteral(parts: readonly string[], before: number): string {
  if (parts.length === 0) return "{}";
  const line = `{ ${parts.join("; ")} }`;
  return line.length + before <= 100 ? line : `{${parts.map((part) => `${BREAK}  ${part};`).join("")}${BREAK}}`;
}

/**
 * Breaks what is too long for a line, which ts-morph does not: each parameter of such a method signature gets a line
 * of its own, and marked lines are broken at their marks.
 */
export function wrapSignatures(text: string): string {
  return text
    .split("\n")
    .map((line) => (line.includes(BREAK) ? line.replaceAll(BREAK, `\n${/^ */.exec(line)![0]}`) : wrapLine(line)))
    .join("\n");
}

function wrapLine(line: string): string {
  if (line.length <= WIDTH) return line;
  const match = /^( *)(\w+(?:<[^()]*>)?)\((.*)\): (.*);$/.exec(line);
  if (match === null) return line;
  const [, indent = "", name = "", parameters = "", result = ""] = match;
  const lines = splitTopLevel(parameters).map((parameter) => `${indent}  ${parameter},\n`);
  return `${indent}${name}(\n${lines.join("")}${indent}): ${result};`;
}

/** The items of a list that is separated by commas, those inside brackets aside. */
function splitTopLevel(list: string): readonly string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < list.length; at++) {
    const character = list.charAt(at);
    if ("<({[".includes(character)) depth++;
    else if (">)}]".includes(character)) depth--;
    else if (character === "," && depth === 0) {
      items.push(list.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...items, list.slice(start).trim()];
}
