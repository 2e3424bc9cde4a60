import { camelCase } from "../../support/camel-case.ts";

/**
 * Names that neither a module's constants nor a kernel's variables can have: words of JavaScript, globals that
 * generated code may use, and what kernels call of the runtime.
 */
export const reservedWords: ReadonlySet<string> = new Set(
  (
    "abstract arguments as async await boolean break case catch class const continue debugger declare default delete do " +
    "else enum eval export extends false finally for from function get if implements import in instanceof interface let " +
    "module namespace never new null number object of package private protected public readonly require return set static " +
    "string super switch symbol this throw true try type typeof undefined unknown using var void while with yield any " +
    "exports globalThis Infinity NaN Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date " +
    "Error EvalError FinalizationRegistry Float32Array Float64Array Function Int16Array Int32Array Int8Array Iterator " +
    "JSON Map Math Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String " +
    "Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet " +
    "WebAssembly decodeURI decodeURIComponent encodeURI encodeURIComponent escape isFinite isNaN parseFloat parseInt unescape " +
    "badIndex"
  ).split(" "),
);

/** What a loss is called in its module. */
export interface LossNames {
  readonly exported: string;
  /** The constant's name in the module, which differs where `exported` cannot be one. */
  readonly local: string;
  readonly metaExported: string;
  readonly metaLocal: string;
  /** What the names of its types begin with. */
  readonly stem: string;
}

/** The name that the types of a loss begin with: `cross_entropy`, `CrossEntropy`. */
export function typeStem(loss: string): string {
  const name = camelCase(loss);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The type of the frame that the kernels of a loss take, as kernel code spells it. */
export function frameType(loss: string): string {
  return `${typeStem(loss)}Frame`;
}

/** Names each loss of a module, given the names that the module's functions have taken. */
export function nameLosses(losses: readonly string[], taken: Iterable<string>): readonly LossNames[] {
  const locals = new Set([...reservedWords, ...taken]);
  const exports = new Set(losses.map(camelCase));
  const stems = new Set<string>();
  return losses.map((loss) => {
    const exported = camelCase(loss);
    const local = unique(exported, locals);
    const metaExported = unique(`${exported}Meta`, exports);
    const metaLocal = unique(metaExported, locals);
    return { exported, local, metaExported, metaLocal, stem: unique(typeStem(loss), stems) };
  });
}

/** `name`, with underscores after it until nobody has it yet; then it is taken. */
function unique(name: string, taken: Set<string>): string {
  let free = name;
  while (taken.has(free)) free += "_";
  taken.add(free);
  return free;
}

/** The names of the declarations at the top level of a program text. */
export function declaredNames(code: string): readonly string[] {
  return [
    ...code.matchAll(/^(?:export )?(?:async )?(?:function\*?|const|let|var|class|interface|type) +([\w$]+)/gm),
  ].map((match) => match[1]!);
}
