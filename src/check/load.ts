import { listed } from "../diagnostics/message.ts";
import { catalogue } from "../diagnostics/catalogue.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { Source } from "../diagnostics/source.ts";
import { suggest } from "../support/suggest.ts";
import { parse } from "../syntax/parse.ts";
import type { FnItem, ImportItem } from "../syntax/ast.ts";
import { resolveBody } from "./body.ts";
import { declareFile } from "./declare.ts";
import type { FnDef, Module } from "./module.ts";
import { normalize, resolveImport } from "./paths.ts";

/** Every text that can be read, by kind. */
export interface Texts {
  readonly sources: ReadonlyMap<string, string>;
  readonly imported: ReadonlyMap<string, string>;
  readonly std: ReadonlyMap<string, string>;
}

/** Reads `sources` and all that they import, and links every name of a function to its declaration. */
export function loadModules(texts: Texts, reporter: Reporter): { main: Module[]; all: Module[] } {
  const modules = new Map<string, Module>();
  const load = (path: string, text: string, library: boolean) => {
    const module = readModule(path, text, library, reporter);
    modules.set(library && path.startsWith("std/") ? path : normalize(path), module);
    return module;
  };
  const main = [...texts.sources].map(([path, text]) => load(path, text, false));
  const find = (path: string): Module | undefined => {
    const std = path.startsWith("std/") ? texts.std.get(path) : undefined;
    if (std !== undefined) {
      const known = modules.get(path);
      return known?.library === true ? known : load(path, std, true);
    }
    const known = modules.get(path);
    if (known !== undefined) return known;
    const text = [...texts.imported].find(([key]) => normalize(key) === path);
    return text === undefined ? undefined : load(text[0], text[1], true);
  };

  const all: Module[] = [];
  const queue = [...main];
  for (let module = queue.shift(); module !== undefined; module = queue.shift()) {
    if (all.includes(module)) continue;
    all.push(module);
    for (const item of module.ast.items) {
      if (item.kind !== "import") continue;
      const from = resolveFile(
        module,
        item,
        [...modules.keys(), ...texts.std.keys(), ...texts.imported.keys()],
        find,
        reporter,
      );
      if (from === undefined) {
        for (const name of item.names) module.missing.add(name.text);
      } else {
        if (!module.imports.has(from)) module.imports.set(from, item.path.span);
        queue.push(from);
        bringNames(module, item, from, reporter);
      }
    }
  }
  for (const module of all) {
    declareFile(module, reporter);
    for (const fn of module.own.values()) fn.body = resolveBody(fn.item.body, module, reporter);
  }
  return { main, all };
}

function readModule(path: string, text: string, library: boolean, reporter: Reporter): Module {
  const source = new Source(path, text);
  const ast = parse(source, reporter);
  const own = new Map<string, FnDef>();
  const module: Module = {
    path,
    source,
    ast,
    library,
    own,
    fns: new Map(),
    imported: [],
    missing: new Set(),
    imports: new Map(),
  };
  for (const item of ast.items)
    if (item.kind === "fn" && !own.has(item.name.text)) own.set(item.name.text, define(item, module));
  for (const [name, fn] of own) module.fns.set(name, fn);
  return module;
}

function define(item: FnItem, module: Module): FnDef {
  const body = { root: item.body, tape: [], callees: new Map() };
  return { item, module, body, makes: new Set(), escapes: new Set(), mistyped: false, cyclic: new Set() };
}

function resolveFile(
  module: Module,
  item: ImportItem,
  known: readonly string[],
  find: (path: string) => Module | undefined,
  reporter: Reporter,
): Module | undefined {
  const at = { source: module.source, span: item.path.span };
  const path = resolveImport(module.path, item.path.text);
  if (path === undefined) {
    reporter.report(at, catalogue.badPath(item.path.text));
    return undefined;
  }
  const found = find(path);
  if (found === undefined) {
    const near = nearestFile(
      path,
      known.filter((other) => other !== module.path),
    );
    const folder = module.path.slice(0, module.path.lastIndexOf("/") + 1);
    const shown =
      near === undefined || near.startsWith("std/")
        ? near
        : near.startsWith(folder)
          ? `./${near.slice(folder.length)}`
          : near;
    reporter.report(at, catalogue.noSuchFile(item.path.text, shown));
  }
  return found;
}

/** The file that a path most likely means: names are compared, for folders and endings make all paths alike. */
function nearestFile(path: string, files: readonly string[]): string | undefined {
  const nameOf = (file: string) => file.replace(/^.*\//, "").replace(/\.loss$/, "");
  const named = (name: string | undefined) => files.find((file) => nameOf(file) === name);
  return named(nameOf(path)) ?? named(suggest(nameOf(path), files.map(nameOf)));
}

function bringNames(module: Module, item: ImportItem, from: Module, reporter: Reporter): void {
  // An import of the file itself is reported as a cycle, and brings what is there already.
  if (from === module) return;
  for (const name of item.names) {
    const at = { source: module.source, span: name.span };
    const fn = from.own.get(name.text);
    if (fn !== undefined) {
      module.imported.push({ name, fn });
      if (!module.fns.has(name.text)) module.fns.set(name.text, fn);
      continue;
    }
    module.missing.add(name.text);
    const loss = from.ast.items.some((other) => other.kind === "loss" && other.name.text === name.text);
    if (loss) reporter.report(at, catalogue.importedLoss(name.text, item.path.text));
    else if (!from.ast.damaged) {
      const elsewhere = from.imported.find((other) => other.name.text === name.text);
      const hint =
        elsewhere === undefined
          ? ownFunctions(from)
          : `it comes from '${elsewhere.fn.module.path}': import it from there`;
      reporter.report(at, catalogue.notInFile(name.text, item.path.text, suggest(name.text, from.own.keys()), hint));
    }
  }
}

function ownFunctions({ own }: Module): string {
  const names = [...own.keys()].map((name) => `'${name}'`);
  if (names.length === 0) return "it has none";
  const shown = names.length > 8 ? [...names.slice(0, 8), "others"] : names;
  return `its functions are ${listed(shown)}`;
}
