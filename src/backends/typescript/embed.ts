import { type RuntimePart, runtimeParts } from "./runtime-text.ts";

/** The names of all declarations that a module may get from the runtime. */
export const runtimeNames: readonly string[] = runtimeParts.map((part) => part.name);

/** The parts of the runtime that a program text needs, as text in the language asked for. */
export function embedRuntime(code: string, language: "ts" | "js" | "d.ts"): string {
  const byName = new Map(runtimeParts.map((part) => [part.name, part]));
  const needed = new Set<RuntimePart>();
  const need = (names: Iterable<string>): void => {
    for (const name of names) {
      const part = byName.get(name);
      if (part === undefined || needed.has(part)) continue;
      needed.add(part);
      need(part.uses);
    }
  };
  need(new Set(code.match(/[A-Za-z_$][\w$]*/g)));
  const parts = runtimeParts.filter((part) => needed.has(part));
  if (language === "js") return joined(parts.map((part) => part.js));
  return joined(parts.filter((part) => language === "ts" || part.js === "").map((part) => part.ts));
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}
