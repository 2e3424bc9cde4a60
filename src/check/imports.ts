import { Reporter } from "../diagnostics/reporter.ts";
import { Source } from "../diagnostics/source.ts";
import { parse } from "../syntax/parse.ts";
import { resolveImport } from "./paths.ts";

/** The paths that a file imports, relative to where `path` is relative to: what a reader of files must read next. */
export function importedPaths(path: string, text: string): string[] {
  const { items } = parse(new Source(path, text), new Reporter());
  const paths = items.map((item) => (item.kind === "import" ? resolveImport(path, item.path.text) : undefined));
  return [...new Set(paths.filter((found) => found !== undefined))];
}
