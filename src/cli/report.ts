import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { codeFrame, type Position } from "./code-frame.ts";
import type { Colors } from "./terminal.ts";

/** The lines of one source by the path that diagnostics show; undefined if it is not at hand. */
export type SourceText = (file: string) => string | undefined;

/** The diagnostics for people: place, message, source line, underline, hint, and the other places. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], textOf: SourceText, colors: Colors): string {
  return diagnostics.map((diagnostic) => formatDiagnostic(diagnostic, textOf, colors)).join("");
}

function formatDiagnostic(diagnostic: Diagnostic, textOf: SourceText, colors: Colors): string {
  const { file, line, column, severity, code, message, hint, labels } = diagnostic;
  const paint = severity === "error" ? colors.red : colors.yellow;
  const place = file === "" ? "losscc" : `${file}:${line}:${column}`;
  const lines = [`${colors.bold(place)}: ${paint(`${severity} ${code}`)}: ${message}`];
  if (file !== "") lines.push(...frame(textOf(file), diagnostic, paint));
  if (hint !== undefined) lines.push(`${colors.cyan("hint")}: ${hint}`);
  for (const label of labels ?? []) {
    lines.push(`${colors.bold(`${label.file}:${label.line}:${label.column}`)}: note: ${label.message}`);
    lines.push(...frame(textOf(label.file), label, colors.cyan));
  }
  return `${lines.join("\n")}\n`;
}

function frame(text: string | undefined, at: Position, paint: (text: string) => string): readonly string[] {
  const shown = text === undefined ? undefined : codeFrame(text, at);
  if (shown === undefined) return [];
  const [source, underline] = shown;
  const indent = underline.length - underline.trimStart().length;
  return [source, underline.slice(0, indent) + paint(underline.slice(indent))];
}

/** The diagnostics for programs: one JSON array on one line, with the fields of the contract only, and what else is asked for. */
export function diagnosticsAsJson(diagnostics: readonly Diagnostic[], further: readonly object[] = []): string {
  return `${JSON.stringify([...diagnostics.map(plainDiagnostic), ...further])}\n`;
}

function plainDiagnostic(diagnostic: Diagnostic): object {
  const { file, line, column, endLine, endColumn, severity, code, message, hint } = diagnostic;
  return { file, line, column, endLine, endColumn, severity, code, message, ...(hint === undefined ? {} : { hint }) };
}
