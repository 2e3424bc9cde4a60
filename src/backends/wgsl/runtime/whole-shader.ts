import { beforeFunction, lanesFunction, partsFunction } from "./folds.ts";

/** A shader with the functions that it calls, and those by which its threads add up, `together` of them in a subgroup. */
export function wholeShader(shader: string, helpers: Readonly<Record<string, string>>, together: number): string {
  const called = new Set<string>();
  const call = (code: string): void => {
    for (const name of new Set(code.match(/\w+/g))) {
      if (!Object.hasOwn(helpers, name) || called.has(name)) continue;
      called.add(name);
      call(helpers[name]!);
    }
  };
  call(shader);
  const used = new Set(shader.match(/\b(?:lanes|before|parts)_[a-z]+_(?:f32|i32|bool)\b/g));
  const names = new Set([...used].map((name) => name.replace(/^(?:lanes|before|parts)_/, "")));
  const shared = names.size > 0 ? ["var<workgroup> shared_words: array<u32, 256>;"] : [];
  const functions = [...names].map((name) => lanesFunction(name, together));
  const parts = [...names].filter((name) => used.has(`parts_${name}`)).map(partsFunction);
  const before = [...names].filter((name) => used.has(`before_${name}`)).map(beforeFunction);
  const head = together > 1 && functions.length > 0 ? ["enable subgroups;"] : [];
  const own = Object.keys(helpers).flatMap((name) => (called.has(name) ? helpers[name]! : []));
  return (
    [...head, shader, ...own, ...shared, ...functions, ...before, ...parts].filter((text) => text !== "").join("\n\n") +
    "\n"
  );
}
