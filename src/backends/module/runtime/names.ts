import type { Plan } from "./plan.ts";

export type Named = Readonly<Record<string, unknown>>;

export const nothing: Named = {};

export function checkNames(plan: Plan, what: string, given: unknown, known: readonly string[]): Named {
  if (typeof given !== "object" || given === null) {
    throw new TypeError(`${plan.name}: expected an object with each ${what} by name, not ${kindOf(given)}`);
  }
  for (const name in given) {
    if (Object.hasOwn(given, name) && !known.includes(name)) {
      throw new TypeError(`${plan.name}: unknown ${what} ${quoted(name)}${listed(known)}`);
    }
  }
  return given as Named;
}

export function read(given: Named, name: string): unknown {
  return Object.hasOwn(given, name) ? given[name] : undefined;
}

export function listed(names: readonly string[]): string {
  return names.length === 0 ? " (there is none)" : ` (known: ${names.join(", ")})`;
}

export function quoted(value: unknown): string {
  return typeof value === "string" ? `'${value}'` : kindOf(value);
}

export function elements(count: number): string {
  return `${count} element${count === 1 ? "" : "s"}`;
}

export function article(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? "an" : "a"} ${noun}`;
}

export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return "an array";
  return article(ArrayBuffer.isView(value) ? Object.prototype.toString.call(value).slice(8, -1) : typeof value);
}
