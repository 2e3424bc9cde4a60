import type { Domain, InputDeclaration, OptionDeclaration } from "../../ir/program.ts";
import { camelCase } from "../../support/camel-case.ts";
import { axisText } from "./arrays.ts";
import { describeDomain } from "./bound.ts";

/** Text that cannot end a comment, nor be an order to a type checker. */
export function commentText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll("*/", "*\\/")
    .replace(/@(?=ts-)/g, "&#64;")
    .replace(/[ \t]+$/gm, "")
    .replace(/^\n+|\n+$/g, "");
}

/** The structure of a doc comment, or none for an empty text. */
export function docStructure(...paragraphs: readonly string[]): string[] {
  const text = commentText(paragraphs.filter((paragraph) => paragraph !== "").join("\n\n"));
  return text === "" ? [] : [text.includes("\n") ? `\n${text}` : text];
}

/** What a doc comment says of an input beside its own words: `Shape [N, C], in [0, 1]. Default: 1.` */
export function describeInput(input: InputDeclaration): string {
  const axes = input.axes.map(axisText);
  const element = input.element.kind === "index" ? `, an index of axis ${camelCase(input.element.axis)}` : "";
  return `Shape [${axes.join(", ")}]${element}${describeAllowed(input.domain)}.${describeDefault(input.default)}`;
}

export function describeOption(option: OptionDeclaration): string {
  const type = option.type === "int" ? "An integer" : option.type === "bool" ? "A boolean" : "A number";
  const value = option.type === "bool" && option.default !== undefined ? option.default !== 0 : option.default;
  return `${type}${describeAllowed(option.domain)}.${describeDefault(value)}`;
}

function describeAllowed(domain: Domain | undefined): string {
  return domain === undefined ? "" : `, in ${describeDomain(domain)}`;
}

function describeDefault(value: number | boolean | undefined): string {
  return value === undefined ? "" : ` Default: ${value}.`;
}
