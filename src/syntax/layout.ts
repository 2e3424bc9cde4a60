import { unreachable } from "../support/unreachable.ts";
import { breaks, type Doc } from "./document.ts";
import { Page } from "./page.ts";

/** Columns of a level of indentation. */
const STEP = 2;

interface Command {
  readonly doc: Doc;
  readonly indent: number;
  /** Whether no line ends in it. */
  readonly flat: boolean;
}

/**
 * Prints a document within `width` columns where that can be, after P. Wadler, "A prettier printer", 2003: one pass,
 * which looks ahead no further than a line is wide. Comments count for nothing.
 */
export function layout(doc: Doc, width: number): string {
  const page = new Page();
  const stack: Command[] = [{ doc, indent: 0, flat: false }];
  const fit = (content: Doc, indent: number, column: number): boolean =>
    !breaks(content) && fits({ doc: content, indent, flat: true }, stack, width - column);

  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { doc: at, indent, flat } = next;
    if (typeof at === "string") {
      page.text(at, indent);
      continue;
    }
    switch (at.kind) {
      case "concat":
        for (let i = at.parts.length - 1; i >= 0; i--) stack.push({ doc: at.parts[i]!, indent, flat });
        break;
      case "indent":
        stack.push({ doc: at.content, indent: indent + STEP, flat });
        break;
      case "group":
        stack.push({ doc: at.content, indent, flat: flat || fit(at.content, indent, page.column(indent)) });
        break;
      case "hang": {
        const { value } = at;
        const here = flat || (!page.closed && fit(value, indent, page.column(indent) + 1));
        const below = page.closed || (!here && (!at.hugs || fit(value, indent + STEP, indent + STEP)));
        if (below) page.newLine();
        else page.text(" ", indent);
        stack.push({ doc: value, indent: below ? indent + STEP : indent, flat: here });
        break;
      }
      case "line":
        if (flat) page.text(at.flat, indent);
        else page.endLine();
        break;
      case "blank":
        if (!flat) page.blankLine();
        break;
      case "broken":
        if (!flat) page.text(at.text, indent);
        break;
      case "comment":
        page.comment(at.text, indent, at.own);
        break;
      default:
        unreachable(at);
    }
  }
  return page.toString();
}

/** Whether what comes fits into `room` columns, up to the first line that may end. */
function fits(first: Command, rest: readonly Command[], room: number): boolean {
  const stack = [first];
  let left = rest.length;
  while (room >= 0) {
    const next = stack.pop() ?? rest[--left];
    if (next === undefined) return true;
    const { doc, indent, flat } = next;
    if (typeof doc === "string") {
      room -= doc.length;
      continue;
    }
    switch (doc.kind) {
      case "concat":
        for (let i = doc.parts.length - 1; i >= 0; i--) stack.push({ doc: doc.parts[i]!, indent, flat });
        break;
      case "indent":
      case "group":
        stack.push({ doc: doc.content, indent, flat });
        break;
      case "hang":
        if (!flat) return true;
        stack.push({ doc: doc.value, indent, flat }, { doc: " ", indent, flat });
        break;
      case "line":
        if (!flat) return true;
        room -= doc.flat.length;
        break;
      case "comment":
        return true;
      case "broken":
        if (!flat) room -= doc.text.length;
        break;
      case "blank":
        break;
      default:
        unreachable(doc);
    }
  }
  return false;
}
