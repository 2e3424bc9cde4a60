/** Text that stands for itself in a literal. */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value that can be written down. An undefined property is left out. */
export type Literal = string | number | boolean | null | Code | readonly Literal[] | LiteralObject;

export interface LiteralObject {
  readonly [name: string]: Literal | undefined;
}

/** Whether a literal is written as an expression, or as the type of exactly that value. */
export type LiteralForm = "value" | "type";

const WIDTH = 120;

/** Where a literal begins: the indent of its line, and the number of characters before and after it there. */
export interface Place {
  readonly indent: number;
  readonly before: number;
}

/** The place of a literal that is to have a line for each of its properties. */
export const BROKEN: Place = { indent: 0, before: WIDTH };

const START: Place = { indent: 0, before: 0 };

/** A literal as text: on one line where that fits, otherwise one property or element a line. */
export function printLiteral(literal: Literal, form: LiteralForm, place: Place = START): string {
  if (literal instanceof Code) return literal.text;
  if (typeof literal !== "object" || literal === null) return printScalar(literal, form);
  const line = printOnLine(literal, form);
  if (place.before + line.length + 1 <= WIDTH) return line;
  return printBroken(literal, form, place.indent);
}

function printBroken(literal: readonly Literal[] | LiteralObject, form: LiteralForm, indent: number): string {
  const pad = " ".repeat(indent + 2);
  const end = " ".repeat(indent);
  if (isList(literal)) {
    const lines = literal.map(
      (item) => `${pad}${printLiteral(item, form, { indent: indent + 2, before: indent + 2 })},\n`,
    );
    return `${form === "type" ? "readonly " : ""}[\n${lines.join("")}${end}]`;
  }
  const lines = entries(literal).map(([name, value]) => {
    const key = `${printKey(name, form)}: `;
    return `${pad}${key}${printLiteral(value, form, { indent: indent + 2, before: indent + 2 + key.length })}${separator(form)}\n`;
  });
  return `{\n${lines.join("")}${end}}`;
}

function printOnLine(literal: Literal, form: LiteralForm): string {
  if (literal instanceof Code) return literal.text;
  if (typeof literal !== "object" || literal === null) return printScalar(literal, form);
  if (isList(literal)) {
    return `${form === "type" ? "readonly " : ""}[${literal.map((item) => printOnLine(item, form)).join(", ")}]`;
  }
  const parts = entries(literal).map(([name, value]) => `${printKey(name, form)}: ${printOnLine(value, form)}`);
  return parts.length === 0 ? "{}" : `{ ${parts.join(`${separator(form)} `)} }`;
}

function separator(form: LiteralForm): string {
  return form === "type" ? ";" : ",";
}

function isList(literal: readonly Literal[] | LiteralObject): literal is readonly Literal[] {
  return Array.isArray(literal);
}

function entries(literal: LiteralObject): readonly (readonly [string, Literal])[] {
  return Object.entries(literal).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

function printScalar(value: string | number | boolean | null, form: LiteralForm): string {
  if (typeof value === "string") return printString(value);
  if (typeof value !== "number") return String(value);
  if (form === "type" && (!Number.isFinite(value) || Object.is(value, -0))) return "number";
  return printNumber(value);
}

/** A number as an expression. */
export function printNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** A string as an expression or a type, safe wherever it lands. */
export function printString(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, (mark) => (mark === "\u2028" ? "\\u2028" : "\\u2029"));
}

/** The name of a property in a literal or an interface. */
export function printPropertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : printString(name);
}

function printKey(name: string, form: LiteralForm): string {
  if (form === "type") return `readonly ${printPropertyName(name)}`;
  return name === "__proto__" ? '["__proto__"]' : printPropertyName(name);
}
