/** `path` without `.`, `..` and empty parts. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "." || (part === "" && parts.length > 0)) continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== ".." && parts.at(-1) !== "") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

/** The path that an import in the file `from` names; nothing if it is not of a form that imports have. */
export function resolveImport(from: string, path: string): string | undefined {
  if (!path.endsWith(".loss")) return undefined;
  if (path.startsWith("std/")) return normalize(path);
  if (!path.startsWith("./") && !path.startsWith("../")) return undefined;
  return normalize(from.slice(0, from.lastIndexOf("/") + 1) + path);
}
