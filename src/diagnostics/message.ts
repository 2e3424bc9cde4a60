import type { Severity } from "./diagnostic.ts";

/** What a diagnostic says, before it has a place. */
export interface Message {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

export function error(code: string, message: string, hint?: string): Message {
  return { severity: "error", code, message, ...(hint !== undefined && { hint }) };
}

export function warning(code: string, message: string, hint?: string): Message {
  return { severity: "warning", code, message, ...(hint !== undefined && { hint }) };
}

/** `did you mean 'logits'?`, where there is a likely name. */
export function didYouMean(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `did you mean '${name}'?`;
}

/** `a`, `a and b`, `a, b and c` */
export function listed(items: readonly string[], word = "and"): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${word} ${last}`;
}

/** `1 argument`, `2 arguments` */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
