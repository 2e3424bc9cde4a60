import type { RuntimePart } from "./runtime-part.ts";

/** What modules may get from the runtime, and the function in it that makes a loss. */
export interface Runtime {
  readonly parts: readonly RuntimePart[];
  readonly create: string;
}

/** The names of all declarations that a module may get from the runtime. */
export const namesOf = ({ parts }: Runtime): readonly string[] => parts.map((part) => part.name);

/** The parts of the runtime that a program text needs, as text in the language asked for. */
export function embedRuntime(runtime: Runtime, code: string, language: "ts" | "js" | "d.ts"): string {
  const needed = reached(runtime, namesIn(code));
  const parts = runtime.parts.filter((part) => needed.has(part));
  if (language === "js") return joined(parts.map((part) => part.js));
  return joined(parts.filter((part) => language === "ts" || part.js === "").map((part) => part.ts));
}

/** The parts of these names, and all that they use. */
function reached({ parts }: Runtime, names: Iterable<string>): ReadonlySet<RuntimePart> {
  const byName = new Map(parts.map((part) => [part.name, part]));
  const found = new Set<RuntimePart>();
  const waiting = [...names];
  while (waiting.length > 0) {
    const part = byName.get(waiting.pop()!);
    if (part === undefined || found.has(part)) continue;
    found.add(part);
    waiting.push(...part.uses);
  }
  return found;
}

/** The names that a text uses: not those in comments and strings, of properties, or that it exports something as. */
function namesIn(code: string): ReadonlySet<string> {
  const bare = code.replace(/\/\*[\s\S]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`/g, " ");
  return new Set(bare.match(/(?<![\w$.]|\bas )[A-Za-z_$][\w$]*(?![\w$]|\??:)/g));
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}
