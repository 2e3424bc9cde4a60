import type { Local } from "../../ir/loop.ts";
import { camelCase } from "../../support/camel-case.ts";

/** What a variable of a loop nest would like to be called: an index as its axis, but in lower case. */
export function localName({ name }: Local): string {
  if (name.includes("*")) return "i";
  const plain = camelCase(name.replace(/'/g, "_"));
  return /^[A-Z]+\d*$/.test(plain) ? plain.toLowerCase() : plain;
}
