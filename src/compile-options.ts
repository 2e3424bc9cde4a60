import { type Target, targets } from "./backends/targets.ts";
import { noSuchChoice, noSuchSetting, notAText, notOnTarget, wrongSetting } from "./diagnostics/catalogue/build.ts";
import type { Message } from "./diagnostics/message.ts";
import type { Value } from "./settings.ts";
import { suggest } from "./support/suggest.ts";

/** What a build chooses. */
export interface CompileOptions {
  /** The kernel technology. Default `ts`. */
  readonly target?: Target;
  /** `ts` gives `F.ts`; `js` gives `F.js` with `F.d.ts`. Default `ts`. */
  readonly emit?: "ts" | "js";
  /** The element type of real tensors. Default `f32`. */
  readonly dtype?: "f32" | "f64";
  /** Fixes options, or `reduction`: `[LOSS.]NAME` to a value. A fixed option is gone from the module. */
  readonly define?: Readonly<Record<string, Value>>;
  /** The inputs to differentiate, in place of all that are not `const`. A loss with none of them keeps its own. */
  readonly wrt?: readonly string[];
  /** Elementary functions within 2 ulp, or (the default) 4 ulp, of float32. */
  readonly math?: "precise" | "fast";
  /** The name of the npm package to make: the modules as JavaScript with package.json, README and index. */
  readonly package?: string;
  /** Whether to write an `index` that re-exports everything. Default: where there is more than one source. */
  readonly index?: boolean;
  /** Sources that are there only to be imported: no module is made of them. */
  readonly importOnly?: readonly string[];
  /** Where the module of a source goes, as the path of a source, where that is not its own. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** Told of each pass as it ends. */
  readonly onPass?: (event: PassEvent) => void;
}

export interface PassEvent {
  readonly pass: string;
  readonly file: string;
  readonly loss?: string;
  /** What the pass made, as text. */
  readonly dump: () => string;
}

/** What a setting may be: one of some words, or of a kind. */
type Kind = readonly string[] | "text" | "list" | "record" | "boolean" | "function";

const KINDS: Readonly<Record<keyof CompileOptions, Kind>> = {
  target: Object.keys(targets),
  emit: ["ts", "js"],
  dtype: ["f32", "f64"],
  define: "record",
  wrt: "list",
  math: ["precise", "fast"],
  package: "text",
  index: "boolean",
  importOnly: "list",
  outputs: "record",
  onPass: "function",
};

const SPELLINGS = {
  text: "a string",
  list: "an array of strings",
  record: "an object",
  boolean: "a boolean",
  function: "a function",
} as const;

/** What is wrong with the arguments of `compile`: callers without types may give anything. */
export function wrongCall(sources: unknown, options: unknown): readonly Message[] {
  if (!isRecord(sources)) return [wrongSetting("sources", spelled(sources), "an object of texts by path")];
  if (!isRecord(options)) return [wrongSetting("options", spelled(options), SPELLINGS.record)];
  const wrong = [
    ...Object.entries(sources).flatMap(([path, text]) =>
      typeof text === "string" ? [] : notAText(path, spelled(text)),
    ),
    ...Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : (wrongValue(name, value) ?? []))),
  ];
  const { target = "ts", dtype = "f32" } = options as CompileOptions;
  if (wrong.length > 0 || (targets[target].dtypes as readonly string[]).includes(dtype)) return wrong;
  return [notOnTarget(dtype, target, targets[target].dtypes)];
}

function wrongValue(name: string, value: unknown): Message | undefined {
  if (!Object.hasOwn(KINDS, name)) return noSuchSetting(name, suggest(name, Object.keys(KINDS)), Object.keys(KINDS));
  const kind = KINDS[name as keyof CompileOptions];
  if (typeof kind === "string")
    return isOf(kind, value) ? undefined : wrongSetting(name, spelled(value), SPELLINGS[kind]);
  return kind.includes(value as string) ? undefined : noSuchChoice(name, spelled(value), kind);
}

function isOf(kind: keyof typeof SPELLINGS, value: unknown): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string";
    case "list":
      return Array.isArray(value) && value.every((item) => typeof item === "string");
    case "record":
      return isRecord(value);
    default:
      return typeof value === kind;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function spelled(value: unknown): string {
  if (typeof value === "string") return `'${value}'`;
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  return `${typeof value === "object" ? "an" : "a"} ${typeof value}`;
}
