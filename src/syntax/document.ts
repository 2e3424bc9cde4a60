/** A text before it is known where its lines end. `layout` decides that. */
export type Doc =
  | string
  | { readonly kind: "concat"; readonly parts: readonly Doc[]; readonly breaks: boolean }
  | { readonly kind: "indent"; readonly content: Doc; readonly breaks: boolean }
  /** On one line if it fits and nothing in it must break; else all of its own lines end. */
  | { readonly kind: "group"; readonly content: Doc; readonly breaks: boolean }
  /** A value behind what it belongs to: on the same line, or indented on the next. One that hugs may break in place. */
  | { readonly kind: "hang"; readonly value: Doc; readonly hugs: boolean; readonly breaks: boolean }
  /** The end of a line, or else `flat`. */
  | { readonly kind: "line"; readonly flat: "" | " "; readonly breaks: boolean }
  /** An empty line above what follows, where lines end. */
  | { readonly kind: "blank"; readonly breaks: false }
  /** Text where lines end, nothing else. */
  | { readonly kind: "broken"; readonly text: string; readonly breaks: false }
  /** It reaches to the end of its line; one of its own stands on no line with text. */
  | { readonly kind: "comment"; readonly text: string; readonly own: boolean; readonly breaks: true };

/** A space, or the end of a line. */
export const LINE: Doc = { kind: "line", flat: " ", breaks: false };
/** Nothing, or the end of a line. */
export const SOFT_LINE: Doc = { kind: "line", flat: "", breaks: false };
/** The end of a line. */
export const HARD_LINE: Doc = { kind: "line", flat: "", breaks: true };
export const BLANK: Doc = { kind: "blank", breaks: false };

export function concat(parts: readonly Doc[]): Doc {
  return { kind: "concat", parts, breaks: parts.some(breaks) };
}

export function indent(parts: readonly Doc[]): Doc {
  const content = concat(parts);
  return { kind: "indent", content, breaks: breaks(content) };
}

export function group(parts: readonly Doc[]): Doc {
  const content = concat(parts);
  return { kind: "group", content, breaks: breaks(content) };
}

export function hang(value: Doc, hugs: boolean): Doc {
  return { kind: "hang", value, hugs, breaks: breaks(value) };
}

export function whereBroken(text: string): Doc {
  return { kind: "broken", text, breaks: false };
}

export function comment(text: string, own: boolean): Doc {
  return { kind: "comment", text, own, breaks: true };
}

/** Whether a line must end within. */
export function breaks(doc: Doc): boolean {
  return typeof doc !== "string" && doc.breaks;
}
